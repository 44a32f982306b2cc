import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Effect } from '../../endpoint/faults.ts'
import { ownerOf, startToyCloud, type ToyCloud } from '../toy/cloud.ts'

let toy: ToyCloud
beforeAll(async () => {
  toy = await startToyCloud()
})
afterAll(() => toy.cloud.stop())

const TableName = 'Toy-Table'
const put = (name: string) => new PutItemCommand({ TableName, Item: { pk: { S: name } } })
const get = (name: string) => new GetItemCommand({ TableName, Key: { pk: { S: name } } })
const isStored = async (name: string) => (await toy.cloud.owner.dynamodb.send(get(name))).Item !== undefined

describe('A role', () => {
  /** A client of the function `single`, which may put items and send to the queue `Dead`, but not use its key. */
  const asSingle = () => ({ ...ownerOf(toy.cloud), credentials: toy.cloud.keyOf('single') })
  const sendTo = (queue: string) =>
    new SQSClient(asSingle()).send(new SendMessageCommand({ QueueUrl: toy.cloud.resources[queue], MessageBody: '{}' }))

  it('may do what its policy in the template allows', async () => {
    await new DynamoDBClient(asSingle()).send(put('allowed'))
    expect(await isStored('allowed')).toBe(true)
  })

  it.each([
    ['DynamoDB', () => new DynamoDBClient(asSingle()).send(get('denied')), 'AccessDeniedException', 400],
    ['SQS', () => sendTo('Singles'), 'AccessDenied', 400],
    ['the key of a queue', () => sendTo('Dead'), 'KmsAccessDenied', 400],
    [
      'SNS',
      () =>
        new SNSClient(asSingle()).send(new PublishCommand({ TopicArn: toy.cloud.resources['Texts'], Message: 'Yo' })),
      'AuthorizationErrorException',
      403,
    ],
  ])('is denied anything else with the error of %s', async (_, ask, name, httpStatusCode) => {
    await expect(ask()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
  })
})

describe('A fault', () => {
  it.each<[string, Effect, object, boolean]>([
    ['resets the connection', 'reset', { code: 'ECONNRESET' }, false],
    ['fails', 'fail', { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } }, false],
    [
      'answers an error',
      { error: 'ThrottlingException', status: 400 },
      { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } },
      false,
    ],
    ['hangs', 'hang', { name: 'TimeoutError' }, false],
    ['loses the answer', 'lose-answer', { code: 'ECONNRESET' }, true],
  ])('that %s looks to the caller as on AWS', async (name, effect, error, stored) => {
    toy.cloud.faults.add({ service: 'dynamodb', action: 'PutItem', effect, times: 1 })
    const requestHandler = { requestTimeout: 500, throwOnRequestTimeout: true }
    const client = new DynamoDBClient({ ...ownerOf(toy.cloud), requestHandler })
    await expect(client.send(put(name))).rejects.toMatchObject(error)
    expect(await isStored(name)).toBe(stored)
  })
})
