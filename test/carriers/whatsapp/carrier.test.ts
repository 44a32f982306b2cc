import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'

import { createSocialMessagingClient, createWhatsAppGateway } from '../../../carriers/whatsapp/send.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

const line = 'whatsapp:+33639980021'
const sms = { inboundId: 'text-1', from: line, to: '+33612345678', text: 'Veuillez arrêter.', maxPriceUsd: 0 }

const keys = { accessKeyId: 'test', secretAccessKey: 'test' }

const send = async (endpoint: string, changes: Partial<typeof sms> = {}, timeoutMs = minute) => {
  const config = { endpoint, region: 'eu-west-3', credentials: keys }
  const client = createSocialMessagingClient(config, timeoutMs, minute)
  onTestFinished(() => client.destroy())
  const idOf = (address: string) => (address === line ? 'phone-number-id-1' : undefined)
  return createWhatsAppGateway(client, idOf).send({ ...sms, ...changes })
}

/** Sends by the real client to a server with this response. Returns the result, and the requests that the server received. */
const sendTo = async (respond: RequestListener, changes: Partial<typeof sms> = {}, timeoutMs = minute) => {
  const requests: { readonly route: string; readonly body: Readonly<Record<string, string>> }[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
    requests.push({ route: `${request.method} ${request.url}`, body })
    respond(request, response)
  })
  return { answer: await send(await stoppedAfterwards(startStandIn(server)), changes, timeoutMs), requests }
}

const accepted: RequestListener = (_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"messageId":"1"}')

const error =
  (status: number, name: string): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
      .end('{"message":"to +33612345678"}')

const messageIn = (body: Readonly<Record<string, string>>): unknown =>
  JSON.parse(Buffer.from(body['message'] ?? '', 'base64').toString())

test('sends a reply from the id of the line to a number with its plus, and statuses will refer to the id of the text', async () => {
  const { answer, requests } = await sendTo(accepted)
  expect(answer).toEqual({ kind: 'accepted' })
  const [{ route, body } = { route: '', body: {} }] = requests
  expect([requests.length, route]).toEqual([1, 'POST /v1/whatsapp/send'])
  expect(body).toMatchObject({ originationPhoneNumberId: 'phone-number-id-1', metaApiVersion: 'v25.0' })
  expect(messageIn(body)).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+33612345678',
    type: 'text',
    text: { preview_url: false, body: 'Veuillez arrêter.' },
    biz_opaque_callback_data: 'text-1',
  })
})

test.each([
  ['6d69f07a-c317-4278-9d5c-6a84078419ec', { messageId: '6d69f07a-c317-4278-9d5c-6a84078419ec' }],
  ['wamid.HBgLMzM2OTg3NjU0MzIVAgASGBQzQTRCNUM2RDdFOEY5MDExMjIzMzQA', {}],
  [undefined, {}],
])('passes on an id of AWS that reports may refer to, and never one of Meta: %s', async (messageId, expected) => {
  const { answer } = await sendTo((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ messageId })),
  )
  expect(answer).toStrictEqual({ kind: 'accepted', ...expected })
})

test('addresses a sender known only by an id by that id', async () => {
  const { requests } = await sendTo(accepted, { to: 'FR.13491208655302741918' })
  const message = messageIn(requests[0]?.body ?? {})
  expect(message).toMatchObject({ recipient: 'FR.13491208655302741918' })
  expect(message).not.toHaveProperty('to')
})

test('returns retryable if the line has no id at AWS', async () => {
  const { answer, requests } = await sendTo(accepted, { from: 'whatsapp:+33600000000' })
  expect(answer).toEqual({ kind: 'retryable', reason: 'NO_PHONE_NUMBER_ID' })
  expect(requests).toEqual([])
})

test.each([
  [400, 'InvalidParametersException', 'refused'],
  [400, 'ValidationException', 'refused'],
  [403, 'AccessDeniedException', 'retryable'],
  [403, 'AccessDeniedByMetaException', 'retryable'],
  [403, 'ExpiredTokenException', 'retryable'],
  [404, 'ResourceNotFoundException', 'retryable'],
  [429, 'ThrottledRequestException', 'throttled'],
  [502, 'DependencyException', 'unknown'],
  [500, 'InternalServiceException', 'unknown'],
  [503, 'SomethingNew', 'unknown'],
] as const)('after %d %s returns %s and only the name of the error, without a retry', async (status, name, kind) => {
  const { answer, requests } = await sendTo(error(status, name))
  expect(answer).toEqual({ kind, reason: name })
  expect(requests).toHaveLength(1)
})

test('returns retryable if the service cannot be reached, since nothing was sent', async () => {
  expect(await send('http://127.0.0.1:1')).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
})
