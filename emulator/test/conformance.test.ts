import { createServer } from 'node:http'
import { text as readText } from 'node:stream/consumers'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'

import type { Effect } from '../endpoint/faults.ts'
import { listen } from '../endpoint/loopback.ts'
import { quotaOf, type RaisedRates, type Rate } from '../endpoint/rate-limiter.ts'
import { defaultQuotas } from '../services/end-user-messaging/account.ts'
import { socialMessagingQuotas } from '../services/social-messaging/api.ts'
import { textingTemplate } from './end-user-messaging/texting.ts'
import { line as ovhLine, ovhOptions, signed as signedForOvh } from './ovh/signing.ts'
import { line as chatLine, chatTemplate, numbers, phoneNumberId } from './social-messaging/chatting.ts'
import { startToyCloud, type ToyCloud, toyAccount } from './toy/cloud.ts'

/** What stands in for the services of carriers behaves alike, each in the protocol and with the errors of its own service. */

/** A message to the recipient. `id` comes back in reports about it. */
type Message = { readonly from: string; readonly to: string; readonly text: string; readonly id: string }
type Answer = { readonly status: number; readonly headers: object; readonly body: unknown }

type Carrier = {
  readonly name: string
  readonly recipient: string
  readonly lineIn: (toy: ToyCloud) => string
  /** The request of a caller, who has the permissions of a policy, or a key of the service. */
  readonly request: (message: Message, caller: string, toy: ToyCloud) => readonly [path: string, request: RequestInit]
  readonly callers: { readonly owner: string; readonly allowed: string; readonly denied: string }
  readonly action: { readonly service: 'sms-voice' | 'social-messaging' | 'http-sms' | 'ovh'; readonly action: string }
  readonly accepts: (message: Message) => object
  readonly unknownLine: string
  readonly refusesLine: object
  /** The error about a message without words, which names the field. */
  readonly refusesNothing: object
  readonly denies: object
  /** The requests a second that its documents allow, those that the stand-in allows, and the error about others. */
  readonly rate:
    | { readonly documented: number; readonly kept: Rate | undefined; readonly throttles: object }
    | 'none is documented'
  /** The report about a message that was delivered. */
  readonly reports: (message: Message) => unknown
}

/** A signed request, of which the cloud reads who signs and for which service. */
const signed = (toy: ToyCloud, policy: string, service: string, headers: Record<string, string>, body: object) => {
  const { keyFor, resources } = toy.cloud
  const accessKeyId = policy === 'owner' ? policy : keyFor(resources[policy] ?? '').accessKeyId
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261124/eu-west-3/${service}/aws4_request`
  return { method: 'POST', headers: { ...headers, authorization }, body: JSON.stringify(body) }
}

const json = 'application/x-amz-json-1.0'
const smsError = (status: number, name: string, more: object) => ({
  status,
  headers: { 'content-type': json },
  body: { __type: `com.amazonaws.sms-voice#${name}`, Message: expect.any(String), ...more },
})
const chatError = (status: number, name: string, message: unknown = expect.any(String)) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': name },
  body: { message },
})
const httpSms = (status: number, said: string, data: object) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: { status: said, message: expect.any(String), ...data },
})
const ovhError = (status: number, kind: string, message: unknown = expect.any(String)) => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: { class: `Client::${kind}`, message },
})

const carriers: readonly Carrier[] = [
  {
    name: 'End User Messaging',
    recipient: '+32470123456',
    lineIn: ({ cloud }) => cloud.boughtNumbers[0] ?? '',
    request: ({ from, to, text, id }, policy, toy) => {
      const headers = { 'content-type': json, 'x-amz-target': 'PinpointSMSVoiceV2.SendTextMessage' }
      const message = { OriginationIdentity: from, DestinationPhoneNumber: to, MessageBody: text }
      const body = { ...message, ConfigurationSetName: 'Replies', Context: { id } }
      return ['/', signed(toy, policy, 'sms-voice', headers, body)]
    },
    callers: { owner: 'owner', allowed: 'Texter', denied: 'TexterWithoutNumber' },
    action: { service: 'sms-voice', action: 'SendTextMessage' },
    accepts: () => ({ status: 200, headers: { 'content-type': json }, body: { MessageId: expect.any(String) } }),
    unknownLine: '+32460000009',
    refusesLine: smsError(400, 'ResourceNotFoundException', {
      ResourceType: 'phone-number',
      ResourceId: '+32460000009',
    }),
    refusesNothing: smsError(400, 'ValidationException', {
      Reason: 'INVALID_PARAMETER',
      Fields: [{ Name: 'MessageBody', Message: expect.any(String) }],
    }),
    denies: smsError(400, 'AccessDeniedException', {}),
    rate: {
      documented: 1,
      kept: defaultQuotas['SendTextMessage'],
      throttles: smsError(400, 'ThrottlingException', {}),
    },
    reports: ({ to, id }) =>
      expect.objectContaining({ eventType: 'TEXT_DELIVERED', destinationPhoneNumber: to, context: { id } }),
  },
  {
    name: 'End User Messaging Social',
    recipient: '+33612345678',
    lineIn: () => phoneNumberId,
    request: ({ from, to, text, id }, policy, toy) => {
      const meta = { messaging_product: 'whatsapp', to, type: 'text', text: { body: text } }
      const message = Buffer.from(JSON.stringify({ ...meta, biz_opaque_callback_data: id })).toString('base64')
      const body = { originationPhoneNumberId: from, message, metaApiVersion: 'v25.0' }
      const headers = { 'content-type': 'application/json' }
      return ['/v1/whatsapp/send', signed(toy, policy, 'social-messaging', headers, body)]
    },
    callers: { owner: 'owner', allowed: 'Writer', denied: 'WriterOfAnother' },
    action: { service: 'social-messaging', action: 'SendWhatsAppMessage' },
    accepts: () => ({ status: 200, body: { messageId: expect.any(String) } }),
    unknownLine: 'phone-number-id-another',
    refusesLine: chatError(404, 'ResourceNotFoundException'),
    refusesNothing: chatError(400, 'InvalidParametersException', expect.stringContaining('text')),
    denies: chatError(403, 'AccessDeniedException'),
    rate: {
      documented: 1000,
      kept: socialMessagingQuotas['SendWhatsAppMessage'],
      throttles: chatError(429, 'ThrottledRequestException'),
    },
    reports: ({ id }) => expect.objectContaining({ status: 'delivered', biz_opaque_callback_data: id }),
  },
  {
    name: 'httpSMS',
    recipient: '+33612345679',
    lineIn: () => '+33639980012',
    request: ({ from, to, text, id }, key) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': key }
      const body = JSON.stringify({ from, to, content: text, request_id: id })
      return ['/http-sms/v1/messages/send', { method: 'POST', headers, body }]
    },
    callers: { owner: 'local', allowed: 'local', denied: 'another key' },
    action: { service: 'http-sms', action: 'SendMessage' },
    accepts: ({ from, to, id }) =>
      httpSms(200, 'success', {
        data: { request_id: id, owner: from, contact: to, status: 'pending', max_send_attempts: 2 },
      }),
    unknownLine: '+33639980099',
    refusesLine: httpSms(422, 'error', { data: { from: [expect.any(String)] } }),
    refusesNothing: httpSms(422, 'error', { data: { content: [expect.any(String)] } }),
    denies: httpSms(401, 'error', {}),
    rate: 'none is documented',
    reports: ({ id }) =>
      expect.objectContaining({ type: 'message.phone.delivered', data: expect.objectContaining({ request_id: id }) }),
  },
  {
    name: 'OVHcloud',
    recipient: '+33612345677',
    lineIn: () => ovhLine,
    request: ({ from, to, text, id }, key, { cloud }) => {
      const path = `/ovh/1.0/sms/sms-ab12345-1/virtualNumbers/${encodeURIComponent(from)}/jobs`
      const body = { message: text, receivers: [to], tag: id }
      return [path, signedForOvh(`${cloud.endpoint}${path}`, { method: 'POST', body, key })]
    },
    callers: { owner: 'all', allowed: 'all', denied: 'reader' },
    action: { service: 'ovh', action: 'CreateJob' },
    accepts: ({ to, id }) => ({
      status: 200,
      body: {
        ids: [expect.any(Number)],
        validReceivers: [to],
        invalidReceivers: [],
        totalCreditsRemoved: expect.any(Number),
        tag: id,
      },
    }),
    unknownLine: '+33939000009',
    refusesLine: ovhError(404, 'NotFound'),
    refusesNothing: ovhError(400, 'BadRequest', expect.stringContaining('message')),
    denies: ovhError(403, 'Forbidden'),
    rate: 'none is documented',
    reports: ({ id }) => expect.objectContaining({ tag: id, deliveryReceipt: 1 }),
  },
]

const phone = '+33639980012'
const template = {
  Resources: { ...textingTemplate.Resources, ...chatTemplate().Resources },
  Outputs: chatTemplate().Outputs,
}

/** A cloud with a line of each service whose recipients may be answered, and all reports: in the queues, at the webhook, and at OVHcloud. */
const start = async (requestRates: RaisedRates = 'unlimited') => {
  const account = { ...toyAccount, requestRates, whatsAppNumbers: numbers, httpSmsPhones: [phone], ovh: ovhOptions }
  const toy = await startToyCloud(template, {
    ...account,
    whatsAppTopicArn: ({ WhatsAppTopicArn }) => WhatsAppTopicArn ?? '',
  })
  const { cloud, sqs } = toy
  for (const { recipient } of carriers) await cloud.phoneOf(chatLine)?.text(recipient, 'Salut')
  const reports: unknown[] = []
  const webhook = createServer(async (request, response) => {
    reports.push(JSON.parse(await readText(request)))
    response.end()
  })
  const url = `http://127.0.0.1:${await listen(webhook, 0, 'PORT')}/`
  cloud.httpSms.saveWebhook({ url, signing_key: 'key', events: ['message.phone.delivered'], phone_numbers: [phone] })
  const jobs: number[] = []
  cloud.answers.subscribe(({ call, answer }) => {
    if (call.service === 'ovh' && answer.status === 200) jobs.push(...(JSON.parse(answer.body).ids ?? []))
  })
  const receiptOf = async (id: number) => {
    const url = `${cloud.endpoint}/ovh/1.0/sms/sms-ab12345-1/virtualNumbers/${encodeURIComponent(ovhLine)}/outgoing/${id}`
    return (await fetch(url, signedForOvh(url))).json()
  }
  const drain = async (QueueUrl: string | undefined) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }))
    for (const { Body = '', ReceiptHandle } of Messages) {
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      const { whatsAppWebhookEntry, ...event } = JSON.parse(Body)
      const changes = whatsAppWebhookEntry === undefined ? [] : JSON.parse(whatsAppWebhookEntry).changes
      reports.push(event, ...changes.flatMap(({ value }: { value: { statuses?: unknown[] } }) => value.statuses ?? []))
    }
  }
  return {
    ...toy,
    reports: async () => {
      await Promise.all([cloud.resources['ReportQueue'], cloud.resources['ChatQueue']].map(drain))
      return [...reports, ...(await Promise.all(jobs.map(receiptOf)))]
    },
    stop: async () => {
      webhook.close()
      await cloud.stop()
    },
  }
}

type Started = Awaited<ReturnType<typeof start>>
let toy: Started
beforeAll(async () => {
  toy = await start()
  const known = toy.cloud.httpSms.phones.get(phone)
  known?.replaceSettings({ ...known.settings(), messages_per_minute: 0 })
})
afterAll(() => toy.stop())

const within = { timeout: 60_000, interval: 20 }
let messages = 0

describe.each(carriers)('$name', (carrier) => {
  const { action, callers, recipient, lineIn, request } = carrier

  const messageIn = (on: Started, changes: Partial<Message> = {}): Message => {
    const id = `message-${messages++}`
    return { from: lineIn(on), to: recipient, text: `Bonjour, ${id}`, id, ...changes }
  }
  const send = async (message: Message, caller = callers.allowed, on = toy): Promise<Answer> => {
    const [path, asked] = request(message, caller, on)
    const response = await fetch(`${on.cloud.endpoint}${path}`, asked)
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: JSON.parse(await response.text()),
    }
  }
  const shown = ({ to, text }: Message, on = toy) =>
    on.cloud.texts.entries().filter((seen) => seen.direction === 'reply' && seen.to === to && seen.text === text)
  const isShown = (message: Message) => vi.waitFor(() => expect(shown(message)).toHaveLength(1), within)

  /** Whatever was to be shown before a later message would be shown by then. */
  const isNotShown = async (message: Message) => {
    const later = messageIn(toy)
    await send(later)
    await isShown(later)
    expect(shown(message)).toEqual([])
  }

  it('answers in its own format, shows an accepted message on the phone once, and reports that', async () => {
    const message = messageIn(toy)
    expect(await send(message)).toMatchObject(carrier.accepts(message))
    await vi.waitFor(async () => expect(await toy.reports()).toContainEqual(carrier.reports(message)), within)
    expect(shown(message)).toHaveLength(1)
  })

  it.each([
    ['from a line that it does not know', { from: carrier.unknownLine }, callers.owner, carrier.refusesLine],
    ['without words, and names the field', { text: '' }, callers.allowed, carrier.refusesNothing],
    ['of a caller who may not send it', {}, callers.denied, carrier.denies],
  ])('refuses a message with its own error, and does not show it: %s', async (_, changes, caller, error) => {
    const message = messageIn(toy, changes)
    expect(await send(message, caller)).toMatchObject(error)
    await isNotShown(message)
  })

  it.each<[Effect & string, number]>([
    ['lose-answer', 1],
    ['reset', 0],
  ])('with the fault %s closes the connection, and has shown the message %i times', async (effect, times) => {
    toy.cloud.faults.add({ ...action, effect, times: 1 })
    const message = messageIn(toy)
    await expect(send(message)).rejects.toThrow()
    if (times === 0) await isNotShown(message)
    else await isShown(message)
  })

  it('throttles requests beyond its documented rate with its own error, and does not show their messages', async () => {
    const { rate } = carrier
    const limited = await start({ [action.action]: { perSecond: 0.001, burst: 1 } })
    onTestFinished(limited.stop)
    const [first, second] = [messageIn(limited), messageIn(limited)]
    expect(await send(first, callers.allowed, limited)).toMatchObject({ status: 200 })
    const answer = await send(second, callers.allowed, limited)
    await vi.waitFor(() => expect(shown(first, limited)).toHaveLength(1), within)
    if (rate === 'none is documented') return expect(answer).toMatchObject({ status: 200 })
    expect(rate.kept).toEqual(quotaOf(rate.documented))
    expect(answer).toMatchObject(rate.throttles)
    expect(shown(second, limited)).toEqual([])
  })

  it('shows nothing after the cloud was stopped', async () => {
    const stopped = await start()
    await stopped.stop()
    const message = messageIn(stopped)
    await expect(send(message, callers.allowed, stopped)).rejects.toThrow()
    expect(shown(message, stopped)).toEqual([])
  })
})
