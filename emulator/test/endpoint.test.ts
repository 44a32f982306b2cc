import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import {
  ChangeMessageVisibilityCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import { afterAll, describe, expect, it } from 'vitest'
import { jsonAnswer } from '../endpoint/answers.ts'
import { callUrl } from '../endpoint/loopback.ts'
import { limitRates, quotaOf, type Rates } from '../endpoint/rate-limiter.ts'
import { createJournal } from '../journal.ts'
import { createLogs } from '../services/logs.ts'
import { ownerOf, readToy, startToyCloud } from './toy/cloud.ts'

const { cloud } = await startToyCloud()
afterAll(cloud.stop)

describe('The AWS endpoint', () => {
  it('texts no phone through SNS', async () => {
    const sms = cloud.owner.sns.send(new PublishCommand({ PhoneNumber: '+32470123456', Message: 'Bonjour' }))
    await expect(sms).rejects.toThrow('use SendTextMessage of End User Messaging')
  })

  it('limits the visibility timeout of a message to 12 hours from its receive', async () => {
    const { sqs } = cloud.owner
    const QueueUrl = cloud.resources['Dead']
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'held' }))
    const { Messages: [{ ReceiptHandle } = {}] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }))
    const hide = (VisibilityTimeout: number) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
    await hide(11 * 3600)
    await hide(12 * 3600 - 5)
    await expect(hide(12 * 3600)).rejects.toThrow('Total VisibilityTimeout for the message is beyond the limit')
  })

  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const signed = (service: string) => ({
    authorization: `AWS4-HMAC-SHA256 Credential=me/20261124/eu-west-3/${service}/aws4_request, SignedHeaders=host, Signature=x`,
  })
  const post = (headers: Record<string, string>, body = 'Action=ListTopics&Version=2010-03-31') =>
    callUrl(cloud.endpoint, { method: 'POST', headers, body })

  it.each([
    ['for a foreign host before its body has come', 'attacker.example', 0, 403],
    ['once its body is too large', 'localhost', 5 * 1024 * 1024, 413],
  ])('refuses a request %s, and hangs up', async (_, host, bytes, status) => {
    const asking = request(cloud.endpoint, { method: 'POST', headers: { host, 'transfer-encoding': 'chunked' } })
    asking.write(Buffer.alloc(bytes + 1))
    const [answer]: IncomingMessage[] = await once(asking, 'response')
    expect([answer?.statusCode, answer?.headers.connection]).toEqual([status, 'close'])
    asking.on('error', () => {}).destroy()
  })

  it('accepts only requests from this machine that are signed, which requests of web pages are not', async () => {
    expect(await post({ ...signed('sns'), ...form })).toMatchObject({ status: 200 })
    expect(await post(form)).toMatchObject({ status: 403 })
    expect(await post({ ...signed('sns'), ...form, host: 'rebound.example:4566' })).toMatchObject({ status: 403 })
  })

  it('lets no web page see that it runs, by what it refuses', async () => {
    expect((await callUrl(cloud.endpoint)).headers).toMatchObject({ 'cross-origin-resource-policy': 'same-origin' })
  })

  it.each([
    ['kms', { 'x-amz-target': 'TrentService.ListKeys' }, '"message":"The emulator has no kms."'],
    ['apigateway', {}, '"message":"The emulator has no apigateway."'],
    ['iam', form, '<Message>The emulator has no iam.</Message></Error>'],
  ])('has no %s, and says so as SDKs can read it', async (service, headers, said) => {
    const answer = await post({ ...signed(service), ...headers }, '{}')
    expect(answer).toMatchObject({ status: 400, body: expect.stringContaining(said) })
    expect(answer.body).toContain('UnknownOperationException')
    // Clients of REST JSON, such as the AWS CLI, look for the name of an error in this header.
    if (!said.startsWith('<')) expect(answer.headers['x-amzn-errortype']).toBe('UnknownOperationException')
  })
})

const get = new GetItemCommand({ TableName: 'Toy-Table', Key: { pk: { S: 'item' } } })

describe('A role', () => {
  /** A client of the function `single`, which may send to the queue `Dead`, but not use its key. */
  const asSingle = { ...ownerOf(cloud), credentials: cloud.keyOf('single') }
  const publish = new PublishCommand({ TopicArn: cloud.resources['Texts'], Message: 'Yo' })
  const sendTo = (queue: string) =>
    new SQSClient(asSingle).send(new SendMessageCommand({ QueueUrl: cloud.resources[queue], MessageBody: '{}' }))

  // That it may do the rest is what every text to a number shows.
  it.each([
    ['DynamoDB', () => new DynamoDBClient(asSingle).send(get), 'AccessDeniedException', 400],
    ['SQS', () => sendTo('Singles'), 'AccessDenied', 400],
    ['the key of a queue', () => sendTo('Dead'), 'KmsAccessDenied', 400],
    ['SNS', () => new SNSClient(asSingle).send(publish), 'AuthorizationErrorException', 403],
  ])('is denied what its policy does not allow with the error of %s', async (_, ask, name, httpStatusCode) => {
    await expect(ask()).rejects.toMatchObject({ name, $metadata: { httpStatusCode } })
  })
})

it('A fault that hangs lets the caller wait, as AWS may', async () => {
  cloud.faults.add({ service: 'dynamodb', action: 'GetItem', effect: 'hang', times: 1 })
  const requestHandler = { requestTimeout: 500, throwOnRequestTimeout: true }
  const client = new DynamoDBClient({ ...ownerOf(cloud), requestHandler })
  await expect(client.send(get)).rejects.toMatchObject({ name: 'TimeoutError' })
})

describe('A limited action', () => {
  const quotas = { SendTextMessage: quotaOf(1), UpdatePhoneNumber: quotaOf(1) }
  const refusal = { code: 'ThrottlingException', message: 'Rate exceeded', status: 400 }
  const inTurn = ['SendTextMessage', 'UpdatePhoneNumber', 'ListTagsForResource']
  const [yes, no] = [200, 400]

  it.each<[string, Rates, readonly number[], readonly number[], string[]?]>([
    ['accepts one, and the next a second later', {}, [5000, 5000, 5999, 6000, 6001, 7000], [yes, no, no, yes, no, yes]],
    ['saves no requests for later', {}, [0, 60_000, 60_000], [yes, yes, no]],
    [
      'accepts as many at once as its burst, which fills again at the rate',
      { SendTextMessage: { perSecond: 2, burst: 3 } },
      [0, 0, 0, 0, 500, 500, 2000, 2000, 2000, 2000],
      [yes, yes, yes, no, yes, no, yes, yes, yes, no],
    ],
    ['takes nothing from another action', {}, [0, 0, 0, 0, 0, 0], [yes, yes, yes, no, no, yes], inTurn],
  ])('%s', async (_, raised, times, statuses, actions = ['SendTextMessage']) => {
    let time = 0
    const [handler, now] = [() => jsonAnswer(yes, {}), () => time]
    const limited = limitRates(handler, quotas, raised, refusal, now)
    const request = { service: 'sms-voice', parameters: {}, caller: { kind: 'owner' }, headers: {}, body: '' } as const
    const answered: number[] = []
    for (const [i, at] of times.entries()) {
      time = at
      answered.push((await limited({ ...request, action: actions[i % actions.length] ?? '' })).status)
    }
    expect(answered).toEqual(statuses)
  })
})

it('CloudWatch Logs answers five requests for log lines a second, and throttles those beyond', async () => {
  let time = 0
  const answer = createLogs(readToy(), createJournal(), {}, () => time)
  const asked = { service: 'logs', action: 'FilterLogEvents', parameters: { logGroupName: 'Toy-Logs' } } as const
  for (time of [0, 1000]) {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => answer({ ...asked, caller: { kind: 'owner' }, headers: {}, body: '' })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 400])
    expect(answers.at(-1)?.body).toContain('#ThrottlingException')
  }
})
