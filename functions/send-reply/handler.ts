import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import type { Claim } from '../../shared/ports/claim-store.ts'
import { isLate } from '../../shared/rules/budget.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { parseQueuedReply, type QueuedReply } from '../../shared/rules/queued-reply.ts'
import { errorName, logEvents } from '../../shared/rules/telemetry.ts'
import { expireAfterMs, longestHoldMs, publishMarginMs } from '../../shared/rules/timing.ts'
import type { Dispatcher } from './dispatcher.ts'
import { type Progress, reportBookedAnew, settle } from './outcome.ts'

/** Called by AWS with a reply, as often as it takes until that is sent, or never will be. */
export const createHandler =
  (dispatcher: Dispatcher) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = []
    for (const message of Records)
      if ((await handle(dispatcher, message)) === 'unfinished')
        batchItemFailures.push({ itemIdentifier: message.messageId })
    return { batchItemFailures }
  }

const handle = async (dispatcher: Dispatcher, { body, messageId, receiptHandle }: SQSRecord): Promise<Progress> => {
  try {
    return await sendReply(dispatcher, parseQueuedReply(body), receiptHandle)
  } catch (error) {
    dispatcher.telemetry.log(logEvents.replyDelayed, { messageId, error: errorName(error) })
    return 'unfinished'
  }
}

const sendReply = async (dispatcher: Dispatcher, reply: QueuedReply, receiptHandle: string): Promise<Progress> => {
  const now = dispatcher.now()
  if (now < reply.dueAt) {
    await dispatcher.replies.hold(receiptHandle, Math.min(reply.dueAt - now, longestHoldMs))
    return 'unfinished'
  }
  if (isLate(reply.dueAt, now)) return catchUp(dispatcher, reply, now)
  const wanted = await isStillWanted(dispatcher, reply)
  return withClaim(dispatcher, reply, (token) =>
    wanted ? publish(dispatcher, reply, token) : settle(dispatcher, reply, token, 'cancelled'),
  )
}

/** Its hour is over, or nearly. It may be sent in a later one for a day, unless somebody has begun to send it. */
const catchUp = async (dispatcher: Dispatcher, reply: QueuedReply, now: number): Promise<Progress> => {
  const claim = await dispatcher.claims.read(reply.inboundId)
  if (claim !== undefined) return leaveTo(claim, dispatcher, reply)

  const expiresAt = reply.firstDueAt + expireAfterMs
  const booking = now < expiresAt ? await dispatcher.office.book(reply.budget, now, expiresAt) : 'full'
  if (booking === 'full') return withClaim(dispatcher, reply, (token) => settle(dispatcher, reply, token, 'expired'))
  await dispatcher.replies.put({ ...reply, dueAt: booking.dueAt })
  reportBookedAnew(dispatcher, reply, booking.dueAt)
  return 'done'
}

/** The sender may have opted out since, or been forgotten together with the reservation. */
const isStillWanted = async ({ senders, now }: Dispatcher, reply: QueuedReply): Promise<boolean> => {
  const { record } = await senders.load(reply.senderKey, 'consistent')
  return record.replies.has(reply.inboundId) && record.optedOutUntil <= now()
}

/** Only one process ever gets to act on a reply: who dies after this leaves a claim without outcome, and nobody tries again. */
const withClaim = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  act: (token: string) => Promise<Progress>,
): Promise<Progress> => {
  const token = dispatcher.newToken()
  const claim = await dispatcher.claims.claim(reply.inboundId, token, dispatcher.now())
  return claim.token === token ? act(token) : leaveTo(claim, dispatcher, reply)
}

/** Another process has the claim. If that one died before it wrote an outcome, the phone may or may not have got the reply. */
const leaveTo = async (claim: Claim, dispatcher: Dispatcher, reply: QueuedReply): Promise<Progress> => {
  if (claim.outcome !== undefined) return 'done'
  if (dispatcher.now() - claim.claimedAt <= publishMarginMs) return 'unfinished'
  return settle(dispatcher, reply, claim.token, 'uncertain')
}

const publish = async (dispatcher: Dispatcher, reply: QueuedReply, token: string): Promise<Progress> => {
  const { policy, carrier, claims } = dispatcher
  const answer = await carrier.send({
    from: reply.line,
    to: reply.sender,
    text: replyText(reply.language, reply.earlierReplies, policy.texts),
    maxPriceUsd: policy.maxPricePerReplyUsd,
  })
  if (answer !== 'not-taken') return settle(dispatcher, reply, token, outcomeOf[answer])
  await claims.release(reply.inboundId, token)
  return 'unfinished'
}

const outcomeOf = { taken: 'sent', refused: 'failed', unknown: 'uncertain' } as const
