import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { again, tried } from '../../shared/batch.ts'
import { loadSender } from '../../shared/load-sender.ts'
import { NamedError } from '../../shared/named-error.ts'
import type { Gateway, LogFields, OutboundText, SendResult } from '../../shared/ports.ts'
import { isCancelled } from '../../shared/rules/cancellations.ts'
import { carriers, pacedAs } from '../../shared/rules/carriers.ts'
import { type Line, lineOf, textsOf } from '../../shared/rules/config.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { expiryOf, type QueuedReply } from '../../shared/rules/queued-reply.ts'
import { longerRest, restLeftMs } from '../../shared/rules/rest.ts'
import { errorName, lineRefusedBy, logEvents, metricNames, repliesRefusedBy } from '../../shared/rules/telemetry.ts'
import { longestDeploymentMs, longestTurnMs, queueVisibilityMs } from '../../shared/rules/timing.ts'
import type { Dependencies, Dispatcher } from './dispatcher.ts'
import {
  type Ack,
  giveUp,
  hide,
  hideAsLongAgain,
  hideUntilTurn,
  noteMessageId,
  noteRest,
  resolveClaim,
  settle,
} from './outcome.ts'
import { createPaces } from './pace.ts'

/*
 * What becomes of a queued reply. SQS delivers it again and again until it is settled; this is one delivery.
 *
 * read    A message that our functions did not sign is dropped. One with another key waits until it is an hour old, and
 *         is then dropped.
 * wait    Until it is due, the message is hidden, and comes again. For its turn in this process (pace.ts) it waits
 *         here if that takes seconds, and hidden if it takes longer. It is given up a day after it was due, when its
 *         carrier stops accepting it (`answerBy`), or if, once due, its line or country is gone.
 * ask     If this process hasn't heard from the carrier for ten minutes, or the line may not be ready, a question that
 *         sends nothing comes first.
 * check   The sender's record is read as late as possible: a STOP, or an operator who cancelled, ends the reply.
 * rest    After an attempt that ended unknown, its carrier or line sends nothing for a while. Then one delivery makes
 *         one attempt. All others wait through a longer rest: an answer ends it, but not their wait.
 * claim   A claim by the text's id gives this delivery the only right to send. If an owner is gone and left no outcome,
 *         perhaps the reply was sent, so it is never sent again: it is uncertain, or sent if a report says so.
 * send    One attempt, through the gateway of the line's carrier.
 * settle  Accepted, rejected or unknown is final: the outcome is written into the claim, and counted once (outcome.ts).
 * release Otherwise nothing was accepted. The claim is given back, and the message hidden for as long as it has been
 *         due: two minutes at least, an hour at most. One that came too fast while others were taken: two minutes.
 */

/** Creates the Lambda handler. */
export const createHandler = (dependencies: Dependencies) => {
  const dispatcher: Dispatcher = { ...dependencies, paceOf: createPaces(dependencies) }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const unfinished: string[] = []
    for (const message of Records) {
      const { messageId } = message
      const ack = await tried(
        () => handle(dispatcher, message),
        (error) => reportDelayed(dispatcher, { messageId, cause: errorName(error) }),
      )
      if (ack !== 'done') unfinished.push(messageId)
    }
    return again(unfinished)
  }
}

const handle = async (dispatcher: Dispatcher, message: SQSRecord): Promise<Ack> => {
  const { body, messageId, receiptHandle } = message
  const reply = dispatcher.readReply(body)
  if (reply === 'forged') return drop(dispatcher, messageId)
  if (reply === 'other-key') return awaitKey(dispatcher, message)
  return sendReply(dispatcher, reply, receiptHandle)
}

/** Drops a message that our functions did not sign: write access to the queue must not be enough to text people. */
const drop = ({ telemetry }: Dispatcher, messageId: string): Ack => {
  telemetry.count(metricNames.repliesForged)
  telemetry.log(logEvents.replyForged, { messageId })
  return 'done'
}

/**
 * While a deployment changes the key, receive-sms may sign with one that this process hasn't got yet. Once an
 * hour old, such a message counts as forged. One delivery counts as delayed: no single forgery should raise that alarm.
 */
const awaitKey = (dispatcher: Dispatcher, { messageId, attributes }: SQSRecord): Ack => {
  const { telemetry, now } = dispatcher
  // In milliseconds (SQS API reference, ReceiveMessage).
  const age = now() - Number(attributes.SentTimestamp)
  if (age > longestDeploymentMs) return drop(dispatcher, messageId)
  if (attributes.ApproximateReceiveCount === '1') telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, { messageId, cause: 'OtherKey' })
  return 'unfinished'
}

/** Sends a reply that is due and still wanted, once it is its turn and somebody is there to take it. */
const sendReply = async (dispatcher: Dispatcher, reply: QueuedReply, receiptHandle: string): Promise<Ack> => {
  const { config, claims, newToken, paceOf, rests } = dispatcher
  const now = dispatcher.now()
  if (now < reply.dueAt) return hide(dispatcher, receiptHandle, reply.dueAt - now)
  if (now >= expiryOf(reply)) return giveUp(dispatcher, reply, 'expired')
  const line = lineOf(config, reply.line)
  // A deployment may have taken away the line or the country, where a STOP would not be heard any more.
  if (line === undefined || !config.countries.includes(reply.country)) return giveUp(dispatcher, reply, 'cancelled')
  const gateway = gatewayOf(dispatcher, line)
  // All lines of a carrier share a pace, unless each line has an operator of its own (pacedAs).
  const pace = paceOf(line)
  const outbound = outboundText(dispatcher, reply)

  const untilTurnMs = await pace.waitForTurn()
  if (untilTurnMs > 0) return hideUntilTurn(dispatcher, reply, receiptHandle, untilTurnMs)
  const asksEachTime = carriers[line.carrier].notReady !== undefined
  if (asksEachTime || pace.mustAsk()) {
    // A line that may not be ready is asked each time. Any other is asked rarely, which counts as a request.
    if (!asksEachTime) pace.noteRequest()
    const presence = await gateway.ask(outbound)
    if (presence !== 'somebody') return awaitLine(dispatcher, reply, receiptHandle, presence, line)
    pace.noteAnswer()
    // If the question counted, the attempt waits for its turn, too, as far as this invocation's time goes.
    const untilAttemptMs = await pace.waitForTurn(longestTurnMs - (dispatcher.now() - now))
    if (untilAttemptMs > 0) return hideUntilTurn(dispatcher, reply, receiptHandle, untilAttemptMs)
  }
  // Read late, so that a STOP that came while this reply waited is seen; the rest at the same time.
  const restKey = pacedAs(line)
  const [isWanted, restFound] = await Promise.all([isStillWanted(dispatcher, reply), rests.read(restKey)])
  if (!isWanted) return giveUp(dispatcher, reply, 'cancelled')
  const restMs = restLeftMs(restFound, dispatcher.now())
  if (restMs > 0) return hideUntilTurn(dispatcher, reply, receiptHandle, restMs)
  // After a rest, all who come try to prolong it. Who succeeds may attempt; the others come again after that rest.
  const isAfterRest = restFound.ms !== 0
  const restHeld = isAfterRest ? longerRest(restFound, dispatcher.now()) : restFound
  if (isAfterRest && !(await rests.replace(restKey, restFound, restHeld)))
    return hideUntilTurn(dispatcher, reply, receiptHandle, restHeld.ms)
  const token = newToken()
  const claim = await claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })
  if (claim.token !== token) {
    // Nothing is attempted here, so another process may attempt at once.
    if (isAfterRest) await rests.replace(restKey, restHeld, restFound)
    return resolveClaim(dispatcher, reply, claim)
  }
  pace.noteRequest()
  const result = await gateway.send(outbound)
  pace.noteResult(result.kind)
  await noteRest(dispatcher, restKey, { restFound, restHeld }, result.kind)
  return conclude(dispatcher, reply, receiptHandle, token, result, line)
}

/** Whether the reply is still wanted: its sender has not opted out or been forgotten, and no operator cancelled it. */
const isStillWanted = async (dispatcher: Dispatcher, { senderKey, inboundId }: QueuedReply): Promise<boolean> => {
  const [{ record }, cancellations] = await Promise.all([
    loadSender(dispatcher, senderKey, 'consistent'),
    dispatcher.cancellations.read(),
  ])
  const [promised, now] = [record.replies.get(inboundId), dispatcher.now()]
  return promised !== undefined && record.optedOutUntil <= now && !isCancelled(promised.at, cancellations, now)
}

const gatewayOf = ({ gateways }: Dispatcher, { carrier }: Line): Gateway => {
  const gateway = gateways[carrier]
  if (gateway === undefined)
    throw new NamedError('NotConfigured', 'The line has a carrier that this function was not given')
  return gateway
}

const outboundText = ({ config }: Dispatcher, reply: QueuedReply): OutboundText => ({
  inboundId: reply.inboundId,
  from: reply.line,
  to: reply.replyTo ?? reply.sender,
  text: replyText(reply.language, reply.earlierReplies, textsOf(config, reply.line)),
  maxPricePerReplyUsd: config.maxPricePerReplyUsd,
})

/** Writes the outcome of an attempt into our claim, or gives the claim back, so that the reply can be sent later. */
const conclude = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  receiptHandle: string,
  token: string,
  result: SendResult,
  line: Line,
): Promise<Ack> => {
  if (result.kind === 'accepted') {
    const ack = await settle(dispatcher, reply, token, 'sent')
    await noteMessageId(dispatcher, reply, result)
    return ack
  }
  const { kind, reason } = result
  if (kind === 'rejected') return settle(dispatcher, reply, token, 'failed', { reason })
  if (kind === 'unknown') return settle(dispatcher, reply, token, 'uncertain', { reason })
  // Throttled, retryable or refused: nothing was accepted, so the reply can be sent later.
  await dispatcher.claims.release(reply.inboundId, token)
  reportRefusal(dispatcher, reply, line, kind, reason)
  // While a line takes some replies, one that came too fast waits for two minutes, not as long as it has been due.
  const waitsSince = kind === 'throttled' ? dispatcher.paceOf(line).throttledSince() : 0
  return hideAsLongAgain(dispatcher, reply, receiptHandle, Math.max(reply.dueAt, waitsSince))
}

/** Counts a refusal of the line, or one that may be of its destination or pace within two minutes of the due time. */
const reportRefusal = (
  { telemetry, now }: Dispatcher,
  { inboundId, budget, dueAt }: QueuedReply,
  { carrier }: Line,
  kind: 'throttled' | 'retryable' | 'refused',
  reason: string,
): void => {
  if (kind === 'retryable') telemetry.count(lineRefusedBy(carrier))
  else if (now() - dueAt < queueVisibilityMs) telemetry.count(repliesRefusedBy(carrier))
  telemetry.log(refusalEvents[kind], { inboundId, budget, reason })
}

const refusalEvents = {
  throttled: logEvents.replyThrottled,
  retryable: logEvents.lineRefused,
  refused: logEvents.replyRefused,
} as const

/** Nobody would take the reply now: nobody answers, or the line isn't ready. */
const awaitLine = (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  receiptHandle: string,
  presence: 'nobody' | 'not ready',
  line: Line,
): Promise<Ack> => {
  const { inboundId, budget } = reply
  const { notReady } = carriers[line.carrier]
  // No other carrier says 'not ready'.
  if (presence === 'nobody' || notReady === undefined) {
    reportRefusal(dispatcher, reply, line, 'retryable', 'NO_ANSWER')
  } else {
    dispatcher.telemetry.count(notReady.metric)
    dispatcher.telemetry.log(notReady.event, { inboundId, budget, reason: notReady.reason })
  }
  return hideAsLongAgain(dispatcher, reply, receiptHandle)
}

const reportDelayed = ({ telemetry }: Dispatcher, fields: LogFields): void => {
  telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, fields)
}
