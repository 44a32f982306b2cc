import { createHash } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { expect, test } from 'vitest'

import { functionsRules } from '../../../carriers/ovh/ops-keys.ts'
import { createOvhGateway } from '../../../carriers/ovh/send.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'
import { line, serviceName } from './example.ts'

const sms = { inboundId: '26929925', from: line, to: '+33612345678', text: 'Arrêtez.', maxPriceUsd: 0 }
const key = { applicationKey: 'AK', applicationSecret: 'AS', consumerKey: 'CK' }

type Received = { readonly url: string | undefined; readonly headers: IncomingHttpHeaders; readonly body: string }

type Circumstances = { readonly timeoutMs?: number; readonly readKey?: () => Promise<typeof key | undefined> }

/** Starts a server in place of OVHcloud with this response. Returns the gateway to it, and what the server received. */
const startOvh = async (
  respond: RequestListener,
  { timeoutMs = minute, readKey = async () => key }: Circumstances = {},
) => {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { url, headers } = request
    received.push({ url, headers, body: Buffer.concat(await request.toArray()).toString() })
    respond(request, response)
  })
  const url = `${await stoppedAfterwards(startStandIn(server))}/1.0`
  // A time at which the signature is known.
  const gateway = createOvhGateway(
    { url, serviceName, readKey, now: () => 1_366_560_945_000 },
    { connectMs: minute, timeoutMs, questionMs: minute },
  )
  return { gateway, received, url }
}

const send = async (respond: RequestListener, circumstances?: Circumstances) => {
  const { gateway, ...others } = await startOvh(respond, circumstances)
  return { result: await gateway.send(sms), ...others }
}

const ask = async (respond: RequestListener, circumstances?: Circumstances) => {
  const { gateway, ...others } = await startOvh(respond, circumstances)
  return { presence: await gateway.ask(sms), ...others }
}

const says =
  (status: number, body: unknown): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

const taken = { ids: [1], validReceivers: [sms.to], invalidReceivers: [], totalCreditsRemoved: 2, tag: sms.inboundId }

test('a reply is one job of the number, signed, with the id of its text as its tag', async () => {
  const { result, received, url } = await send(says(200, taken))
  expect(result).toEqual({ kind: 'accepted' })
  expect(received).toMatchObject([
    {
      url: `/1.0/sms/${serviceName}/virtualNumbers/%2B33939000001/jobs`,
      headers: { 'x-ovh-application': 'AK', 'x-ovh-consumer': 'CK', 'x-ovh-timestamp': '1366560945' },
    },
  ])
  const signed = `AS+CK+POST+${url}/sms/${serviceName}/virtualNumbers/%2B33939000001/jobs+${received[0]?.body}+1366560945`
  expect(received[0]?.headers['x-ovh-signature']).toBe(`$1$${createHash('sha1').update(signed).digest('hex')}`)
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({
    message: 'Arrêtez.',
    receivers: ['+33612345678'],
    tag: '26929925',
    validityPeriod: 1440,
  })
})

test.each<[string, RequestListener, object]>([
  [
    '200, if the receiver is invalid',
    says(200, { ...taken, ids: [], invalidReceivers: ['0033612345678'] }),
    { kind: 'rejected', reason: 'OVH_INVALID_RECEIVER' },
  ],
  ['200, without an id', says(200, { ...taken, ids: [] }), { kind: 'unknown', reason: 'OVH_NO_ID' }],
  ['200, in another form', says(200, 'OK'), { kind: 'unknown', reason: 'OVH_NO_ID' }],
  ['400', says(400, { message: 'Invalid signature' }), { kind: 'refused', reason: 'OVH_400' }],
  ['401', says(401, {}), { kind: 'retryable', reason: 'OVH_401' }],
  ['403, as without credits', says(403, {}), { kind: 'retryable', reason: 'OVH_403' }],
  ['404', says(404, {}), { kind: 'retryable', reason: 'OVH_404' }],
  ['429', says(429, {}), { kind: 'throttled', reason: 'OVH_429' }],
  ['409', says(409, {}), { kind: 'unknown', reason: 'OVH_409' }],
  ['500', says(500, {}), { kind: 'unknown', reason: 'OVH_500' }],
  [
    '302, which is not followed',
    (_, response) => response.writeHead(302, { location: '/' }).end(),
    { kind: 'unknown', reason: 'OVH_302' },
  ],
  [
    'nothing, and closes the connection',
    (request) => request.socket.destroy(),
    { kind: 'unknown', reason: 'TimeoutError' },
  ],
])(
  'when OVHcloud answers %s, the reply is judged by what that proves, after one request',
  async (_, respond, result) => {
    const sent = await send(respond)
    expect(sent.result).toEqual(result)
    expect(sent.received).toHaveLength(1)
  },
)

test('a reply without an answer in time may have been sent', async () => {
  expect((await send(() => {}, { timeoutMs: 50 })).result).toMatchObject({ kind: 'unknown' })
})

test.each([
  ['there is no key yet', async () => undefined],
  [
    'the key can not be read',
    async () => {
      throw new Error()
    },
  ],
])('a reply waits, and nothing is asked, while %s', async (_, readKey) => {
  const { result, received } = await send(says(200, taken), { readKey })
  expect([result, received]).toEqual([{ kind: 'retryable', reason: 'OVH_NOT_ATTACHED' }, []])
})

test('a reply waits while OVHcloud can not be reached', async () => {
  const gateway = createOvhGateway({ url: 'http://127.0.0.1:1', serviceName, readKey: async () => key, now: Date.now })
  expect(await gateway.send(sms)).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
})

test('the question whether anybody would take a reply reads the account, and sends nothing', async () => {
  const { presence, received, url } = await ask(says(200, { creditsLeft: 10 }))
  expect(presence).toBe('somebody')
  expect(received).toMatchObject([{ url: `/1.0/sms/${serviceName}`, body: '' }])
  const signed = `AS+CK+GET+${url}/sms/${serviceName}++1366560945`
  expect(received[0]?.headers['x-ovh-signature']).toBe(`$1$${createHash('sha1').update(signed).digest('hex')}`)
})

test.each([
  ['there is no key yet', async () => undefined],
  ['the key can not be read', () => Promise.reject(new Error())],
])('nothing is asked while %s, because the attempt says so without a request', async (_, readKey) => {
  const { presence, received } = await ask(says(200, {}), { readKey })
  expect([presence, received]).toEqual(['somebody', []])
})

test('the key of the functions may read the account', () => {
  expect(functionsRules(serviceName)).toContainEqual({ method: 'GET', path: `/sms/${serviceName}` })
})
