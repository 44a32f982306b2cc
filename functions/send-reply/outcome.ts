import { partsPerReply } from '../../shared/rules/messages.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { logEvents, metricNames, type Outcome } from '../../shared/rules/telemetry.ts'
import type { Dispatcher } from './dispatcher.ts'

/** `unfinished` makes SQS deliver the reply again, when its visibility time-out or our hold ends. */
export type Progress = 'done' | 'unfinished'

const metricOf = {
  sent: metricNames.repliesHandedOver,
  failed: metricNames.repliesFailed,
  uncertain: metricNames.repliesUncertain,
  expired: metricNames.repliesExpired,
  cancelled: metricNames.repliesCancelled,
} as const satisfies Record<Outcome, string>

/** Writes what became of a reply into the claim that `token` holds, and counts it if no other outcome stands already. */
export const settle = async (
  { claims, telemetry, newToken, now }: Dispatcher,
  reply: QueuedReply,
  token: string,
  outcome: Outcome,
): Promise<Progress> => {
  const settled = await claims.settle(reply.inboundId, token, outcome, newToken())
  if (!settled) return 'done'
  telemetry.count(metricOf[outcome])
  telemetry.log(logEvents.replySettled, { inboundId: reply.inboundId, outcome })
  if (outcome === 'sent') {
    telemetry.count(metricNames.partsHandedOver, partsPerReply)
    telemetry.count(metricNames.answerDelay, now() - reply.sentAt)
  }
  return 'done'
}

export const reportBookedAnew = ({ telemetry }: Dispatcher, { inboundId }: QueuedReply, dueAt: number): void => {
  telemetry.count(metricNames.partsBooked, partsPerReply)
  telemetry.log(logEvents.replyBookedAnew, { inboundId, dueAt: new Date(dueAt).toISOString() })
}
