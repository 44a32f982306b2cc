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

type Circumstances = { readonly readKey?: () => Promise<typeof key | undefined> }

/** Starts a server in place of OVHcloud with this response. Returns the gateway to it, and what the server received. */
const startOvh = async (respond: RequestListener, { readKey = async () => key }: Circumstances = {}) => {
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
    { connectMs: minute, timeoutMs: minute, questionMs: minute },
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

test('a reply is signed', async () => {
  const { received, url } = await send(says(200, taken))
  expect(received).toMatchObject([{ headers: { 'x-ovh-timestamp': '1366560945' } }])
  const signed = `AS+CK+POST+${url}/sms/${serviceName}/virtualNumbers/%2B33939000001/jobs+${received[0]?.body}+1366560945`
  expect(received[0]?.headers['x-ovh-signature']).toBe(`$1$${createHash('sha1').update(signed).digest('hex')}`)
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

test('the question is signed', async () => {
  const { received, url } = await ask(says(200, { creditsLeft: 10 }))
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
