import type { Claim, LogFields, SendResult } from '../../shared/ports.ts'
import { lineOf } from '../../shared/rules/config.ts'
import { expiryOf, type QueuedReply } from '../../shared/rules/queued-reply.ts'
import { longerRest, type Rest } from '../../shared/rules/rest.ts'
import { logEvents, metricNames, type Outcome, submittedTo } from '../../shared/rules/telemetry.ts'
import { hour, longestHiddenMs, minute, publishMarginMs, queueVisibilityMs } from '../../shared/rules/timing.ts'
import type { Dispatcher } from './dispatcher.ts'

/** `unfinished` makes SQS deliver the reply again when its visibility timeout ends, which `hide` may have extended. */
export type Ack = 'done' | 'unfinished'

const metricOf = {
  sent: metricNames.repliesSubmitted,
  failed: metricNames.repliesFailed,
  uncertain: metricNames.repliesUncertain,
  expired: metricNames.repliesExpired,
  cancelled: metricNames.repliesCancelled,
} as const satisfies Record<Outcome, string>

/** Hides the message of a reply for a while, at most as long as SQS allows. */
export const hide = async ({ replies }: Dispatcher, receiptHandle: string, ms: number): Promise<Ack> => {
  await replies.hide(receiptHandle, Math.min(ms, longestHiddenMs))
  return 'unfinished'
}

/**
 * The one rule of waiting: a reply that can't be sent now is hidden for as long again as it has waited since `since`,
 * from two minutes to an hour, and never past its expiry. Attempts become rarer the longer they fail.
 */
export const hideAsLongAgain = (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  receiptHandle: string,
  since = reply.dueAt,
): Promise<Ack> => {
  const now = dispatcher.now()
  const ms = Math.max(queueVisibilityMs, Math.min(now - since, hour))
  return hide(dispatcher, receiptHandle, Math.max(0, Math.min(ms, expiryOf(reply) - now)))
}

/** Hides a reply until its turn, plus up to five minutes of jitter. */
export const hideUntilTurn = (
  dispatcher: Dispatcher,
  { dueAt }: QueuedReply,
  receiptHandle: string,
  ms: number,
): Promise<Ack> => hide(dispatcher, receiptHandle, ms + ((dispatcher.now() - dueAt) % Math.min(ms, 5 * minute)))

/** Writes an outcome into the claim that `token` holds, and counts it unless the claim already has one. */
export const settle = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  token: string,
  outcome: Outcome,
  because: LogFields = {},
): Promise<Ack> => {
  const { claims, newToken } = dispatcher
  if (await claims.settle(reply.inboundId, token, outcome, newToken())) report(dispatcher, reply, outcome, because)
  return 'done'
}

/** Settles a reply that must not be sent, by a claim that has an outcome from the start, unless there is a claim. */
export const giveUp = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  outcome: 'cancelled' | 'expired',
): Promise<Ack> => {
  const { claims, newToken, now } = dispatcher
  const token = newToken()
  const claim = await claims.claim(reply.inboundId, { token, claimedAt: now(), outcome })
  if (claim.token !== token) return resolveClaim(dispatcher, reply, claim)
  report(dispatcher, reply, outcome)
  return 'done'
}

/** An earlier delivery has the claim. Without an outcome it may have sent; a carrier's report proves that it did. */
export const resolveClaim = async (dispatcher: Dispatcher, reply: QueuedReply, claim: Claim): Promise<Ack> => {
  if (claim.outcome !== undefined) return 'done'
  if (dispatcher.now() - claim.claimedAt <= publishMarginMs) return 'unfinished'
  return settle(dispatcher, reply, claim.token, claim.delivery === undefined ? 'uncertain' : 'sent')
}

/** Notes what an attempt says: an unknown one begins a rest, an answer ends the one that was found. May fail. */
export const noteRest = async (
  { rests, now }: Dispatcher,
  restKey: string,
  { restFound, restHeld }: { readonly restFound: Rest; readonly restHeld: Rest },
  kind: SendResult['kind'],
): Promise<void> => {
  const hasAnswered = kind !== 'unknown' && kind !== 'retryable'
  if (kind === 'unknown' && restFound.ms === 0)
    await rests.replace(restKey, restFound, longerRest(restFound, now())).catch(() => {})
  if (hasAnswered && restHeld.ms > 0) await rests.replace(restKey, restHeld, { ms: 0, until: now() }).catch(() => {})
}

/** Notes the carrier's own id of an accepted reply, if reports name only that. If it fails, such reports are lost. */
export const noteMessageId = async (
  { claims, now }: Dispatcher,
  { inboundId }: QueuedReply,
  answer: SendResult,
): Promise<void> => {
  if (answer.kind !== 'accepted' || answer.messageId === undefined) return
  await claims.noteMessageId(answer.messageId, inboundId, now()).catch(() => {})
}

const report = (
  { telemetry, config, now }: Dispatcher,
  { inboundId, line, sentAt }: QueuedReply,
  outcome: Outcome,
  because: LogFields = {},
): void => {
  telemetry.count(metricOf[outcome])
  telemetry.log(logEvents.replySettled, { inboundId, outcome, ...because })
  if (outcome !== 'sent') return
  const carrier = lineOf(config, line)?.carrier
  if (carrier !== undefined) telemetry.count(submittedTo(carrier))
  telemetry.count(metricNames.answerDelay, now() - sentAt)
}
