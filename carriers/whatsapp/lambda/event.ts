import * as z from 'zod/mini'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { second } from '../../../shared/rules/timing.ts'
import { judgedPart } from '../../../shared/rules/words.ts'
import { awsMessageIdOf, type Ignored, type ReplyStatus, readStatus } from './status.ts'

/** A message to one of our numbers. Who has a username may have no number; older events have no user id. */
type PersonsMessage = {
  readonly kind: 'message'
  /** Meta's id of the message. It contains the sender's number in base64, so it must be neither stored nor logged. */
  readonly wamid: string
  readonly number?: string
  readonly userId?: string
  readonly line: string
  /** Empty for messages without words, such as a voice note, a sticker or a location. */
  readonly text: string
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

type Change = z.infer<typeof entry>['changes'][number]

const itemsOf = (change: Change, publishedAt: number, messageId: string | undefined): readonly WhatsAppItem[] => {
  const { field, value: given } = change
  if (field !== 'messages') return [{ kind: 'ignored', what: field }]
  const { data } = value.safeParse(given)
  if (data === undefined) return [{ kind: 'malformed' }]
  const { metadata, messages = [], statuses = [] } = data
  const line = `+${metadata.display_phone_number.replaceAll(/\D/g, '')}`
  return [
    ...messages.map((one) => readMessage(one, line, publishedAt)),
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

/** A message can't be newer than its event, so a later time is replaced by that of the event. */
const personsMessage = (message: Sent, line: string, text: string, publishedAt: number): WhatsAppItem => {
  const { id, from, from_user_id: userId, timestamp } = message
  if (from === undefined && userId === undefined) return { kind: 'malformed' }
  return {
    kind: 'message',
    wamid: id,
    ...(from !== undefined && { number: `+${from}` }),
    ...(userId !== undefined && { userId }),
    line,
    text: judgedPart(text),
    sentAt: Math.min(publishedAt, Number(timestamp) * second),
  }
}

const word = z.string().check(z.maxLength(64))

/** The envelope that AWS publishes (End User Messaging Social user guide, managing-event-destination-dlrs). */
const envelope = z.object({ whatsAppWebhookEntry: z.string(), messageId: z.optional(z.unknown()) })

/** One entry of Meta's webhooks. Changes that are not about messages have values of other forms. */
const entry = z.object({ changes: z.array(z.object({ field: word, value: z.unknown() })) })

const list = z.optional(z.array(z.unknown()))
const value = z.object({
  metadata: z.object({ display_phone_number: word }),
  messages: list,
  statuses: list,
})

/** Digits without a plus, or a business-scoped id (Meta, business-scoped user ids); time in seconds, a string. */
const sent = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(512)),
  from: z.optional(z.string().check(z.regex(/^\d{5,20}$/))),
  from_user_id: z.optional(z.string().check(z.regex(/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/))),
  timestamp: z.string().check(z.regex(/^\d{1,11}$/)),
})

/** Meta documents no limit for texts that people write. SNS bounds the event. */
const captioned = z.optional(z.object({ caption: z.optional(z.string()) }))

type Sent = z.infer<typeof sent>

const message = z.extend(sent, {
  type: word,
  group_id: z.optional(z.string()),
  text: z.optional(z.object({ body: z.string() })),
  image: captioned,
  video: captioned,
  document: captioned,
  unsupported: z.optional(z.object({ type: z.optional(word) })),
})

/** Returns the country of a user id such as `FR.1349...` or `US.ENT.1349...` (Meta, business-scoped user ids). */
export const countryOfId = (userId: string): string => userId.slice(0, 2)
