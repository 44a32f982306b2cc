import { expect, test } from 'vitest'
import { holdsPersonalData } from '../../../test/e2e/personal-data.ts'
import { merged, readExamples } from '../../test/examples.ts'
import {
  call,
  cloudEvent,
  createVirtualWebhook,
  defaultHeaders,
  failed,
  heartbeat,
  line,
  submitted,
  text,
} from './virtual-webhook.ts'

const aText = cloudEvent('message.phone.received', text)

const words = 'Salut, ça va ?'
const kevin = '+33612345678'
const callId = '32343a19-da5e-4b1b-a767-3298a73703cb'

test.each([false, true])('a text is published, not counted, also in base64: %s', async (isBase64Encoded) => {
  const webhook = createVirtualWebhook()
  const body = isBase64Encoded ? Buffer.from(aText).toString('base64') : aText
  expect(await webhook.post(body, { isBase64Encoded })).toEqual({ statusCode: 204 })
  expect(webhook.published).toMatchObject([{ originationNumber: kevin, messageBody: words }])
  expect(webhook.counts()).toEqual({})
})

const silenced = (reason: string) => ({ TextsReceived: 1, TextsSilenced: 1, [`TextsSilenced.${reason}`]: 1 })

test.each<[string, string, object, number, object]>([
  ['an unknown event', 'message.phone.sending', submitted, 204, {}],
  ['a text to AWS', 'message.phone.received', { ...text, owner: '+32460000000' }, 204, silenced('unknown-line')],
  ['a malformed text', 'message.phone.received', {}, 400, silenced('malformed')],
  ['a call, where those are ignored', 'message.call.missed', call, 204, silenced('ignored-call')],
  ['an offline phone', 'phone.heartbeat.offline', heartbeat, 204, { PhoneOffline: 1 }],
  ['an online phone', 'phone.heartbeat.online', heartbeat, 204, {}],
])('%s is counted, and nothing is published', async (_, type, data, status, counts) => {
  const webhook = createVirtualWebhook({ calls: 'ignore' })
  expect(await webhook.post(cloudEvent(type, data))).toMatchObject({ statusCode: status })
  expect(webhook.published).toEqual([])
  expect(webhook.counts()).toEqual(counts)
})

test('an ignored call is logged with its id, phones with the budget of their lines, and what is unknown', async () => {
  const webhook = createVirtualWebhook({ calls: 'ignore' })
  await webhook.post(cloudEvent('message.call.missed', call))
  for (const type of ['phone.heartbeat.offline', 'phone.heartbeat.online'])
    await webhook.post(cloudEvent(type, heartbeat))
  await webhook.post(cloudEvent('message.phone.sending', submitted))
  expect(webhook.logs).toEqual([
    { event: 'texts silenced', fields: { silenced: { 'ignored-call': [callId] } } },
    { event: 'phone offline', fields: { budget: 'httpsms-12' } },
    { event: 'phone online', fields: { budget: 'httpsms-12' } },
    { event: 'webhook event unknown', fields: {} },
  ])
})

test.each([words, ''])('a line that ignores calls still publishes a text: %j', async (content) => {
  const webhook = createVirtualWebhook({ calls: 'ignore' })
  await webhook.post(cloudEvent('message.phone.received', { ...text, content }))
  expect(webhook.published).toMatchObject([{ messageBody: content }])
})

test('a report is counted once, however often it is posted', async () => {
  const webhook = createVirtualWebhook()
  await webhook.claims.claim('text-1', { token: 'mine', claimedAt: 0 })
  for (let times = 0; times < 3; times++)
    expect(await webhook.post(cloudEvent('message.send.failed', failed))).toEqual({ statusCode: 204 })
  expect(webhook.counts()).toEqual({ 'RepliesUndelivered.httpsms': 1, 'RepliesUndelivered.unknown': 1 })
})

const headers = { 'content-type': 'text/plain; charset=utf-8' }
const refusal = (statusCode: number, body: string) => ({ statusCode, headers, body })
type Changes = { readonly headers?: object; readonly domainName?: string; readonly body?: string }

/** Changes of a request to the webhook, and the status and the sentence with which it is refused. */
type RequestExamples = {
  readonly refused: Readonly<Record<string, readonly [changes: Changes, status: number, sentence: string]>>
  readonly taken: Readonly<Record<string, readonly [changes: Changes]>>
}
const { refused, taken }: RequestExamples = readExamples('httpsms', 'requests')
/** Posts a text by a request that differs in this. */
const postWith = (webhook: ReturnType<typeof createVirtualWebhook>, { headers, body = aText, ...changes }: Changes) =>
  webhook.post(body, { ...changes, headers: Object(merged(defaultHeaders, headers ?? {})) })

test.each(Object.entries(refused))('a request with %s is refused, logged', async (_, [changes, status, sentence]) => {
  const webhook = createVirtualWebhook()
  expect(await postWith(webhook, changes)).toEqual(refusal(status, sentence))
  expect(webhook.published).toEqual([])
  expect(webhook.logs).toEqual([{ event: 'webhook refused', fields: { status } }])
})

test.each(Object.entries(taken))('a request may have %s', async (_, [changes]) => {
  expect(await postWith(createVirtualWebhook(), changes)).toEqual({ statusCode: 204 })
})

test('a body of more than 256 kB is refused before its token is verified', async () => {
  const webhook = createVirtualWebhook()
  const tooLong = 'é'.repeat(128 * 1024 + 1)
  const sentence = 'The body must not exceed 262144 bytes.'
  expect(await webhook.post(tooLong)).toEqual(refusal(413, sentence))
  const inBase64 = Buffer.from(tooLong).toString('base64')
  expect(await webhook.post(inBase64, { isBase64Encoded: true })).toEqual(refusal(413, sentence))
  expect(webhook.verified()).toBe(0)
})

test.each(['x', 'é', '語', '"', '\u0000'])('the longest text is accepted, even if only of %j', async (letter) => {
  const webhook = createVirtualWebhook()
  const event = cloudEvent('message.phone.received', { ...text, content: letter.repeat(255 * 153) })
  expect(await webhook.post(event)).toEqual({ statusCode: 204 })
})

test('while the keys cannot be read, an event gets 503 and is logged as refused, and its retry succeeds', async () => {
  const webhook = createVirtualWebhook()
  webhook.down.add('key')
  const sentence = 'It can not be told now whether the token is valid: npm run doctor may know why.'
  expect(await webhook.post(aText)).toEqual(refusal(503, sentence))
  expect(webhook.published).toEqual([])
  expect(webhook.logs).toEqual([{ event: 'webhook refused', fields: { status: 503, error: 'Error' } }])
  webhook.down.delete('key')
  expect(await webhook.post(aText)).toEqual({ statusCode: 204 })
  expect(webhook.published).toMatchObject([{ originationNumber: kevin, messageBody: words }])
})

test.each([
  ['topic', aText],
  ['store', cloudEvent('message.phone.delivered', submitted)],
] as const)('while the %s is down an event gets 503, and the retry of httpSMS succeeds', async (port, body) => {
  const webhook = createVirtualWebhook()
  await webhook.claims.claim('text-1', { token: 'mine', claimedAt: 0 })
  webhook.down.add(port)
  expect(await webhook.post(body)).toEqual({ statusCode: 503 })
  expect(webhook.published).toEqual([])
  expect(webhook.counts()).toEqual({ TextsFailed: 1 })
  webhook.down.delete(port)
  expect(await webhook.post(body)).toEqual({ statusCode: 204 })
  expect(webhook.published.length + (webhook.counts()['RepliesDelivered.httpsms'] ?? 0)).toBe(1)
})

test('neither log lines nor responses hold a number or a text, whatever is posted', async () => {
  const webhook = createVirtualWebhook({ calls: 'ignore' })
  await webhook.claims.claim('text-1', { token: 'mine', claimedAt: 0 })
  const bodies = [
    aText,
    `${kevin}: ${words}`,
    cloudEvent(`${kevin} ${words}`, text),
    cloudEvent('message.phone.received', { ...text, message_id: null }),
    cloudEvent('message.phone.received', { ...text, owner: kevin }),
    cloudEvent('message.phone.received', { ...text, encrypted: true }),
    cloudEvent('message.call.missed', call),
    cloudEvent('message.call.missed', { ...call, timestamp: words }),
    cloudEvent('message.phone.delivered', submitted),
    cloudEvent('message.send.failed', { ...failed, request_id: 7 }),
    cloudEvent('phone.heartbeat.offline', heartbeat),
    cloudEvent('phone.heartbeat.online', { ...heartbeat, owner: kevin }),
  ]
  const answers: unknown[] = []
  for (const body of bodies) {
    const headers = { ...defaultHeaders, authorization: body }
    answers.push(await webhook.post(body), await webhook.post(body, { headers }))
    webhook.down.add('topic').add('store')
    answers.push(await webhook.post(body))
    webhook.down.clear()
  }
  expect(webhook.logs.length).toBeGreaterThan(bodies.length)
  for (const said of [...webhook.logs, ...answers])
    expect(holdsPersonalData(JSON.stringify(said), [kevin, line], words), JSON.stringify(said)).toBe(false)
})
