import type * as z from 'zod/mini'

import { parseJson } from '../../../shared/rules/parse-json.ts'
import { second } from '../../../shared/rules/timing.ts'
import { awsMessageIdOf } from './aws-message-id.ts'
import { call, entry, envelope, message, type sent, value } from './event-shape.ts'
import { type Ignored, type ReplyStatus, readStatus } from './status.ts'

/**
 * A person's message or call to one of our numbers. A person with a username may come without a number, and older events have no
 * user id.
 */
type PersonsMessage = {
  readonly kind: 'message'
  /** Meta's id of the message. It contains the sender's number in base64, so it must be neither stored nor logged. */
  readonly wamid: string
  /** The sender's number, with its plus. */
  readonly number?: string
  readonly userId?: string
  /** Our number, with its plus. */
  readonly line: string
  /** Empty for messages without words, such as a voice note, a sticker or a location. */
  readonly text: string
  /** In milliseconds. */
  readonly sentAt: number
}

export type WhatsAppItem = PersonsMessage | ReplyStatus | Ignored | { readonly kind: 'malformed' }

/** The types of message that a person sends. All others are reactions, notices, edits and withdrawals, or are new. */
const personsTypes: readonly string[] = [
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'interactive',
  'button',
  'order',
  'unsupported',
]

/** The subtypes of `unsupported` that are not new messages. WhatsApp doesn't pass on the content of any of them. */
const unsupportedNotices: readonly string[] = ['edit', 'errors', 'keep_in_chat', 'poll_update', 'reaction']

/** Reads an event from a topic of End User Messaging Social. `publishedAt` is in milliseconds. Never throws. */
export const readWhatsAppEvent = (json: string, publishedAt: number): readonly WhatsAppItem[] => {
  const { data: published } = envelope.safeParse(parseJson(json))
  const { data: read } = entry.safeParse(published && parseJson(published.whatsAppWebhookEntry))
  // The header has one id, so it says nothing if there are several changes.
  const messageId = read?.changes.length === 1 ? awsMessageIdOf(published?.messageId) : undefined
  return read?.changes.flatMap((change) => itemsOf(change, publishedAt, messageId)) ?? [{ kind: 'malformed' }]
}

const itemsOf = (
  { field, value: given }: { readonly field: string; readonly value?: unknown },
  publishedAt: number,
  messageId: string | undefined,
): readonly WhatsAppItem[] => {
  if (field !== 'messages' && field !== 'calls') return [{ kind: 'ignored', what: field }]
  const { data } = value.safeParse(given)
  if (data === undefined) return [{ kind: 'malformed' }]
  const { metadata, messages = [], statuses = [], calls = [] } = data
  const line = `+${metadata.display_phone_number.replaceAll(/\D/g, '')}`
  return [
    ...messages.map((one) => readMessage(one, line, publishedAt)),
    ...calls.map((one) => readCall(one, line, publishedAt)),
    ...statuses.map((one) => readStatus(one, statuses.length === 1 ? messageId : undefined)),
  ]
}

const readMessage = (given: unknown, line: string, publishedAt: number): WhatsAppItem => {
  const { data } = message.safeParse(given)
  if (data === undefined) return { kind: 'malformed' }
  const { type, group_id, unsupported, text, image, video, document } = data
  if (group_id !== undefined) return { kind: 'ignored', what: 'group' }
  if (!personsTypes.includes(type)) return { kind: 'ignored', what: type }
  if (unsupportedNotices.includes(unsupported?.type ?? '')) return { kind: 'ignored', what: type }
  const caption = image?.caption ?? video?.caption ?? document?.caption
  return personsMessage(data, line, text?.body ?? caption ?? '', publishedAt)
}

/** A call has two events, of which only the first counts. */
const readCall = (given: unknown, line: string, publishedAt: number): WhatsAppItem => {
  const { data } = call.safeParse(given)
  if (data === undefined) return { kind: 'malformed' }
  return data.event === 'connect'
    ? personsMessage(data, line, '', publishedAt)
    : { kind: 'ignored', what: `call ${data.event}` }
}

/** A message can't be newer than its event, so a later time is replaced by that of the event. */
const personsMessage = (
  { id, from, from_user_id: userId, timestamp }: z.infer<typeof sent>,
  line: string,
  text: string,
  publishedAt: number,
): WhatsAppItem => {
  if (from === undefined && userId === undefined) return { kind: 'malformed' }
  return {
    kind: 'message',
    wamid: id,
    ...(from !== undefined && { number: `+${from}` }),
    ...(userId !== undefined && { userId }),
    line,
    text,
    sentAt: Math.min(publishedAt, Number(timestamp) * second),
  }
}
