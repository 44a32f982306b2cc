import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'

import { createAwsGateway, createSmsVoiceClient } from '../../../carriers/aws/send.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

const sms = {
  inboundId: 'text 1',
  from: '+32460000000',
  to: '+32470123456',
  text: 'Veuillez arrêter.',
  maxPriceUsd: 0.08,
}

/** Sends by the real client to a server with this response. Returns the result, and the requests that the server received. */
const sendTo = async (respond: RequestListener, changes: Partial<typeof sms> = {}, timeoutMs = minute) => {
  const requests: { readonly target: string | undefined; readonly body: unknown }[] = []
  const server = createServer(async (request, response) => {
    const body: unknown = JSON.parse(Buffer.concat(await request.toArray()).toString())
    requests.push({ target: String(request.headers['x-amz-target']), body })
    respond(request, response)
  })
  return { answer: await send(await stoppedAfterwards(startStandIn(server)), keys, changes, timeoutMs), requests }
}

const send = async (
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string } | 'none' = keys,
  changes: Partial<typeof sms> = {},
  timeoutMs = minute,
) => {
  const config = {
    endpoint,
    region: 'eu-west-3',
    credentials: credentials === 'none' ? () => Promise.reject(noCredentials) : credentials,
  }
  const client = createSmsVoiceClient(config, timeoutMs, minute)
  onTestFinished(() => client.destroy())
  return createAwsGateway(client, 'AntiRelou-test').send({ ...sms, ...changes })
}
const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
const noCredentials = Object.assign(new Error('none'), { name: 'CredentialsProviderError' })

const accepted: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{"MessageId":"1"}')

const error =
  (status: number, name: string, details: object = {}): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/x-amz-json-1.0' })
      .end(JSON.stringify({ __type: `com.amazonaws.pinpointsmsvoicev2#${name}`, Message: 'no', ...details }))

test('requests a transactional text from the line with a maximum price, and reports refer to the id of the text', async () => {
  const { answer, requests } = await sendTo(accepted)
  expect(answer).toEqual({ kind: 'accepted' })
  expect(requests).toEqual([
    {
      target: 'PinpointSMSVoiceV2.SendTextMessage',
      body: {
        OriginationIdentity: sms.from,
        DestinationPhoneNumber: sms.to,
        MessageBody: sms.text,
        MessageType: 'TRANSACTIONAL',
        ConfigurationSetName: 'AntiRelou-test',
        MaxPrice: '0.08000',
        TimeToLive: 3600,
        Context: { inboundId: 'text 1' },
      },
    },
  ])
})

test.each([1, 0.00001, 0.5, 2, 0.123456])('formats the price %d as AWS requires', async (maxPriceUsd) => {
  const { requests } = await sendTo(accepted, { maxPriceUsd })
  expect(requests).toMatchObject([{ body: { MaxPrice: expect.stringMatching(/^[0-9]{0,2}\.[0-9]{1,5}$/) } }])
})

test.each([
  ['if the destination opted out', 'ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 'rejected'],
  [
    'if the destination is not valid',
    'ValidationException',
    { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'DestinationPhoneNumber', Message: 'no' }] },
    'rejected',
  ],
  [
    'if another parameter is not valid',
    'ValidationException',
    { Reason: 'INVALID_PARAMETER', Fields: [{ Name: 'MaxPrice', Message: 'no' }] },
    'refused',
  ],
  [
    'if the spend limit is reached',
    'ServiceQuotaExceededException',
    { Reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
    'retryable',
  ],
])('returns the reason of AWS after one attempt %s', async (_, name, details, kind) => {
  const { answer, requests } = await sendTo(error(400, name, details))
  expect(answer).toEqual({ kind, reason: details.Reason })
  expect(requests).toHaveLength(1)
})

test.each([
  [400, 'ThrottlingException', 'throttled'],
  [400, 'AccessDeniedException', 'retryable'],
  [400, 'ResourceNotFoundException', 'retryable'],
  [400, 'UnrecognizedClientException', 'retryable'],
  [400, 'ExpiredTokenException', 'retryable'],
  [500, 'InternalServerException', 'unknown'],
  [503, 'ServiceUnavailable', 'unknown'],
])(
  'after %i %s, which has no reason, returns %s and the name of the error, without a retry',
  async (status, name, kind) => {
    const { answer, requests } = await sendTo(error(status, name))
    expect(answer).toEqual({ kind, reason: name })
    expect(requests).toHaveLength(1)
  },
)

test('returns retryable if the connection is refused or the name does not resolve, since nothing was sent', async () => {
  expect(await send('http://127.0.0.1:1')).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
  expect(await send('http://carrier.invalid')).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
})

test('returns retryable without credentials, since nothing was sent', async () => {
  expect(await send('http://127.0.0.1:1', 'none')).toEqual({ kind: 'retryable', reason: 'CredentialsProviderError' })
})
