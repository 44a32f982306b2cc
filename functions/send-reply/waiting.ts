import { expiryOf, type QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { longestHoldMs, minute, queueVisibilityMs } from '../../shared/rules/timing.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { Progress } from './outcome.ts'

/** Hides the message of a reply for a while, at most as long as SQS allows. */
export const hold = async ({ replies }: Dispatcher, receiptHandle: string, ms: number): Promise<Progress> => {
  await replies.hold(receiptHandle, Math.min(ms, longestHoldMs))
  return 'unfinished'
}

/** Whether a queued reply should still be sent. It should not if the sender has opted out or been erased, or if the line was removed. */
export const isStillWanted = ({ config, now }: Dispatcher, reply: QueuedReply, record: SenderRecord): boolean =>
  config.lines.some(({ number }) => number === reply.line) &&
  record.replies.has(reply.inboundId) &&
  record.optedOutUntil <= now()

/** Longer than any reply waits that has not been refused, so that others probe the line. */
const shortestWaitMs = 5 * minute

/** While the line may be to blame, a refused reply is tried again within this time. */
const longestWaitOnLineMs = 20 * minute

/**
 * For how long a reply waits whose destination may be to blame for a refusal: as long again as it is overdue, so that few hours are booked for
 * a destination that is always refused.
 */
export const waitAfterRefusalMs = (reply: QueuedReply, isLineRefused: boolean, now: number): number => {
  const asLongAgain = Math.max(shortestWaitMs, now - reply.firstDueAt)
  const wait = isLineRefused ? Math.min(asLongAgain, longestWaitOnLineMs) : asLongAgain
  return Math.max(queueVisibilityMs, Math.min(wait, expiryOf(reply) - now))
}
