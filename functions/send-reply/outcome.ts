import type { Claim, LogFields, SendResult } from '../../shared/ports.ts'
import { carriers } from '../../shared/rules/carriers.ts'
import { lineOf } from '../../shared/rules/config.ts'
import {
  lineRefusedBy,
  logEvents,
  metricNames,
  type Outcome,
  repliesRefusedBy,
  submittedTo,
} from '../../shared/rules/telemetry.ts'
import { hour, publishMarginMs, queueVisibilityMs } from '../../shared/rules/timing.ts'
import { type Ack, type Delivery, hideAsLongAgain, type LineDelivery } from './delivery.ts'

const metricOf = {
  sent: metricNames.repliesSubmitted,
  failed: metricNames.repliesFailed,
  uncertain: metricNames.repliesUncertain,
  expired: metricNames.repliesExpired,
  cancelled: metricNames.repliesCancelled,
} as const satisfies Record<Outcome, string>

/** Writes an outcome into the claim that `token` holds, and counts it unless the claim already has one. */
const settle = async (delivery: Delivery, token: string, outcome: Outcome, because: LogFields = {}): Promise<Ack> => {
  const { claims, newToken, reply } = delivery
  if (await claims.settle(reply.inboundId, token, outcome, newToken())) report(delivery, outcome, because)
  return 'done'
}

/** Settles a reply that must not be sent, by a claim that has an outcome from the start, unless there is a claim. */
export const giveUp = async (delivery: Delivery, outcome: 'cancelled' | 'expired'): Promise<Ack> => {
  const { claims, newToken, now, reply } = delivery
  const token = newToken()
  const claim = await claims.claim(reply.inboundId, { token, claimedAt: now(), outcome })
  if (claim.token !== token) return resolveClaim(delivery, claim)
  report(delivery, outcome)
  return 'done'
}

/** Ends a reply whose claim another delivery has, once that must have died. A carrier's report may tell its outcome. */
export const resolveClaim = async (delivery: Delivery, claim: Claim): Promise<Ack> => {
  if (claim.outcome !== undefined) return 'done'
  if (delivery.now() - claim.claimedAt <= publishMarginMs) return 'unfinished'
  return settle(delivery, claim.token, claim.report === undefined ? 'uncertain' : 'sent')
}

/** Writes the outcome of an attempt into our claim, or gives the claim back, so that the reply can be sent later. */
export const conclude = async (delivery: LineDelivery, token: string, result: SendResult): Promise<Ack> => {
  const { kind } = result
  if (kind === 'accepted') {
    const [ack] = await Promise.all([settle(delivery, token, 'sent'), noteMessageId(delivery, result.messageId)])
    return ack
  }
  const { reason } = result
  if (kind === 'rejected') return settle(delivery, token, 'failed', { reason })
  if (kind === 'unknown') return settle(delivery, token, 'uncertain', { reason })
  // Throttled, retryable or refused: nothing was accepted, so the reply can be sent later.
  await delivery.claims.release(delivery.reply.inboundId, token)
  reportRefusal(delivery, kind, reason)
  // If it was throttled, only time since the first throttle after this process's last acceptance counts.
  const { dueAt } = delivery.reply
  return hideAsLongAgain(delivery, kind === 'throttled' ? Math.max(dueAt, delivery.pace.throttledSince()) : dueAt)
}

/** Notes the carrier's own id of an accepted reply, if reports name only that. If it fails, such reports are lost. */
const noteMessageId = async ({ claims, now, reply }: Delivery, messageId: string | undefined): Promise<void> => {
  if (messageId !== undefined) await claims.noteMessageId(messageId, reply.inboundId, now()).catch(() => {})
}

/**
 * Logs a refusal. Counts one of the whole line always, and any other within two minutes of the due time; one for the
 * pace again once the reply is an hour late, since no pace is that slow, unless others are accepted.
 */
const reportRefusal = (
  { telemetry, now, reply: { inboundId, budget, dueAt }, line: { carrier } }: LineDelivery,
  kind: keyof typeof refusalEvents,
  reason: string,
): void => {
  const lateMs = now() - dueAt
  if (kind === 'retryable') telemetry.count(lineRefusedBy(carrier))
  else if (lateMs < queueVisibilityMs || (kind === 'throttled' && lateMs >= hour))
    telemetry.count(repliesRefusedBy(carrier))
  telemetry.log(refusalEvents[kind], { inboundId, budget, reason })
}

const refusalEvents = {
  throttled: logEvents.replyThrottled,
  retryable: logEvents.lineRefused,
  refused: logEvents.replyRefused,
} as const

/** Hides a reply that nobody would take now: nobody answers, or the line isn't ready. */
export const hideFromLine = (delivery: LineDelivery, presence: 'nobody' | 'not ready'): Promise<Ack> => {
  const { telemetry, line, reply } = delivery
  const { notReady } = carriers[line.carrier]
  // No other carrier says 'not ready'.
  if (presence === 'nobody' || notReady === undefined) {
    reportRefusal(delivery, 'retryable', 'NO_ANSWER')
  } else {
    telemetry.count(notReady.metric)
    telemetry.log(notReady.event, { inboundId: reply.inboundId, budget: reply.budget, reason: notReady.reason })
  }
  return hideAsLongAgain(delivery)
}

const report = (
  { telemetry, config, now, reply: { inboundId, line, sentAt, earlierReplies } }: Delivery,
  outcome: Outcome,
  because: LogFields = {},
): void => {
  telemetry.count(metricOf[outcome])
  telemetry.log(logEvents.replySettled, { inboundId, outcome, ...because })
  if (outcome !== 'sent') return
  const carrier = lineOf(config, line)?.carrier
  if (carrier !== undefined) telemetry.count(submittedTo(carrier))
  telemetry.count(metricNames.answerDelay, now() - sentAt)
  const nth = [metricNames.firstReplies, metricNames.secondReplies][earlierReplies]
  if (nth !== undefined) telemetry.count(nth)
}
