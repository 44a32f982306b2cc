import type { QueuedReply } from '../rules/queued-reply.ts'

/** The replies that wait. */
export type ReplyQueue = {
  readonly put: (reply: QueuedReply) => Promise<void>
  /** Hides a received reply for that long, at most `longestHoldMs`. */
  readonly hold: (receiptHandle: string, ms: number) => Promise<void>
}
