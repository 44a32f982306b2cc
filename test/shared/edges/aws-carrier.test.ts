import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'

import { createAwsCarrier } from '../../../shared/edges/aws-carrier.ts'
import { createSnsClient } from '../../../shared/edges/clients.ts'

const sms = {
  inboundId: 'text 1',
  from: '+32460000000',
  to: '+33612345678',
  text: 'Veuillez arrêter.',
  maxPriceUsd: 0.08,
}

const taken =
  '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult><ResponseMetadata><RequestId>2</RequestId></ResponseMetadata></PublishResponse>'

/** The real client and a carrier that answers as told; gives the answer and the bodies of all requests that came. */
const sendTo = async (respond: RequestListener) => {
  const bodies: URLSearchParams[] = []
  const server = createServer(async (request, response) => {
    bodies.push(new URLSearchParams(Buffer.concat(await request.toArray()).toString()))
    respond(request, response)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close(() => undefined).closeAllConnections())
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return { answer: await send(`http://127.0.0.1:${port}`), bodies }
}

const send = async (
  endpoint: string,
  credentials: { accessKeyId: string; secretAccessKey: string } | 'none' = keys,
) => {
  const config = {
    endpoint,
    region: 'eu-west-3',
    credentials: credentials === 'none' ? () => Promise.reject(noCredentials) : credentials,
  }
  const client = createSnsClient(config, 300)
  onTestFinished(() => client.destroy())
  return createAwsCarrier(client).send(sms)
}
const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
const noCredentials = Object.assign(new Error('none'), { name: 'CredentialsProviderError' })

const error =
  (status: number, code: string): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'text/xml' })
      .end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`)

test('asks for a transactional text from the line, and bounds its price', async () => {
  const { answer, bodies } = await sendTo((_, response) => response.end(taken))
  expect(answer).toBe('taken')
  const [body] = bodies
  expect(body?.get('PhoneNumber')).toBe(sms.to)
  expect(body?.get('Message')).toBe(sms.text)
  const attributes = [1, 2, 3].map((i) => [
    body?.get(`MessageAttributes.entry.${i}.Name`),
    body?.get(`MessageAttributes.entry.${i}.Value.StringValue`),
  ])
  expect(attributes).toEqual([
    ['AWS.SNS.SMS.SMSType', 'Transactional'],
    ['AWS.SNS.SMS.MaxPrice', '0.08'],
    ['AWS.MM.SMS.OriginationNumber', sms.from],
  ])
})

test.each([
  [429, 'Throttled', 'not-taken'],
  [400, 'KMSThrottling', 'not-taken'],
  [403, 'AuthorizationError', 'not-taken'],
  [403, 'InvalidClientTokenId', 'not-taken'],
  [400, 'RequestExpired', 'not-taken'],
  [400, 'InvalidParameter', 'refused'],
  [400, 'OptedOut', 'refused'],
  [500, 'InternalError', 'unknown'],
  [503, 'ServiceUnavailable', 'unknown'],
])('%i %s means %s, after one attempt', async (status, code, expected) => {
  const { answer, bodies } = await sendTo(error(status, code))
  expect(answer).toBe(expected)
  expect(bodies).toHaveLength(1)
})

test.each<[string, RequestListener]>([
  ['a connection that is reset', (request) => request.socket.resetAndDestroy()],
  ['no answer in time', () => undefined],
  ['an answer that is no XML', (_, response) => response.end('<')],
])('%s proves nothing, and is not tried again', async (_, respond) => {
  const { answer, bodies } = await sendTo(respond)
  expect(answer).toBe('unknown')
  expect(bodies).toHaveLength(1)
})

test('a connection that is refused, or a name that does not resolve, took nothing', async () => {
  expect(await send('http://127.0.0.1:1')).toBe('not-taken')
  expect(await send('http://carrier.invalid')).toBe('not-taken')
})

test('without credentials nothing was taken', async () => {
  expect(await send('http://127.0.0.1:1', 'none')).toBe('not-taken')
})
