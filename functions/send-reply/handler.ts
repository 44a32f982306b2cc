import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { again, tried } from '../../shared/batch.ts'
import { NamedError } from '../../shared/named-error.ts'
import type { LogFields, SendResult } from '../../shared/ports.ts'
import { lineOf } from '../../shared/rules/config.ts'
import { costOfLoss, heldMs, owedMs, paidByAnswer, restMs } from '../../shared/rules/debt.ts'
import { expiryOf } from '../../shared/rules/queued-reply.ts'
import { errorName, logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { longestDeploymentMs, longestSleepMs } from '../../shared/rules/timing.ts'
import { takeBeat } from './beat.ts'
import {
  type Ack,
  askLine,
  asksEachTime,
  type Delivery,
  type Dependencies,
  type Dispatcher,
  deliveryOn,
  hide,
  hideWithJitter,
  isStillWanted,
  keepPace,
  type LineDelivery,
} from './delivery.ts'
import { conclude, giveUp, hideFromLine, resolveClaim } from './outcome.ts'
import { createPaces } from './pace.ts'

/*
 * This is what becomes of a queued reply. SQS delivers it again and again until it is settled. In one delivery:
 *
 * read    A message that our functions did not sign is dropped. One with another key is left until it is an hour old,
 *         and then dropped. A beat takes these steps but for the sending, and no rest holds it (beat.ts).
 * due     Until it is due, the message is hidden. The reply is given up a day after that, when its carrier stops
 *         accepting it (`answerBy`), or if its line or country is gone when it is due.
 * pace    Each process spaces its requests (pace.ts). If it may make one within seconds, the delivery sleeps here; else
 *         the message is hidden until then.
 * ask     A question that sends nothing comes first if this process hasn't heard from the carrier for ten minutes, or
 *         got no clear answer to its last attempt; and each time on a line that may not be ready. If nobody answers, or
 *         it isn't ready, the message is hidden. If the carrier refuses the question, the reply is attempted all the
 *         same, for it may be accepted.
 * check   The sender's record is read as late as possible. The reply ends if its sender has opted out or was forgotten.
 * rest    A line owes time for each attempt without a clear answer; acceptances, rejections and time pay it back
 *         (debt.ts). While it owes too much it rests: messages are hidden, but for replies that are about to expire,
 *         whose attempts change no debt.
 * claim   A claim by the text's id gives this delivery the only right to send. If another delivery made it over 22
 *         seconds ago and left no outcome, it may have sent, so nobody sends again: the reply ends as uncertain, or as
 *         sent if a report says so.
 * send    The gateway of the line's carrier makes one attempt.
 * settle  If the carrier accepts or rejects the reply, or gives no clear answer, that is final: the outcome is written
 *         into the claim, and counted once (outcome.ts).
 * release Otherwise nothing was accepted. The claim is deleted, and the message hidden for as long again as the reply
 *         has been due, from two minutes to an hour. If it was throttled, that is measured from the first throttle
 *         since this process's last acceptance, unless it was due later. None is hidden past its expiry.
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
  if (reply === 'other-key') return leaveForKey(dispatcher, message)
  const delivery = { ...dispatcher, reply, receiptHandle }
  return reply.beat ? takeBeat(delivery) : sendReply(delivery)
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
const leaveForKey = (dispatcher: Dispatcher, { messageId, attributes }: SQSRecord): Ack => {
  const { telemetry, now } = dispatcher
  // In milliseconds (SQS API reference, ReceiveMessage).
  const age = now() - Number(attributes.SentTimestamp)
  if (age > longestDeploymentMs) return drop(dispatcher, messageId)
  if (attributes.ApproximateReceiveCount === '1') telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, { messageId, cause: 'OtherKey' })
  return 'unfinished'
}

/** Sends a reply that is due and still wanted, at the pace of its line and if somebody is there to take it. */
const sendReply = async (delivery: Delivery): Promise<Ack> => {
  const { reply, config } = delivery
  const now = delivery.now()
  if (now < reply.dueAt) return hide(delivery, reply.dueAt - now)
  if (now >= expiryOf(reply)) return giveUp(delivery, 'expired')
  const line = lineOf(config, reply.line)
  // A deployment may have taken away the line or the country, where a STOP would not be heard any more.
  if (line === undefined || !config.countries.includes(reply.country)) return giveUp(delivery, 'cancelled')
  const onLine = deliveryOn(delivery, line)
  return (await keepPace(onLine)) ?? (await ask(onLine, now)) ?? attempt(onLine)
}

/** Asks whether anybody would take the reply, unless that is known. Returns undefined once it may be attempted. */
const ask = async (delivery: LineDelivery, since: number): Promise<Ack | undefined> => {
  if (!asksEachTime(delivery.line) && !delivery.pace.mustAsk()) return undefined
  const presence = await askLine(delivery)
  if (presence === 'nobody' || presence === 'not ready') return hideFromLine(delivery, presence)
  // If the question counted as a request, the attempt keeps the pace, too, in the sleep that is left.
  return keepPace(delivery, longestSleepMs - (delivery.now() - since))
}

/** Attempts to send the reply, once, if it is still wanted and its line doesn't rest. */
const attempt = async (delivery: LineDelivery): Promise<Ack> => {
  const { reply, line, claims, debts, gateway, pace, now, newToken } = delivery
  // Read late, so that a STOP that came while this reply was hidden is seen; the debt at the same time.
  const [isWanted, paidAt] = await Promise.all([isStillWanted(delivery), debts.read(line.number)])
  if (!isWanted) return giveUp(delivery, 'cancelled')
  const ms = heldMs(paidAt, expiryOf(reply), now())
  if (ms > 0) return hideWithJitter(delivery, ms)
  const token = newToken()
  const claim = await claims.claim(reply.inboundId, { token, claimedAt: now() })
  if (claim.token !== token) return resolveClaim(delivery, claim)
  pace.noteRequest()
  const result = await gateway.send(delivery.outbound)
  pace.noteResult(result.kind)
  // At the same time, because this invocation may have little time left.
  const [concluded, noted] = await Promise.allSettled([
    conclude(delivery, token, result),
    noteDebt(delivery, paidAt, result.kind),
  ])
  if (concluded.status === 'rejected') throw concluded.reason
  if (noted.status === 'rejected') throw new NamedError('DebtNotNoted', 'What a line owes could not be noted')
  return concluded.value
}

/** Notes what an attempt costs its line, or pays back. While the line rests, attempts change nothing. */
const noteDebt = async (delivery: LineDelivery, paidAt: number, result: SendResult['kind']): Promise<void> => {
  const { debts, line, reply, now } = delivery
  if (restMs(paidAt, now()) > 0) return
  if (result === 'unknown') return debts.add(line.number, costOfLoss(reply.inboundId), now())
  const isAnswer = result === 'accepted' || result === 'rejected'
  if (isAnswer && owedMs(paidAt, now()) > 0) await debts.add(line.number, -paidByAnswer, now())
}

const reportDelayed = ({ telemetry }: Dispatcher, fields: LogFields): void => {
  telemetry.count(metricNames.repliesDelayed)
  telemetry.log(logEvents.replyDelayed, fields)
}
