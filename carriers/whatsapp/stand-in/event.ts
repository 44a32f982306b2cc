import type { WhatsAppNumber } from './business-account.ts'
import type { Person } from './people.ts'

/** A change in an entry of Meta's webhooks, and AWS's own id of the message if it is one that we sent. */
export type Change = { readonly field: 'messages'; readonly value: object; readonly messageId?: string }

/**
 * What functions read of what AWS publishes: JSON that holds an entry of Meta's webhooks as a string
 * (managing-event-destination-dlrs).
 */
export const eventOf = ({ number }: WhatsAppNumber, { field, value, ...more }: Change) => {
  const metadata = { display_phone_number: number.slice(1) }
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
  return JSON.stringify({ whatsAppWebhookEntry: JSON.stringify({ changes: [change] }), ...more })
}

/** A person's message, with Meta's id of it. */
export type Inbound = { readonly wamid: string; readonly person: Person; readonly text: string }

/** A message. One without words is a voice note (Meta, webhooks reference, messages). */
export const messageChange = (message: Inbound): Change => ({
  field: 'messages',
  value: { contacts: [contactOf(message.person)], messages: [{ ...sent(message), ...contentOf(message.text) }] },
})

const contentOf = (body: string): object =>
  body === ''
    ? { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', voice: true } }
    : { type: 'text', text: { body } }

const contactOf = ({ number, userId }: Person): object => ({
  profile: { name: 'Kevin' },
  ...(number !== undefined && { wa_id: number.slice(1) }),
  user_id: userId,
})

const sent = ({ wamid: id, person: { number, userId } }: Inbound): object => ({
  ...(number !== undefined && { from: number.slice(1) }),
  from_user_id: userId,
  id,
  timestamp: secondsNow(),
})

/** A message that we sent, with AWS's id of it, and the data that Meta returns with its statuses. */
export type Outbound = {
  readonly id: string
  readonly wamid: string
  readonly person: Person
  readonly callbackData: string | undefined
}

/** A status of our message (Meta, webhooks reference, status), with AWS's own id (managing-event-destination-dlrs). */
export const statusChange = (
  { id: messageId, wamid: id, person, callbackData }: Outbound,
  status: { readonly status: 'sent' | 'delivered' | 'read' } | { readonly status: 'failed'; readonly code: number },
): Change => {
  const told = {
    id,
    status: status.status,
    timestamp: secondsNow(),
    ...(person.number !== undefined && { recipient_id: person.number.slice(1) }),
    recipient_user_id: person.userId,
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(status.status === 'failed' && { errors: [{ code: status.code, title: 'Message failed to send' }] }),
  }
  return { field: 'messages', value: { statuses: [told] }, messageId }
}

/**
 * AWS's own status after three hours of trying (managing-event-destinations-status and -generated). Its fields aren't
 * documented; here it has none that only Meta could know or return.
 */
export const givenUpChange = ({ id: messageId }: Outbound): Change => {
  const told = { status: 'Message retries exhausted, dropping message.', timestamp: secondsNow() }
  return { field: 'messages', value: { statuses: [told] }, messageId }
}

const secondsNow = (): string => String(Math.floor(Date.now() / 1000))
