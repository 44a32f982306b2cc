import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { longestHoldMs } from '../../shared/rules/timing.ts'
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
