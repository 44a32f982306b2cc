import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import { loadSender } from '../../shared/load-sender.ts'
import type { LogFields } from '../../shared/ports.ts'
import type { LineRefusal } from '../../shared/rules/circuit.ts'
import { carrierOf, textsOf } from '../../shared/rules/config.ts'
import { isLate } from '../../shared/rules/due-time.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { type QueuedReply, routeOf } from '../../shared/rules/queued-reply.ts'
import { errorName, logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { longestDeploymentMs } from '../../shared/rules/timing.ts'
import { catchUp } from './catch-up.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import type { Dependencies, Dispatcher } from './dispatcher.ts'
import { giveUp, leaveTo, noteMessageId, type Progress, settle } from './outcome.ts'
import { createPace } from './pace.ts'
import { hold, isStillWanted, waitAfterRefusalMs } from './waiting.ts'

/** Creates the Lambda handler. SQS delivers each reply again and again until it is settled. */
export const createHandler = (dependencies: Dependencies) => {
  const dispatcher: Dispatcher = {
    ...dependencies,
    breaker: createCircuitBreaker(dependencies),
    pace: createPace(dependencies),
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: { itemIdentifier: string }[] = []
    for (const message of Records)
      if ((await handle(dispatcher, message)) === 'unfinished')
        batchItemFailures.push({ itemIdentifier: message.messageId })
    return { batchItemFailures }
  }
}

const handle = async (dispatcher: Dispatcher, message: SQSRecord): Promise<Progress> => {
  const { body, messageId, receiptHandle } = message
  try {
    const reply = dispatcher.readReply(body)
    if (reply === 'forged') return drop(dispatcher, messageId)
    if (reply === 'other-key') return awaitKey(dispatcher, message)
    return await sendReply(dispatcher, reply, receiptHandle)
  } catch (error) {
    return delay(dispatcher, { messageId, cause: errorName(error) })
  }
}

/** Drops a message that our functions did not sign: write access to the queue must not be enough to text people. */
const drop = ({ telemetry }: Dispatcher, messageId: string): Progress => {
  telemetry.count(metricNames.repliesForged)
  telemetry.log(logEvents.replyForged, { messageId })
  return 'done'
}

/**
 * While a deployment changes the key, receive-sms may sign with one that this function has not got yet. After that, a message that is signed
 * with another key is forged. It is counted as delayed only once: the alarm on delays needs two periods, which no single forgery should fill.
 */
const awaitKey = (dispatcher: Dispatcher, { messageId, attributes }: SQSRecord): Progress => {
  const { telemetry, now } = dispatcher
  // In milliseconds (SQS API reference, ReceiveMessage).
  const age = now() - Number(attributes.SentTimestamp)
  if (age > longestDeploymentMs) return drop(dispatcher, messageId)
  if (attributes.ApproximateReceiveCount === '1') telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, { messageId, cause: 'OtherKey' })
  return 'unfinished'
}

const sendReply = async (dispatcher: Dispatcher, reply: QueuedReply, receiptHandle: string): Promise<Progress> => {
  const now = dispatcher.now()
  if (now < reply.dueAt) return hold(dispatcher, receiptHandle, reply.dueAt - now)
  if (isLate(reply.dueAt, now)) return catchUp(dispatcher, reply, receiptHandle, now)
  if (reply.answerBy !== undefined && now >= reply.answerBy) return giveUp(dispatcher, reply, 'expired')
  // The wait comes first, so that a STOP that arrives meanwhile is seen.
  await dispatcher.pace.turn(carrierOf(dispatcher.config, reply.line))
  const { record } = await loadSender(dispatcher, reply.senderKey, 'consistent')
  if (!isStillWanted(dispatcher, reply, record)) return giveUp(dispatcher, reply, 'cancelled')
  if (dispatcher.breaker.isOpen(routeOf(reply))) {
    // A cancelled reply must not use up a probe of the line.
    const ended = await dispatcher.claims.read(reply.inboundId)
    if (ended !== undefined) return leaveTo(ended, dispatcher, reply)
  }
  if (!(await dispatcher.breaker.mayTry(routeOf(reply)))) return 'unfinished'
  if (!(await isPhoneThere(dispatcher, reply))) return 'unfinished'

  const token = dispatcher.newToken()
  const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })
  return claim.token === token ? publish(dispatcher, reply, token, receiptHandle) : leaveTo(claim, dispatcher, reply)
}

const publish = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  token: string,
  receiptHandle: string,
): Promise<Progress> => {
  const { config, carrier, claims, pace } = dispatcher
  const by = carrierOf(config, reply.line)
  pace.attempts(by)
  const answer = await carrier.send({
    inboundId: reply.inboundId,
    from: reply.line,
    to: reply.replyTo ?? reply.sender,
    text: replyText(reply.language, reply.earlierReplies, textsOf(config, reply.line)),
    maxPriceUsd: config.maxPricePerReplyUsd,
  })
  switch (answer.kind) {
    case 'accepted': {
      pace.accepted(by)
      const progress = await settle(dispatcher, reply, token, 'sent')
      await noteMessageId(dispatcher, reply, answer)
      await noteRecovery(dispatcher, reply)
      return progress
    }
    case 'rejected':
    case 'unknown':
      return settle(dispatcher, reply, token, outcomeOf[answer.kind], { reason: answer.reason })
    default:
      // Nothing was accepted, so the reply can be sent later.
      await claims.release(reply.inboundId, token)
      return answer.kind === 'throttled'
        ? awaitRate(dispatcher, reply, answer.reason, receiptHandle)
        : awaitLine(dispatcher, reply, answer, receiptHandle)
  }
}

const outcomeOf = { rejected: 'failed', unknown: 'uncertain' } as const

/** The carrier got requests too fast. That is no outage, unless it goes on: the reply is hidden for a short while. */
const awaitRate = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  reason: string,
  receiptHandle: string,
): Promise<Progress> => {
  const { pace, breaker, config, telemetry } = dispatcher
  const { holdMs, isStarved } = pace.throttled(carrierOf(config, reply.line))
  if (isStarved || breaker.isOpen(routeOf(reply)))
    return awaitLine(dispatcher, reply, { kind: 'retryable', reason }, receiptHandle)
  telemetry.log(logEvents.replyThrottled, { inboundId: reply.inboundId, budget: reply.budget, reason })
  return hold(dispatcher, receiptHandle, holdMs)
}

/** The line can't send now, or not to this destination. The reply waits for its turn to probe the line, or longer, so that others do. */
const awaitLine = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  { kind, reason }: { readonly kind: 'retryable' | 'refused'; readonly reason: string },
  receiptHandle: string,
): Promise<Progress> => {
  const isLineRefused = await noteRefusal(
    dispatcher,
    reply,
    reason,
    kind === 'retryable' ? 'line' : 'destination or line',
  )
  const fields = { inboundId: reply.inboundId, budget: reply.budget, reason }
  if (isLineRefused) dispatcher.telemetry.count(metricNames.lineRefused)
  dispatcher.telemetry.log(isLineRefused ? logEvents.lineRefused : logEvents.destinationRefused, fields)
  if (kind === 'retryable') return 'unfinished'
  return hold(dispatcher, receiptHandle, waitAfterRefusalMs(reply, isLineRefused, dispatcher.now()))
}

/** Returns whether the circuit breaker of the reply's route is open now. */
const noteRefusal = (
  { breaker }: Dispatcher,
  reply: QueuedReply,
  reason: string,
  of: LineRefusal['of'],
): Promise<boolean> => breaker.refused(routeOf(reply), { reason, of, senderKey: reply.senderKey })

const noteRecovery = async ({ breaker, telemetry }: Dispatcher, reply: QueuedReply): Promise<void> => {
  if (await breaker.accepted(routeOf(reply), reply.senderKey))
    telemetry.log(logEvents.lineRecovered, { budget: reply.budget })
}

/** Whether the line can send now. A phone that doesn't report could send the reply in another hour, or lose it. */
const isPhoneThere = async (dispatcher: Dispatcher, reply: QueuedReply): Promise<boolean> => {
  const { carrier, telemetry } = dispatcher
  const { inboundId, budget } = reply
  const answer = await carrier.isReady(reply.line).catch((error: unknown) => ({ cause: errorName(error) }))
  if (answer === true) return true
  if (answer === false) {
    telemetry.count(metricNames.phoneOffline)
    telemetry.log(logEvents.phoneOffline, { inboundId, budget })
  } else {
    delay(dispatcher, { inboundId, ...answer })
  }
  await noteRefusal(dispatcher, reply, answer === false ? 'PHONE_OFFLINE' : 'PHONE_UNKNOWN', 'line')
  return false
}

/** SQS delivers the reply again when its visibility timeout ends. */
const delay = ({ telemetry }: Dispatcher, fields: LogFields): Progress => {
  telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, fields)
  return 'unfinished'
}
