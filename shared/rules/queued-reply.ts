import * as z from 'zod/mini'
import { type Language, languages } from './messages.ts'
import { expireAfterMs } from './timing.ts'

const schema = z.object({
  format: z.literal(1),
  inboundId: z.string(),
  senderKey: z.string(),
  sender: z.string(),
  /** The address to which the reply goes, if not `sender`. */
  replyTo: z.optional(z.string()),
  line: z.string(),
  /** The sender's country. */
  country: z.string(),
  language: z.enum(languages as [Language, ...Language[]]),
  /** The number of the sender's earlier replies that are still remembered. */
  earlierReplies: z.number(),
  budget: z.string(),
  /** The times of the text, of its reply, and of the carrier's deadline if there is one, in milliseconds. */
  sentAt: z.number(),
  dueAt: z.number(),
  answerBy: z.optional(z.number()),
  /** Set if it is a beat, which is never sent (beat.ts). */
  beat: z.optional(z.literal(true)),
})

/** A booked reply, hidden until `dueAt`. A version that changes a field must read the old `format`, too. */
export type QueuedReply = Readonly<z.infer<typeof schema>>

/** Reads a queued reply. Returns undefined for anything else. */
export const readQueuedReply = (value: unknown): QueuedReply | undefined => schema.safeParse(value).data

/** Returns when an unsent reply is given up: a day after it was due, or at `answerBy` if that is earlier. */
export const expiryOf = ({ dueAt, answerBy = Number.POSITIVE_INFINITY }: QueuedReply): number =>
  Math.min(dueAt + expireAfterMs, answerBy)
