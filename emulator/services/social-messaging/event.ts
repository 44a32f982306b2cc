import type { BusinessAccount, BusinessNumber } from './business-account.ts'
import type { Person } from './people.ts'

/** A change in an entry of Meta's webhooks, with the number that it is about. */
type Change = { readonly field: 'messages' | 'calls'; readonly number: BusinessNumber; readonly value: object }

/**
 * Builds what AWS publishes: JSON that holds an entry of Meta's webhooks as a string (End User Messaging Social user guide,
 * managing-event-destination-dlrs).
 */
const published = (account: BusinessAccount, { field, number, value }: Change, now: number, more: object): string => {
  const metadata = { display_phone_number: number.number.slice(1), phone_number_id: number.metaPhoneNumberId }
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } }
  return JSON.stringify({
    context: {
      MetaWabaIds: [{ wabaId: account.wabaId, arn: account.arn }],
      MetaPhoneNumberIds: [{ metaPhoneNumberId: number.metaPhoneNumberId, arn: number.arn }],
    },
    whatsAppWebhookEntry: JSON.stringify({ id: account.wabaId, changes: [change] }),
    aws_account_id: account.arn.split(':')[4],
    message_timestamp: new Date(now).toISOString().replace('Z', '000000Z'),
    ...more,
  })
}

/** A person's message or call, with Meta's id of it. */
export type Inbound = { readonly wamid: string; readonly person: Person }

/** Builds the event for a message to a number. One without words is a voice note (Meta, webhooks reference, messages). */
export const messageEvent = (
  account: BusinessAccount,
  number: BusinessNumber,
  { text, ...inbound }: Inbound & { readonly text: string },
  now: number,
): string => {
  const value = { contacts: [contactOf(inbound.person)], messages: [{ ...sent(inbound, now), ...contentOf(text) }] }
  return published(account, { field: 'messages', number, value }, now, {})
}

const contentOf = (body: string): object =>
  body === ''
    ? { type: 'audio', audio: { id: '1', mime_type: 'audio/ogg; codecs=opus', voice: true } }
    : { type: 'text', text: { body } }

/** Builds the event for the start of a call (Meta, calling API, user-initiated calls). */
export const callEvent = (account: BusinessAccount, number: BusinessNumber, inbound: Inbound, now: number): string => {
  const call = { ...sent(inbound, now), to: number.number.slice(1), event: 'connect', direction: 'USER_INITIATED' }
  const value = { contacts: [contactOf(inbound.person)], calls: [call] }
  return published(account, { field: 'calls', number, value }, now, {})
}

const contactOf = ({ number, userId }: Person): object => ({
  profile: { name: 'Kevin' },
  ...(number !== undefined && { wa_id: number.slice(1) }),
  user_id: userId,
})

const sent = ({ wamid: id, person: { number, userId } }: Inbound, now: number): object => ({
  ...(number !== undefined && { from: number.slice(1) }),
  from_user_id: userId,
  id,
  timestamp: secondsOf(now),
})

/** A message that we sent, with AWS's id of it, and the data that Meta returns with its statuses. */
export type Outbound = {
  readonly id: string
  readonly wamid: string
  readonly person: Person
  readonly callbackData: string | undefined
}

/**
 * Builds the event for a status of a message that we sent (Meta, webhooks reference, status). Unlike an inbound one, it also has
 * AWS's own id of the message (user guide, managing-event-destination-dlrs).
 */
export const statusEvent = (
  account: BusinessAccount,
  number: BusinessNumber,
  { id: messageId, wamid: id, person, callbackData }: Outbound,
  status: { readonly status: 'sent' | 'delivered' | 'read' } | { readonly status: 'failed'; readonly code: number },
  now: number,
): string => {
  const told = {
    id,
    status: status.status,
    timestamp: secondsOf(now),
    ...(person.number !== undefined && { recipient_id: person.number.slice(1) }),
    recipient_user_id: person.userId,
    ...(callbackData !== undefined && { biz_opaque_callback_data: callbackData }),
    ...(status.status === 'failed' && { errors: [{ code: status.code, title: 'Message failed to send' }] }),
  }
  const change = { field: 'messages', number, value: { statuses: [told] } } as const
  return published(account, change, now, { messageId })
}

/**
 * Builds the event that AWS itself makes when it has tried for three hours to hand a message to WhatsApp (user guide,
 * managing-event-destinations-status and managing-event-destinations-generated). It has the same format, but the guide doesn't show its
 * fields. Here it has none that only Meta could know or return: neither Meta's id nor the callback data.
 */
export const givenUpEvent = (
  account: BusinessAccount,
  number: BusinessNumber,
  { id: messageId }: Outbound,
  now: number,
): string => {
  const told = { status: 'Message retries exhausted, dropping message.', timestamp: secondsOf(now) }
  const change = { field: 'messages', number, value: { statuses: [told] } } as const
  return published(account, change, now, { messageId })
}

const secondsOf = (now: number): string => String(Math.floor(now / 1000))
