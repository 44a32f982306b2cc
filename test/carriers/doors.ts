import { notificationBody, ownTopicReaders, toRecord } from '../../lab/virtual/messages.ts'
import { readMessage } from '../../shared/inbound.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { type InboundText, readInboundText } from '../../shared/rules/inbound-text.ts'
import { cloudEvent, createVirtualWebhook } from './httpsms/virtual-webhook.ts'
import { line as ovhLine } from './ovh/example.ts'
import { setUp as setUpOvh } from './ovh/polled.ts'
import { awsId, change, contacts, published } from './whatsapp/events.ts'

/** When every payload comes. */
const noon = Date.UTC(2026, 10, 24, 12)

const arnOf = (topic: string): string => `arn:aws:sns:eu-west-3:123456789012:${topic}`

/** A text with its times as people write them. */
const timed = (sms: InboundText): object => {
  const times = (['sentAt', 'publishedAt', 'answerBy'] as const).flatMap((name) => {
    const at = sms[name]
    return at === undefined ? [] : [[name, new Date(at).toISOString()] as const]
  })
  return { ...sms, ...Object.fromEntries(times) }
}

/** What comes of a message that a topic puts on the inbound queue. */
const readFrom = (topic: string, message: string): readonly Outcome[] => {
  const body = notificationBody(arnOf(topic), message, noon)
  const record = toRecord({ id: '1', body, receiptHandle: '', receives: 1, sentAt: noon })
  return readMessage(record, ownTopicReaders()).map((item) => {
    if (item.kind === 'report') return item.report
    return item.sms === undefined ? 'malformed' : timed(item.sms)
  })
}

/** The text that receive-sms reads from what another function publishes. */
const readPublished = (payload: object): object => {
  const sms = readInboundText({ topicArn: '', message: JSON.stringify(payload), publishedAt: noon })
  if (sms === undefined) throw new Error('Nobody could read what was published')
  return timed(sms)
}

/** A text or a report as receive-sms reads it, or what is told of a payload that is neither. */
type Outcome = object | string

/** Takes a payload of a kind where the carrier brings it: an object, or what stands in its place. */
type Door = (kind: string, given: unknown) => Promise<readonly Outcome[]>

/** The event in which a payload of WhatsApp comes. */
export const asWhatsAppEvent = (kind: string, given: unknown): string => {
  if (typeof given === 'string') return given
  if (Array.isArray(given)) return published(given)
  if (kind === 'message') return published([change({ contacts, messages: [given] })])
  if (kind === 'call') return published([change({ contacts, calls: [given] }, 'calls')])
  return published([change({ statuses: [given] })], kind === 'status' ? {} : { messageId: awsId })
}

export const doors: Readonly<Record<CarrierName, Door>> = {
  aws: async (kind, given) =>
    readFrom(kind === 'text' ? 'inbound' : 'delivery', typeof given === 'string' ? given : JSON.stringify(given)),

  whatsapp: async (kind, given) => readFrom('whatsapp', asWhatsAppEvent(kind, given)),

  httpsms: async (type, given) => {
    const webhook = createVirtualWebhook()
    const { statusCode, body = '' } = await webhook.post(typeof given === 'string' ? given : cloudEvent(type, given))
    const isMalformed = body === `The data of the event ${type} is not what httpSMS documents.`
    if (statusCode === 400) return [isMalformed ? 'malformed' : body]
    const silences = Object.keys(webhook.counts()).flatMap((metric) => metric.split('TextsSilenced.')[1] ?? [])
    return [
      ...webhook.published.map(readPublished),
      ...webhook.reports,
      ...silences,
      ...webhook.logs.map(({ event }) => event),
    ]
  },

  ovh: async (kind, given) => {
    const { clock, ovh, poll, published, reports, counted } = await setUpOvh()
    clock.now = noon
    const records = kind === 'incoming' ? ovh.account.incomingOf(ovhLine) : ovh.account.outgoing
    records?.set(Object(given).id, given as never)
    await poll()
    const malformed = counted.has('TextsSilenced.malformed') ? ['malformed'] : []
    return [...published.map(readPublished), ...reports, ...malformed]
  },
}
