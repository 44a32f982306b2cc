import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'

import type { StoredSender } from '../../shared/ports.ts'
import { screen } from '../../shared/rules/screen.ts'
import { noFingerprints } from '../../shared/rules/sender-class.ts'
import { noSiege } from '../../shared/rules/siege.ts'
import { type Decision, decide } from '../../shared/rules/throttle.ts'
import { day } from '../../shared/rules/timing.ts'
import { type Handled, reportBatch } from './batch-report.ts'
import { takeReports } from './delivery-reports.ts'
import { bookAgain, endStale, isClaimed, queueAgain } from './earlier-delivery.ts'
import { createKnownSilent } from './known-silent.ts'
import { isReport, isText, readMessage, type TextMessage } from './message.ts'
import {
  type Dependencies,
  noteSilence,
  type Receiver,
  saveSender,
  type Text,
  textOf,
  type Verdict,
} from './receiver.ts'
import { createRecent } from './recent.ts'
import { reserveReply, stillTurnedAway } from './reserve-reply.ts'

/**
 * Called by AWS with up to ten messages: texts and delivery reports. Every text that is not returned as a failure has its final verdict.
 */
export const createHandler = (dependencies: Dependencies) => {
  const receiver: Receiver = {
    ...dependencies,
    knownSilent: createKnownSilent(),
    turnedAway: createRecent(),
    memory: { siege: noSiege, answered: noFingerprints },
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const messages = Records.map((record) => readMessage(record, dependencies.deliveryTopicArn))
    const [handled, failedReports] = await Promise.all([
      decideTexts(receiver, messages.filter(isText)),
      takeReports(receiver, messages.filter(isReport)),
    ])
    return { batchItemFailures: [...reportBatch(receiver, handled), ...failedReports] }
  }
}

const decideTexts = async (receiver: Receiver, texts: readonly TextMessage[]): Promise<readonly Handled[]> => {
  const bySender = Map.groupBy(texts, ({ sms }) => sms?.sender)
  return (await Promise.all([...bySender.values()].map((messages) => inTurn(receiver, messages)))).flat()
}

/** Texts of one sender are handled one after the other, so they don't compete for the sender's record. */
const inTurn = async (receiver: Receiver, messages: readonly TextMessage[]): Promise<readonly Handled[]> => {
  const handled: Handled[] = []
  for (const message of messages) {
    const { messageId, sms } = message
    try {
      handled.push({ messageId, inboundId: sms?.inboundId, verdict: await receive(receiver, message) })
    } catch (error) {
      handled.push({ messageId, inboundId: sms?.inboundId, error })
    }
  }
  return handled
}

const receive = async (receiver: Receiver, { sms, firstDelivery }: TextMessage): Promise<Verdict> => {
  if (sms === undefined) return 'malformed'
  const screened = screen(sms, receiver.config, receiver.now())
  if (screened.silent === 'stale' && !firstDelivery) return endStale(receiver, sms)
  if (screened.silent !== undefined) return screened.silent

  const text = textOf(receiver, sms, screened)
  // A redelivered text may already have a reservation, which process memory doesn't know and an eventual read could miss.
  const known = firstDelivery ? fromMemory(receiver, text) : undefined
  return known ?? answer(receiver, text, firstDelivery ? 'eventual' : 'consistent')
}

/** The reason for silence, if this process knows it without a request. */
const fromMemory = (receiver: Receiver, text: Text): Verdict | undefined =>
  receiver.knownSilent.recall(text.senderKey, text.sms, receiver.now()) ?? stillTurnedAway(receiver, text)

/** Each conflict means that another writer made progress. More than this means that something is broken, and SQS retries later. */
const maxConflicts = 10

const answer = async (receiver: Receiver, text: Text, firstRead: 'eventual' | 'consistent'): Promise<Verdict> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const stored = await load(receiver, text, conflicts === 0 ? firstRead : 'consistent')
    const decision = decide(stored.record, text.sms, receiver.config, receiver.now())
    const verdict = await carryOut(receiver, text, stored, decision)
    if (verdict !== 'conflict') return verdict
  }
  throw new Error('The record of the sender never stops changing')
}

/** Returns 'conflict' if the record has changed since it was read. Nothing has been done then. */
const carryOut = async (
  receiver: Receiver,
  text: Text,
  stored: StoredSender,
  decision: Decision,
): Promise<Verdict | 'conflict'> => {
  if (decision.kind === 'reply') return reserveReply(receiver, text, stored, decision)
  if (decision.kind !== 'silent' && (await isClaimed(receiver, text))) return 'duplicate'
  if (decision.kind === 'booked') return queueAgain(receiver, text, decision.earlierReplies, decision.dueAt)

  const saved = decision.record === undefined ? stored : await saveSender(receiver, text, stored, decision.record)
  if (saved === undefined) return 'conflict'
  if (decision.kind === 'again') return bookAgain(receiver, text, saved, decision.earlierReplies)
  noteSilence(receiver, text, saved.record, decision.nowBlocked === true)
  return decision.reason
}

/** Loads the sender's record and, in the same request, the month's counters if this process has none yet. */
const load = async (receiver: Receiver, { senderKey, line }: Text, read: 'eventual' | 'consistent') => {
  const { senders, scheduler, config, now } = receiver
  const { min, max } = config.replyDelayMs
  const [stored] = await Promise.all([
    senders.load(senderKey, read),
    scheduler.learn(line.budget, now() + min, now() + max + day, read),
  ])
  return stored
}
