import { request } from 'node:http'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, test } from 'vitest'

import { jsonAnswer } from '../../endpoint/answers.ts'
import type { Call } from '../../endpoint/call.ts'
import { limitRates, quotaOf, type Rates } from '../../endpoint/rate-limiter.ts'
import { notOffered } from '../../endpoint/request.ts'
import { ownerOf, startToyCloud, type ToyCloud, toyAccount } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

let toy: ToyCloud
let sns: SNSClient
beforeAll(async () => {
  toy = await startToyCloud()
  sns = new SNSClient(ownerOf(toy.cloud))
})
afterAll(() => toy.cloud.stop())

it('texts no phone through SNS', async () => {
  const sms = new PublishCommand({ PhoneNumber: '+32470123456', Message: 'Bonjour' })
  await expect(sns.send(sms)).rejects.toThrow('use SendTextMessage of End User Messaging')
})

describe('A text to a line', () => {
  const archived = async (): Promise<string> => {
    const QueueUrl = toy.cloud.resources['Archive']
    const { Messages = [] } = await toy.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }))
    return JSON.parse(Messages[0]?.Body ?? '').Message
  }

  it('is not published while the number is attached to no topic', async () => {
    const { cloud } = await startToyCloud(toyTemplate, { ...toyAccount, twoWayTopicArn: undefined })
    onTestFinished(() => cloud.stop())
    const id = await cloud.receiveText({ from: '+33612345600', to: '+32460000000', text: 'Salut' })
    expect(cloud.texts.entries()).toMatchObject([{ id, direction: 'inbound', text: 'Salut' }])
    expect(cloud.calls.entries().filter(({ action }) => action === 'Publish')).toEqual([])
  })

  it('is shown on phones if somebody else publishes it, while any other message is not', async () => {
    const TopicArn = toy.cloud.inboundTopicArn
    const payload = {
      originationNumber: '+33612345611',
      destinationNumber: '+32460000000',
      messageBody: 'Yo',
      inboundMessageId: 'own',
    }
    await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(payload) }))
    await sns.send(new PublishCommand({ TopicArn, Message: 'not a text' }))
    expect(await archived()).toBe(JSON.stringify(payload))
    expect(toy.cloud.texts.entries().at(-1)).toMatchObject({ id: 'own', from: '+33612345611', text: 'Yo' })
  })
})

describe('The AWS endpoint', () => {
  it('gives a queue the URL that the functions have for it', async () => {
    const { QueueUrl } = await toy.sqs.send(new GetQueueUrlCommand({ QueueName: 'Toy-Dead' }))
    expect(QueueUrl).toBe(toy.cloud.resources['Dead'])
  })

  it('limits the visibility timeout of a message to 12 hours from its receive', async () => {
    const QueueUrl = toy.cloud.resources['Dead']
    await toy.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'held' }))
    const { Messages = [] } = await toy.sqs.send(new ReceiveMessageCommand({ QueueUrl }))
    const hide = (VisibilityTimeout: number) =>
      toy.sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle, VisibilityTimeout }),
      )
    await hide(11 * 3600)
    await hide(12 * 3600 - 5)
    await expect(hide(12 * 3600)).rejects.toThrow('Total VisibilityTimeout for the message is beyond the limit')
  })

  const post = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const call = request(toy.cloud.endpoint, { method: 'POST', headers }, (response) =>
        resolve(response.resume().statusCode),
      )
      call.on('error', reject).end('Action=ListTopics&Version=2010-03-31')
    })
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const signed = (service: string) => ({
    ...form,
    authorization: `AWS4-HMAC-SHA256 Credential=me/20261124/eu-west-3/${service}/aws4_request, SignedHeaders=host, Signature=x`,
  })

  it('accepts only requests from this machine that are signed, which requests of web pages are not', async () => {
    expect(await post(signed('sns'))).toBe(200)
    expect(await post(form)).toBe(403)
    expect(await post({ ...signed('sns'), host: 'rebound.example:4566' })).toBe(403)
  })

  it('refuses a request for a service that it does not have', async () => {
    expect(await post(signed('s3'))).toBe(400)
  })
})

describe('What is not offered', () => {
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
})

describe('Rates', () => {
  const refusal = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }

  /** Calls a handler with these rates at these times, in milliseconds, and returns the status of each answer. */
  const statuses = async (rates: Rates, times: readonly number[], action = (_: number) => 'SendTextMessage') => {
    let [time, handled] = [0, 0]
    const handler = () => {
      handled++
      return jsonAnswer(200, {})
    }
    const limited = limitRates(handler, rates, refusal, () => time)
    const answered: number[] = []
    for (const [i, at] of times.entries()) {
      time = at
      const parts = { service: 'sms-voice', parameters: {}, headers: {}, body: '' } as const
      const call: Call = { ...parts, action: action(i), caller: { kind: 'owner' } }
      answered.push((await limited(call)).status)
    }
    expect(handled).toBe(answered.filter((status) => status === 200).length)
    return answered
  }

  describe('A limited action', () => {
    it.each<[string, Rates, readonly number[], readonly number[]]>([
      [
        'with one request a second accepts one, and the next a second later',
        { SendTextMessage: quotaOf(1) },
        [5000, 5000, 5999, 6000, 6001, 7000],
        [200, 400, 400, 200, 400, 200],
      ],
      ['saves no requests for later', { SendTextMessage: quotaOf(1) }, [0, 60_000, 60_000], [200, 200, 400]],
      [
        'accepts as many at once as its burst, which fills again at the rate',
        { SendTextMessage: { perSecond: 2, burst: 3 } },
        [0, 0, 0, 0, 500, 500, 2000, 2000, 2000, 2000],
        [...[200, 200, 200, 400], ...[200, 400], ...[200, 200, 200, 400]],
      ],
    ])('%s', async (_, rates, times, answered) => {
      expect(await statuses(rates, times)).toEqual(answered)
    })

    it('takes nothing from another action', async () => {
      const rates = { SendTextMessage: quotaOf(1), UpdatePhoneNumber: quotaOf(1) }
      const inTurn = (i: number) => ['SendTextMessage', 'UpdatePhoneNumber', 'ListTagsForResource'][i % 3] ?? ''
      expect(await statuses(rates, [0, 0, 0, 0, 0, 0], inTurn)).toEqual([200, 200, 200, 400, 400, 200])
    })
  })
})
