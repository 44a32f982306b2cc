import * as z from 'zod/mini'
import { type Language, languages } from './messages.ts'
import { expireAfterMs } from './timing.ts'

const schema = z.object({
  format: z.literal(1),
  inboundId: z.string(),
  senderKey: z.string(),
  sender: z.string(),
  /** Where the carrier takes the reply, if not at `sender`. */
  replyTo: z.optional(z.string()),
  line: z.string(),
  /** The sender's country. */
  country: z.string(),
  language: z.enum(languages as [Language, ...Language[]]),
  /** How many replies the sender has had that are still remembered. */
  earlierReplies: z.number(),
  budget: z.string(),
  /** When the text was sent, the reply is due, and the carrier stops accepting it (if it does), in milliseconds. */
  sentAt: z.number(),
  dueAt: z.number(),
  answerBy: z.optional(z.number()),
})

/** A reply that is paid for and waits until `dueAt`. A version that changes a field must read the old `format`, too. */
export type QueuedReply = Readonly<z.infer<typeof schema>>

/** Reads a queued reply. Returns undefined for anything else. */
export const readQueuedReply = (value: unknown): QueuedReply | undefined => schema.safeParse(value).data

/** When a reply that has not been sent is given up: a day after it was due, or at `answerBy` if that is earlier. */
export const expiryOf = ({ dueAt, answerBy = Number.POSITIVE_INFINITY }: QueuedReply): number =>
  Math.min(dueAt + expireAfterMs, answerBy)
