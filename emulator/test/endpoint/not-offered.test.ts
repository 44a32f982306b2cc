import { expect, test } from 'vitest'

import { notOffered } from '../../endpoint/request.ts'

const json = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.ListKeys' }
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }

test.each([
  ['kms', json, 'application/x-amz-json-1.0', '"message":"The embedded cloud has no kms."'],
  ['iam', form, 'text/xml', '<Message>The embedded cloud has no iam.</Message></Error></ErrorResponse>'],
  ['s3', {}, 'text/xml', '<Message>The embedded cloud has no s3.</Message></Error>'],
  ['apigateway', {}, 'application/x-amz-json-1.0', '"message":"The embedded cloud has no apigateway."'],
])('a request for %s gets an error in the protocol of that service', (service, headers, contentType, said) => {
  const answer = notOffered({ service, what: service, headers })
  expect(answer.status).toBe(400)
  expect(answer.headers['content-type']).toBe(contentType)
  expect(answer.body).toContain(said)
  expect(answer.body).toContain('UnknownOperationException')
})

test('a header names the error for protocols in which the body does not, as SDKs expect', () => {
  const { headers } = notOffered({ service: 'lambda', what: 'action of lambda', headers: {} })
  expect(headers['x-amzn-errortype']).toBe('UnknownOperationException')
})
