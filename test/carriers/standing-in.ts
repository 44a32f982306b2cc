import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import * as z from 'zod/mini'
import { askOvh, readOvh } from '../../carriers/ovh/api.ts'
import { httpSms, ovh, placed } from '../../emulator/index.ts'
import { textingTemplate } from '../../emulator/test/end-user-messaging/texting.ts'
import { chatTemplate } from '../../emulator/test/social-messaging/chatting.ts'
import { startToyCloud, toyAccount } from '../../emulator/test/toy/cloud.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { minute } from '../../shared/rules/timing.ts'
import { startStandIn } from '../stand-in.ts'
import { merged, replyExamples } from './examples.ts'

/** What stands in for a carrier's service, and the kinds of payload by which it brings a text, a call and a report. */
type StandInOf = {
  readonly service: string
  readonly action: string
  readonly path: string
  readonly brings: { readonly text: string; readonly call?: string; readonly report: string }
}

export const standIns: Readonly<Record<CarrierName, StandInOf>> = {
  aws: {
    service: 'sms-voice',
    action: 'SendTextMessage',
    path: '',
    brings: { text: 'text', report: 'report' },
  },
  whatsapp: {
    service: 'social-messaging',
    action: 'SendWhatsAppMessage',
    path: '',
    brings: { text: 'message', call: 'call', report: 'status' },
  },
  httpsms: {
    service: 'http-sms',
    action: 'SendMessage',
    path: '/http-sms',
    brings: { text: 'message.phone.received', call: 'message.call.missed', report: 'message.phone.delivered' },
  },
  ovh: {
    service: 'ovh',
    action: 'CreateJob',
    path: '/ovh/1.0',
    brings: { text: 'incoming', report: 'outgoing' },
  },
}

const ovhKey = { applicationKey: 'AK', applicationSecret: 'AS', consumerKey: 'CK' }
const ovhAt = (url: string) => ({ url, key: ovhKey, now: Date.now, connectMs: minute, timeoutMs: minute })
const ovhNumber = '/sms/sms-ab12345-1/virtualNumbers/%2B33939000001'
const line = '+33639980012'

/** A payload of a kind, and what came as it came. */
type Brought = { readonly kind: string; readonly payload: object; readonly given: unknown }

/** The headers of a request that the owner of the account signs, of which the cloud reads the service only. */
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=owner/20261124/eu-west-3/${service}/aws4_request`,
})

/** Sends the request of the examples with these changes, as it is on the wire. Returns all that the service says. */
export const askStandIn = async (name: CarrierName, endpoint: string, changes: object): Promise<string> => {
  const { request } = replyExamples(name)
  const { service, path } = standIns[name]
  const url = `${endpoint}${path}`
  const body = merged(bodyFor(name, request.body ?? {}, changes), {})
  if (name === 'ovh') {
    const { status, readBody } = await askOvh(ovhAt(url), { method: 'POST', path: request.path, body: body as object })
    return `${status} ${await readBody()}`
  }
  const headers = { 'content-type': 'application/json', ...signedFor(service), ...request.headers }
  const response = await fetch(`${url}${request.path}`, { method: 'POST', headers, body: JSON.stringify(body) })
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

/** Starts a cloud with a line of each carrier. `brought` is whatever it has brought from them. */
export const startStandIns = async () => {
  const template = {
    Resources: { ...textingTemplate.Resources, ...chatTemplate().Resources },
    Outputs: chatTemplate().Outputs,
  }
  const rules = (['GET', 'POST'] as const).map((method) => ({ method, path: '/sms/*' }))
  const account = {
    ...toyAccount,
    partPriceUsd: 0.05,
    numbers: [...toyAccount.numbers, '+32460000001'],
    pendingNumbers: ['+32460000001'],
    optedOutDestinations: ['+32470123457'],
    whatsAppNumbers: [{ address: 'whatsapp:+33639980021', number: '+33639980021', phoneNumberId: 'phone-number-id-1' }],
    whatsAppTopicArn: ({ WhatsAppTopicArn }: { readonly [name: string]: string }) => WhatsAppTopicArn ?? '',
  }
  const ovhOptions = {
    serviceName: 'sms-ab12345-1',
    numbers: ['+33939000001'],
    keys: [
      { ...ovhKey, rules },
      { ...ovhKey, consumerKey: 'reader', rules: rules.slice(0, 1) },
    ],
    creditsLeft: 1000,
  }
  const toy = await startToyCloud(template, account, [
    placed(httpSms, 'HTTP_SMS_URL', [line]),
    placed(ovh, 'OVH_URL', ovhOptions),
  ])
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
  const phones = cloud.serviceOf(httpSms)
  phones?.saveWebhook({ url: webhook.url, signing_key: 'key', events, phone_numbers: [line] })
  const phone = phones?.phones.get(line)
  phone?.replaceSettings({ ...phone.settings(), messages_per_minute: 0 })
  const mailbox = ovhAt(`${cloud.endpoint}/ovh/1.0`)
  const readRecords = async (kind: string): Promise<readonly Brought[]> => {
    const path = `${ovhNumber}/${kind}`
    const ids = await readOvh(mailbox, { method: 'GET', path }, z.array(z.int()))
    const read = (id: number) => readOvh(mailbox, { method: 'GET', path: `${path}/${id}` }, z.looseObject({}))
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
