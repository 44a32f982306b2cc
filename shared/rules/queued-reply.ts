import * as z from 'zod/mini'

import { type Language, languages } from './messages.ts'
import { expireAfterMs } from './timing.ts'

const schema = z.object({
  format: z.literal(1),
  inboundId: z.string(),
  senderKey: z.string(),
  sender: z.string(),
  line: z.string(),
  /** Of the sender; replies that an older version queued have none. */
  country: z.optional(z.string()),
  language: z.enum(languages as [Language, ...Language[]]),
  earlierReplies: z.number(),
  budget: z.string(),
  sentAt: z.number(),
  firstDueAt: z.number(),
  dueAt: z.number(),
  /** Until when the carrier takes the reply, if it is not for ever. */
  answerBy: z.optional(z.number()),
})

/**
 * A reply that waits in the queue, booked into the hour of `dueAt`. It holds nothing of the sender's own words.
 * The format goes up when a field changes; a function reads the previous one too, since deployments overlap with messages in flight.
 */
export type QueuedReply = Readonly<z.infer<typeof schema>>

/** Returns undefined for anything else. */
export const readQueuedReply = (value: unknown): QueuedReply | undefined => schema.safeParse(value).data

/** When a reply that has not been sent is given up: a day after it was first due, or when the carrier would refuse it. */
export const expiryOf = ({ firstDueAt, answerBy = Number.POSITIVE_INFINITY }: QueuedReply): number =>
  Math.min(firstDueAt + expireAfterMs, answerBy)

/** The key of a circuit breaker. AWS may let a line reach one country and not another, and a refusal must not hold up the others. */
export const routeOf = ({ line, country = '' }: Pick<QueuedReply, 'line' | 'country'>): string => `${line}#${country}`
