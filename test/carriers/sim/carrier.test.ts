import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { expect, test } from 'vitest'

import { createSimCarrier } from '../../../carriers/sim/carrier.ts'
import { phoneSilenceMs } from '../../../carriers/sim/rules/timing.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const line = '+33639980012'
const sms = { inboundId: 'text 1', from: line, to: '+33612345678', text: 'Veuillez arrêter.', maxPriceUsd: 0 }

type Request = {
  readonly method: string | undefined
  readonly url: string | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** An httpSMS that answers as told; gives its address and all requests that came. */
const startHttpSms = async (respond: RequestListener) => {
  const requests: Request[] = []
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request
    requests.push({ method, url, headers, body: Buffer.concat(await request.toArray()).toString() })
    respond(request, response)
  })
  return { url: await stoppedAfterwards(startStandIn(server)), requests }
}

const secret = { apiKey: 'the key', userId: 'somebody', webhookKey: 'another key' }

const carrierAt = (url: string, readSecret = async () => secret) =>
  createSimCarrier({ url, readSecret, now: () => noon }, { check: 200, publish: 200 })

const json =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const sendTo = async (respond: RequestListener) => {
  const { url, requests } = await startHttpSms(respond)
  return { answer: await carrierAt(url).send(sms), requests }
}

const askOf = async (respond: RequestListener) => {
  const { url, requests } = await startHttpSms(respond)
  return { isReady: carrierAt(url).isReady(line), requests }
}

const taken = json(200, { status: 'success', message: 'message added to queue', data: {} })

test('asks httpSMS once to send, with its key, from the line, under the id of the text', async () => {
  const { answer, requests } = await sendTo(taken)
  expect(answer).toEqual({ kind: 'accepted' })
  const [request] = requests
  expect(requests).toHaveLength(1)
  expect(request).toMatchObject({ method: 'POST', url: '/v1/messages/send' })
  expect(request?.headers).toMatchObject({ 'x-api-key': 'the key', 'content-type': 'application/json' })
  const body = { from: line, to: '+33612345678', content: 'Veuillez arrêter.', request_id: 'text 1' }
  expect(JSON.parse(request?.body ?? '')).toEqual(body)
})

test('an httpSMS of one’s own may live below a path', async () => {
  const { url, requests } = await startHttpSms(taken)
  expect(await carrierAt(`${url}/http-sms/`).send(sms)).toEqual({ kind: 'accepted' })
  expect(requests.map((request) => request.url)).toEqual(['/http-sms/v1/messages/send'])
  expect(requests[0]?.headers.host).toBe(new URL(url).host)
})

const errors = (...fields: readonly string[]) => ({
  status: 'error',
  message: 'validation errors while sending message',
  data: Object.fromEntries(fields.map((field) => [field, ['The field is not valid']])),
})

test.each([
  ['it is taken', 200, {}, 'accepted'],
  ['it is taken for later', 202, {}, 'accepted'],
  ['taken, without a word', 204, undefined, 'accepted'],
  ['httpSMS lives elsewhere now', 301, {}, 'retryable'],
  ['the request is not understood', 400, {}, 'rejected'],
  ['the key is wrong', 401, {}, 'retryable'],
  ['the plan is used up', 402, {}, 'retryable'],
  ['the key may not', 403, {}, 'retryable'],
  ['there is no such address', 404, {}, 'retryable'],
  ['it took httpSMS too long to read the request', 408, {}, 'unknown'],
  ['the sender has no such number', 422, errors('to'), 'rejected'],
  ['sender and phone are wrong', 422, errors('from', 'to'), 'rejected'],
  ['no phone has this number', 422, errors('from'), 'retryable'],
  ['the text is too long', 422, errors('content'), 'retryable'],
  ['something is wrong that nobody names', 422, { data: null }, 'retryable'],
  ['something is wrong in no words', 422, undefined, 'retryable'],
  ['a field is wrong that every object has', 422, { data: { constructor: 'to' } }, 'retryable'],
  ['there are too many requests', 429, {}, 'retryable'],
  ['httpSMS fails', 500, {}, 'unknown'],
  ['what is before httpSMS fails', 502, undefined, 'unknown'],
  ['httpSMS is not there', 503, {}, 'unknown'],
])('%s: %i means %s %s, after one request', async (_, status, body, expected) => {
  const { answer, requests } = await sendTo(json(status, body))
  expect(answer).toEqual(expected === 'accepted' ? { kind: expected } : { kind: expected, reason: `HTTP_${status}` })
  expect(requests).toHaveLength(1)
})

const silent: RequestListener = () => undefined
const reset: RequestListener = (request) => request.socket.resetAndDestroy()
const cutOff: RequestListener = (_, response) => void response.writeHead(200).write('{', () => response.destroy())
const endless: RequestListener = (_, response) => void response.writeHead(200).write('{')

test.each([
  ['no answer in time', silent],
  ['a connection that is reset', reset],
])('%s proves nothing, and is not tried again', async (_, respond) => {
  const { answer, requests } = await sendTo(respond)
  expect(answer).toMatchObject({ kind: 'unknown' })
  expect(requests).toHaveLength(1)
})

test.each([
  ['is cut off', cutOff],
  ['never ends', endless],
])('an answer that %s has its status, which says enough', async (_, respond) => {
  const { answer, requests } = await sendTo(respond)
  expect(answer).toEqual({ kind: 'accepted' })
  expect(requests).toHaveLength(1)
})

test('a connection that is refused, or a name that does not resolve, took nothing', async () => {
  expect(await carrierAt('http://127.0.0.1:1').send(sms)).toMatchObject({ kind: 'retryable' })
  expect(await carrierAt('http://http-sms.invalid').send(sms)).toMatchObject({ kind: 'retryable' })
})

test('before a SIM line is attached there is no key: no phone is there, and nothing is asked for or taken', async () => {
  const { url, requests } = await startHttpSms(taken)
  const carrier = carrierAt(url, async () => ({ ...secret, apiKey: '' }))
  expect(await carrier.isReady(line)).toBe(false)
  expect(await carrier.send(sms)).toMatchObject({ kind: 'retryable' })
  expect(requests).toEqual([])
})

test('while the key can’t be read nothing is taken, and nobody knows of the phone', async () => {
  const { url, requests } = await startHttpSms(taken)
  const carrier = carrierAt(url, () => Promise.reject(new Error('Secrets Manager does not answer')))
  await expect(carrier.isReady(line)).rejects.toThrow('Secrets Manager does not answer')
  expect(await carrier.send(sms)).toMatchObject({ kind: 'retryable' })
  expect(requests).toEqual([])
})

const heartbeats = (...times: readonly string[]) => ({
  status: 'success',
  message: `fetched ${times.length} heartbeats`,
  data: times.map((timestamp) => ({ owner: line, version: '344c10f', charging: true, timestamp })),
})
const ago = (ms: number) => new Date(noon - ms).toISOString()

test.each([
  ['a phone that has just reported', [ago(minute)], true],
  ['a phone that missed one report', [ago(29 * minute)], true],
  ['a phone a moment before it has missed two', [ago(phoneSilenceMs - 1)], true],
  ['a phone that missed two reports', [ago(phoneSilenceMs)], false],
  ['a phone that stopped yesterday', [ago(24 * 60 * minute)], false],
  ['a phone that never reported', [], false],
  ['a phone whose clock is fast', [ago(-10 * minute)], true],
  ['a phone in another time zone, in nanoseconds', ['2026-11-24T14:59:00.520828001+03:00'], true],
])('%s, which reported at %j, is there: %s', async (_, times, expected) => {
  const { isReady } = await askOf(json(200, heartbeats(...times)))
  expect(await isReady).toBe(expected)
})

test('asks once for the last report of the line’s phone, with the key', async () => {
  const { isReady, requests } = await askOf(json(200, heartbeats(ago(minute))))
  await isReady
  expect(requests).toHaveLength(1)
  expect(requests[0]).toMatchObject({ method: 'GET', body: '' })
  expect(requests[0]?.headers['x-api-key']).toBe('the key')
  const { pathname, searchParams } = new URL(requests[0]?.url ?? '', 'http://127.0.0.1')
  expect(pathname).toBe('/v1/heartbeats')
  expect(Object.fromEntries(searchParams)).toEqual({ owner: line, limit: '1', skip: '0' })
})

test.each([
  ['a wrong key', json(401, {})],
  ['too many requests', json(429, {})],
  ['an error', json(500, {})],
  ['an address that has moved', json(301, heartbeats(ago(0)))],
  ['an answer without reports', json(200, { data: null })],
  ['an answer that is no JSON', (_, response) => void response.end('<html>')],
  ['a report without a time', json(200, heartbeats('yesterday'))],
  ['no answer in time', silent],
  ['a connection that is reset', reset],
  ['an answer that is cut off', cutOff],
  ['an answer that never ends', endless],
] satisfies readonly [string, RequestListener][])(
  'after %s nobody knows whether the phone is there',
  async (_, respond) => {
    const { isReady, requests } = await askOf(respond)
    await expect(isReady).rejects.toThrow()
    expect(requests).toHaveLength(1)
  },
)
