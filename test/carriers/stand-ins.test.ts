import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { askOvh, readOvh } from '../../carriers/ovh/api.ts'
import type { Effect } from '../../emulator/index.ts'
import { textingTemplate } from '../../emulator/test/end-user-messaging/texting.ts'
import { chatTemplate } from '../../emulator/test/social-messaging/chatting.ts'
import { startToyCloud, type ToyCloud, toyAccount } from '../../emulator/test/toy/cloud.ts'
import type { OutboundText } from '../../shared/ports.ts'
import { type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import { minute } from '../../shared/rules/timing.ts'
import { type StandIn, startStandIn } from '../stand-in.ts'
import { doors } from './doors.ts'
import { inboundExamples, merged, replyExamples } from './examples.ts'
import { gateways } from './gateways.ts'

/** What stands in for a carrier's service, in one cloud with the others, and how it is brought to the answers of the examples. */
type Tried = {
  readonly service: 'sms-voice' | 'social-messaging' | 'http-sms' | 'ovh'
  readonly action: string
  readonly urlIn: (endpoint: string) => string
  /** What differs from the example's reply, the key by which it is sent if that is not the usual one, or an error instead of the service. */
  readonly answers: Readonly<Record<string, { readonly reply?: Partial<OutboundText>; key?: string; effect?: Effect }>>
  /** The kinds of payload by which a text, a call and a report come. */
  readonly brings: { readonly text: string; readonly call?: string; readonly report: string }
}

const tried: Readonly<Record<CarrierName, Tried>> = {
  aws: {
    service: 'sms-voice',
    action: 'SendTextMessage',
    urlIn: (endpoint) => endpoint,
    answers: {
      accepted: {},
      'the destination opted out': { reply: { to: '+32470123457' } },
      'the destination is not valid': { reply: { to: '+9991234567' } },
      'another parameter is not valid': { reply: { maxPriceUsd: 100 } },
      ResourceNotFoundException: { reply: { from: '+32460000009' } },
      AccessDeniedException: { key: 'TexterWithoutNumber' },
      ThrottlingException: { effect: { error: 'ThrottlingException', status: 400 } },
      'the spend limit is reached': {
        effect: { error: 'ServiceQuotaExceededException', status: 400, reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
      },
    },
    brings: { text: 'text', report: 'report' },
  },
  whatsapp: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    urlIn: (endpoint) => endpoint,
    answers: {
      'accepted, with an id of AWS that reports may refer to': {},
      InvalidParametersException: { reply: { text: '' } },
      ResourceNotFoundException: { reply: { from: 'whatsapp:+33639980029' } },
      AccessDeniedException: { key: 'WriterOfAnother' },
      ThrottledRequestException: { effect: { error: 'ThrottledRequestException', status: 429 } },
    },
    brings: { text: 'message', call: 'call', report: 'status' },
  },
  httpsms: {
    service: 'http-sms',
    action: 'SendMessage',
    // A self-hosted httpSMS may have a path, and its owner may have typed a slash after it.
    urlIn: (endpoint) => `${endpoint}/http-sms/`,
    answers: {
      accepted: {},
      'the key is wrong': { key: 'another key' },
      'the destination is invalid': { reply: { to: 'BANQUE' } },
      'no phone has the number of the line': { reply: { from: '+33639980099' } },
      'the text is too long': { reply: { text: 'x'.repeat(2049) } },
      'too many requests': { effect: { error: 'Throttled', status: 429 } },
    },
    brings: { text: 'message.phone.received', call: 'message.call.missed', report: 'message.phone.delivered' },
  },
  ovh: {
    service: 'ovh',
    action: 'CreateJob',
    urlIn: (endpoint) => `${endpoint}/ovh/1.0`,
    answers: {
      accepted: {},
      'the receiver is invalid': { reply: { to: '+32470123456' } },
      'a mistake in the request': { reply: { text: '' } },
      'the key may not, or there are no credits': { key: 'reader' },
      'the account is unknown': { reply: { from: '+33939000009' } },
      'too many requests': { effect: { error: 'Throttled', status: 429 } },
    },
    brings: { text: 'incoming', report: 'outgoing' },
  },
}

const ovhKey = { applicationKey: 'AK', applicationSecret: 'AS', consumerKey: 'CK' }
const ovhNumber = '/sms/sms-ab12345-1/virtualNumbers/%2B33939000001'
const line = '+33639980012'

/** A payload of a kind, and what came as it came. */
type Brought = { readonly kind: string; readonly payload: object; readonly given: unknown }

/** The headers of a request that the owner of the account signs, of which the cloud reads the service only. */
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=owner/20261124/eu-west-3/${service}/aws4_request`,
})

/** Sends the request of the examples with these changes, as it is on the wire. Returns all that the service says. */
const ask = async (name: CarrierName, endpoint: string, changes: object): Promise<string> => {
  const { request } = replyExamples(name)
  const { service, urlIn } = tried[name]
  const body = merged(bodyFor(name, request.body ?? {}, changes), {})
  if (name === 'ovh') {
    const access = { url: urlIn(endpoint), key: ovhKey, now: Date.now, connectMs: minute, timeoutMs: minute }
    const { status, readBody } = await askOvh(access, { method: 'POST', path: request.path, body: body as object })
    return `${status} ${await readBody()}`
  }
  const headers = { 'content-type': 'application/json', ...request.headers, ...signedFor(service) }
  const response = await fetch(`${urlIn(endpoint).replace(/\/$/, '')}${request.path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return `${response.status} ${response.headers.get('x-amzn-errortype')} ${await response.text()}`
}

/** Changes of a message on WhatsApp are of what AWS wraps in base64, unless they are of what is around it. */
const bodyFor = (name: CarrierName, body: object, changes: object): object => {
  if (name !== 'whatsapp') return { ...body, ...changes }
  const isAround = Object.keys(changes).some((field) => field in body)
  const { message } = body as { readonly message: object }
  const inside = JSON.stringify(merged(message, isAround ? {} : changes))
  return { ...body, ...(isAround && changes), message: Buffer.from(inside).toString('base64') }
}

/** A cloud with a line of each carrier, and whatever it brings from them. */
const start = async () => {
  const template = {
    Resources: { ...textingTemplate.Resources, ...chatTemplate().Resources },
    Outputs: chatTemplate().Outputs,
  }
  const rules = (['GET', 'POST'] as const).map((method) => ({ method, path: '/sms/*' }))
  const toy = await startToyCloud(template, {
    ...toyAccount,
    partPriceUsd: 0.05,
    numbers: [...toyAccount.numbers, '+32460000001'],
    pendingNumbers: ['+32460000001'],
    optedOutDestinations: ['+32470123457'],
    whatsAppNumbers: [{ address: 'whatsapp:+33639980021', number: '+33639980021', phoneNumberId: 'phone-number-id-1' }],
    whatsAppTopicArn: ({ WhatsAppTopicArn }) => WhatsAppTopicArn ?? '',
    httpSmsPhones: [line],
    ovh: {
      serviceName: 'sms-ab12345-1',
      numbers: ['+33939000001'],
      keys: [
        { ...ovhKey, rules },
        { ...ovhKey, consumerKey: 'reader', rules: rules.slice(0, 1) },
      ],
      creditsLeft: 1000,
    },
  })
  const { cloud } = toy
  const told: Brought[] = []
  cloud.calls.subscribe(({ service, action, parameters }) => {
    if (service === 'sns' && action === 'Publish') told.push(...readEvent(String(parameters['Message'])))
  })
  const webhook = await startStandIn(
    createServer(async (request, response) => {
      const { type, data } = (await json(request)) as { type: string; data: object }
      told.push({ kind: type, payload: data, given: data })
      response.end()
    }),
  )
  const events = ['message.phone.received', 'message.call.missed', 'message.phone.delivered']
  cloud.httpSms.saveWebhook({ url: webhook.url, signing_key: 'key', events, phone_numbers: [line] })
  const phone = cloud.httpSms.phones.get(line)
  phone?.replaceSettings({ ...phone.settings(), messages_per_minute: 0 })
  const ovh = { url: `${cloud.endpoint}/ovh/1.0`, key: ovhKey, now: Date.now, connectMs: minute, timeoutMs: minute }
  const readRecords = async (kind: string): Promise<readonly Brought[]> => {
    const path = `${ovhNumber}/${kind}`
    const ids = await readOvh(ovh, { method: 'GET', path }, z.array(z.int()))
    const read = (id: number) => readOvh(ovh, { method: 'GET', path: `${path}/${id}` }, z.looseObject({}))
    const payloads = await Promise.all(ids.map(read))
    return payloads.map((payload) => ({ kind, payload, given: payload }))
  }
  return {
    ...toy,
    webhook,
    brought: async (): Promise<readonly Brought[]> => [
      ...told,
      ...(await Promise.all(['incoming', 'outgoing'].map(readRecords))).flat(),
    ],
  }
}

/** What a message of a topic holds. */
const readEvent = (given: string): readonly Brought[] => {
  const message = JSON.parse(given)
  const entry = message['whatsAppWebhookEntry']
  if (entry === undefined) return [{ kind: 'eventType' in message ? 'report' : 'text', payload: message, given }]
  return JSON.parse(String(entry)).changes.flatMap(
    ({ value: { messages = [], calls = [], statuses = [] } }: { value: Record<string, object[]> }) => [
      ...messages.map((payload) => ({ kind: 'message', payload, given })),
      ...calls.map((payload) => ({ kind: 'call', payload, given })),
      ...statuses.map((payload) => ({ kind: 'status', payload, given })),
    ],
  )
}

/** The names and types of all that a value holds. What is null may be anything. */
const shapeOf = (value: unknown): unknown => {
  if (value === null) return expect.anything()
  if (Array.isArray(value)) return 'a list'
  if (typeof value !== 'object') return typeof value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]))
}

let toy: ToyCloud & Awaited<ReturnType<typeof start>>
let stopped: StandIn['stop']
beforeAll(async () => {
  toy = await start()
  stopped = toy.cloud.stop
})
afterAll(async () => {
  await toy.webhook.stop()
  await stopped()
})

const within = { timeout: 60_000, interval: 20 }

describe.each(carrierNames)('what stands in for %s', (name) => {
  const { service, action, urlIn, answers, brings } = tried[name]
  const examples = replyExamples(name)
  const example = examples.reply
  const gateway = (key?: string) =>
    gateways[name](urlIn(toy.cloud.endpoint), { key: key && (toy.cloud.resources[key] ? keyOf(key) : key) })
  const keyOf = (policy: string) => toy.cloud.keyFor(toy.cloud.resources[policy] ?? '').accessKeyId
  const shown = (text: string) =>
    toy.cloud.texts.entries().filter((seen) => seen.direction === 'reply' && seen.text === text)
  const isShown = (text: string) => vi.waitFor(() => expect(shown(text)).toHaveLength(1), within)
  /** What was to be shown before a later reply would be shown by then. */
  const isNotShown = async (text: string) => {
    const later = `later than ${text.slice(0, 100)}, ${name}`
    await gateway().send({ ...example, text: later })
    await isShown(later)
    expect(shown(text)).toEqual([])
  }
  const comesOf = async (kind: string, isMeant: (payload: string) => boolean) => {
    const find = async () =>
      (await toy.brought()).find((one) => one.kind === kind && isMeant(JSON.stringify(one.payload)))
    const { payload, given } = await vi.waitFor(
      async () => (await find()) ?? Promise.reject(new Error('Nothing came')),
      within,
    )
    expect(shapeOf(inboundExamples(name)[kind]?.payload)).toMatchObject(shapeOf(payload) as object)
    return doors[name](kind, given)
  }

  beforeAll(async () => {
    // On WhatsApp, only who has written can be answered.
    await toy.cloud.phoneOf('whatsapp:+33639980021')?.text(example.to, 'Salut')
  })

  test('brings a text in the form of the example', async () => {
    const words = `Bonjour de ${name}`
    await toy.cloud.receiveText({ from: example.to, to: example.from, text: words })
    const [text] = await comesOf(brings.text, (payload) => payload.includes(words))
    expect(text).toMatchObject({ sender: example.to, line: example.from, text: words })
  })

  test.skipIf(brings.call === undefined)('brings a call in the form of the example', async () => {
    await toy.cloud.receiveCall({ from: '+33612345670', to: example.from })
    const [call] = await comesOf(brings.call ?? '', (payload) => payload.includes('33612345670'))
    expect(call).toMatchObject({ sender: '+33612345670', line: example.from, text: '' })
  })

  test('has somebody to ask', async () => {
    expect(await gateway().ask(example)).toBe('somebody')
  })

  test.each(Object.entries(answers))('answers as in the example: %s', async (title, { reply, key, effect }) => {
    const { result, status, headers = {}, body } = examples.answers[title] ?? expect.fail('There is no such example')
    const given: unknown[] = []
    const end = toy.cloud.answers.subscribe(({ call, answer }) => {
      if (call.action === action) given.push({ ...answer, body: shapeOf(JSON.parse(answer.body)) })
    })
    if (effect !== undefined) toy.cloud.faults.add({ service, action, effect, times: 1 })
    const sent = { ...example, inboundId: `${name}-${service}`, text: `${title}, ${name}`, ...reply }
    const { kind, reason } = { reason: undefined, ...(await gateway(key).send(sent)) }
    end()
    expect([kind, reason]).toEqual([result.kind, 'reason' in result ? result.reason : undefined])
    if (effect === undefined) expect(given).toMatchObject([{ status, headers, body: shapeOf(body) }])
    if (kind !== 'accepted') return isNotShown(sent.text)
    await isShown(sent.text)
    const [report] = await comesOf(
      brings.report,
      (payload) => payload.includes(sent.inboundId) && !/"sent"/.test(payload),
    )
    expect(report).toMatchObject({ inboundId: sent.inboundId, status: 'delivered' })
  })

  test.each(Object.entries(examples.refused))('refuses a request with %s', async (_, [changes, names]) => {
    const before = toy.cloud.texts.entries().length
    const said = await ask(name, toy.cloud.endpoint, changes)
    expect(said).toMatch(/^4(00|22) /)
    expect(said).toContain(names)
    expect(toy.cloud.texts.entries()).toHaveLength(before)
  })

  test.each<[Effect & string, number]>([
    ['lose-answer', 1],
    ['reset', 0],
  ])('with the fault %s gives no answer, and has shown a reply %i times', async (effect, times) => {
    toy.cloud.faults.add({ service, action, effect, times: 1 })
    const text = `${effect}, ${name}`
    expect(await gateway().send({ ...example, text })).toMatchObject({ kind: 'unknown' })
    if (times === 0) await isNotShown(text)
    else await isShown(text)
  })
})

test('nobody is there when the cloud has stopped, and nothing is shown', async () => {
  const before = toy.cloud.texts.entries().length
  await toy.cloud.stop()
  stopped = async () => {}
  for (const name of carrierNames) {
    const gateway = gateways[name](tried[name].urlIn(toy.cloud.endpoint))
    expect(await gateway.send(replyExamples(name).reply)).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
  }
  expect(toy.cloud.texts.entries()).toHaveLength(before)
})
