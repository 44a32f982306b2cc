import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import type { CarrierName } from '../../carriers/index.ts'
import { loadSender } from '../../shared/load-sender.ts'
import type {
  BookingNotes,
  CircuitStore,
  ClaimStore,
  Gateway,
  LogFields,
  OutboundSms,
  ReplyQueue,
  SenderStore,
  SendResult,
  Telemetry,
} from '../../shared/ports.ts'
import { isLate } from '../../shared/rules/calendar.ts'
import { type Config, type Line, lineOf, textsOf } from '../../shared/rules/config.ts'
import { replyText } from '../../shared/rules/messages.ts'
import { type QueuedReply, routeOf } from '../../shared/rules/queued-reply.ts'
import { errorName, logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { longestDeploymentMs } from '../../shared/rules/timing.ts'
import type { Scheduler } from '../../shared/scheduler.ts'
import { catchUp } from './catch-up.ts'
import { giveUp, hold, isStillWanted, noteMessageId, type Progress, resolveClaim, settle } from './outcome.ts'
import {
  awaitLine,
  awaitRate,
  type CircuitBreaker,
  createCircuitBreaker,
  createPace,
  noteRecovery,
  noteRefusal,
  type Pace,
} from './refusals.ts'

/** What the handler depends on: ports, the stage's config, time, and tokens that are unique across processes. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'claim' | 'settle' | 'release' | 'noteMessageId'>
  readonly circuits: CircuitStore
  readonly scheduler: Pick<Scheduler, 'book'>
  readonly notes: BookingNotes
  readonly replies: ReplyQueue
  /**
   * Reads a message body. Returns `forged` if our functions did not queue it, and `other-key` if it is signed with a key that this function
   * does not have. Throws if our functions queued it and its format is unknown.
   */
  readonly readReply: (body: string) => QueuedReply | 'forged' | 'other-key'
  /** The gateways of the stage's lines, by carrier. */
  readonly gateways: Readonly<Partial<Record<CarrierName, Gateway>>>
  readonly telemetry: Telemetry
  readonly config: Config
  readonly now: () => number
  readonly random: () => number
  /** Resolves after `ms` milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  readonly newToken: () => string
}

/** The dependencies, and what one process remembers. */
export type Dispatcher = Dependencies & { readonly breaker: CircuitBreaker; readonly pace: Pace }

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
    return reportDelayed(dispatcher, { messageId, cause: errorName(error) })
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
  const line = lineOf(dispatcher.config, reply.line)
  if (line === undefined) return giveUp(dispatcher, reply, 'cancelled')
  // The wait comes first, so that a STOP that arrives meanwhile is seen.
  await dispatcher.pace.turn(line.carrier)
  const { record } = await loadSender(dispatcher, reply.senderKey, 'consistent')
  if (!isStillWanted(dispatcher, reply, record)) return giveUp(dispatcher, reply, 'cancelled')
  if (dispatcher.breaker.isOpen(routeOf(reply))) {
    // A cancelled reply must not use up a probe of the line.
    const ended = await dispatcher.claims.read(reply.inboundId)
    if (ended !== undefined) return resolveClaim(ended, dispatcher, reply)
  }
  if (!(await dispatcher.breaker.mayTry(routeOf(reply)))) return 'unfinished'
  const gateway = gatewayOf(dispatcher, line)
  if (!(await isReady(dispatcher, gateway, reply))) return 'unfinished'

  const token = dispatcher.newToken()
  const claim = await dispatcher.claims.claim(reply.inboundId, { token, claimedAt: dispatcher.now() })
  if (claim.token !== token) return resolveClaim(claim, dispatcher, reply)
  dispatcher.pace.attempts(line.carrier)
  const result = await gateway.send(outboundSms(dispatcher, reply))
  return conclude(dispatcher, reply, token, line.carrier, result, receiptHandle)
}

const gatewayOf = ({ gateways }: Dispatcher, { carrier }: Line): Gateway => {
  const gateway = gateways[carrier]
  if (gateway === undefined) throw new Error('The line has a carrier that this function was not given')
  return gateway
}

const outboundSms = ({ config }: Dispatcher, reply: QueuedReply): OutboundSms => ({
  inboundId: reply.inboundId,
  from: reply.line,
  to: reply.replyTo ?? reply.sender,
  text: replyText(reply.language, reply.earlierReplies, textsOf(config, reply.line)),
  maxPriceUsd: config.maxPricePerReplyUsd,
})

/** Does what the result of an attempt asks for: writes an outcome into our claim, or gives the claim back, so that the reply can be sent later. */
const conclude = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  token: string,
  carrier: CarrierName,
  result: SendResult,
  receiptHandle: string,
): Promise<Progress> => {
  switch (result.kind) {
    case 'accepted': {
      dispatcher.pace.accepted(carrier)
      const progress = await settle(dispatcher, reply, token, 'sent')
      await noteMessageId(dispatcher, reply, result)
      await noteRecovery(dispatcher, reply)
      return progress
    }
    case 'rejected':
      return settle(dispatcher, reply, token, 'failed', { reason: result.reason })
    case 'unknown':
      return settle(dispatcher, reply, token, 'uncertain', { reason: result.reason })
    default:
      // Nothing was accepted, so the reply can be sent later.
      await dispatcher.claims.release(reply.inboundId, token)
      return result.kind === 'throttled'
        ? awaitRate(dispatcher, reply, carrier, result.reason, receiptHandle)
        : awaitLine(dispatcher, reply, result, receiptHandle)
  }
}

/** Whether the line can send now, as far as its gateway can tell. A line that can't counts as refused. */
const isReady = async (dispatcher: Dispatcher, { readiness }: Gateway, reply: QueuedReply): Promise<boolean> => {
  if (readiness === undefined) return true
  const { telemetry } = dispatcher
  const { inboundId, budget } = reply
  const { metric, event, reason } = readiness.whenNot
  const answer = await readiness.isReady(reply.line).catch((error: unknown) => ({ cause: errorName(error) }))
  if (answer === true) return true
  if (answer === false) {
    telemetry.count(metric)
    telemetry.log(event, { inboundId, budget })
  } else {
    reportDelayed(dispatcher, { inboundId, ...answer })
  }
  await noteRefusal(dispatcher, reply, answer === false ? reason : readiness.reasonIfUnknown, 'line')
  return false
}

/** SQS delivers the reply again when its visibility timeout ends. */
const reportDelayed = ({ telemetry }: Dispatcher, fields: LogFields): Progress => {
  telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, fields)
  return 'unfinished'
}
