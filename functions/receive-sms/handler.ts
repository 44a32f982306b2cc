import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { again, done } from '../../shared/batch.ts'
import { readMessage, type TextItem } from '../../shared/inbound.ts'
import { loadSender } from '../../shared/load-sender.ts'
import { createRecent } from '../../shared/recent.ts'
import { budgetOf, lineOf } from '../../shared/rules/config.ts'
import type { InboundText } from '../../shared/rules/inbound-text.ts'
import { screen } from '../../shared/rules/screen.ts'
import { noFingerprints } from '../../shared/rules/sender-class.ts'
import { type Late, lateAs, lateWindow, withLate } from '../../shared/rules/siege.ts'
import { decide } from '../../shared/rules/throttle.ts'
import { day, lateAfterMs } from '../../shared/rules/timing.ts'
import { answer, silenceFromMemory } from './answer.ts'
import { queueAgain } from './booking.ts'
import type { Dependencies, Receiver, ScreenedText, Verdict } from './receiver.ts'
import { type Handled, reportBatch, reportFailure, takeReports, undecided } from './reports.ts'

/*
 * What becomes of a text. Its verdict is silence or a reply; after a crash or a lost answer, SQS delivers it again.
 *
 * read    A message of the inbound queue has texts, or reports on replies (reports.ts).
 * screen  Rules that need no record: its age, its line, its country. A STOP is heard from abroad, and late.
 * plan    A pure decision by the sender's record and the budget's counters: silence, a reply in an hour with room,
 *         or one that is promised already (answer.ts). If the record or the hour turns out to have changed, again.
 * book    A ticket for the reply's parts is counted in its hour. What is booked stays booked.
 * save    The ticket's due time goes into the sender's record, unless that has changed: the reply is promised.
 * queue   The reply waits in the queue for send-reply. A text that is delivered again finds its promise, and queues
 *         the reply again unless it is claimed.
 */

/** Creates the Lambda handler. A batch has up to ten messages, each with texts or delivery reports. */
export const createHandler = (dependencies: Dependencies) => {
  const receiver: Receiver = {
    ...dependencies,
    silenced: createRecent(),
    unsaved: createRecent(),
    backlog: createRecent(),
    memory: { answered: noFingerprints },
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const items = Records.flatMap((record) => readMessage(record, dependencies.topics))
    const [handled, untaken] = await Promise.all([
      decideTexts(
        receiver,
        items.filter((item) => item.kind === 'text'),
      ),
      takeReports(
        receiver,
        items.filter((item) => item.kind === 'report'),
      ),
    ])
    const failed = new Set([...undecided(handled), ...untaken])
    reportBatch(receiver, handled, failed)
    return again(failed)
  }
}

const decideTexts = async (receiver: Receiver, texts: readonly TextItem[]): Promise<readonly Handled[]> => {
  noteLate(
    receiver,
    texts.flatMap(({ sms }) => sms ?? []),
    receiver.now(),
  )
  const bySender = Map.groupBy(texts, ({ sms }) => sms?.sender)
  return (await Promise.all([...bySender.values()].map((messages) => inTurn(receiver, messages)))).flat()
}

/** Texts of one sender are handled one after the other, so they don't compete for the sender's record. */
const inTurn = async (receiver: Receiver, messages: readonly TextItem[]): Promise<readonly Handled[]> => {
  const handled: Handled[] = []
  for (const [i, message] of messages.entries()) {
    const { messageId, carrier, sms, firstDelivery } = message
    // A text must see what earlier texts of its sender wrote, and a redelivered one its promise: else it books in vain.
    const firstRead = i === 0 && firstDelivery ? 'eventual' : 'consistent'
    const about = { messageId, carrier, inboundId: sms?.inboundId }
    const verdict = await done(
      () => receive(receiver, message, firstRead),
      (error) => reportFailure(receiver, about, error),
    )
    handled.push({ ...about, verdict })
  }
  return handled
}

const receive = async (
  receiver: Receiver,
  { sms, noteNames, firstDelivery }: TextItem,
  firstRead: 'eventual' | 'consistent',
): Promise<Verdict> => {
  if (sms === undefined) return 'malformed'
  const now = receiver.now()
  const screened = screen(sms, receiver.config, now)
  if (screened.silent === 'stale' && !firstDelivery) await queueIfPromised(receiver, sms, now)
  if (screened.silent !== undefined) return screened.silent

  const isRenamed = (await noteNames?.(sms, receiver, now)) ?? false
  const text = textOf(receiver, sms, screened, now)
  // A redelivered text may already be promised a reply, which process memory doesn't know.
  const silent = firstDelivery ? await silenceFromMemory(receiver, text) : undefined
  return silent ?? answer(receiver, text, isRenamed ? 'consistent' : firstRead)
}

/**
 * An earlier delivery of a text that is stale now may have promised a reply and died before queueing it, so it is
 * queued now.
 */
const queueIfPromised = async (receiver: Receiver, sms: InboundText, now: number): Promise<void> => {
  const screened = screen(sms, receiver.config, sms.sentAt)
  if (screened.silent !== undefined) return
  const text = textOf(receiver, sms, screened, now)
  const { record } = await loadSender(receiver, text.senderKey, 'consistent')
  const decision = decide(record, text.sms, receiver.config, text.now)
  if (decision.kind === 'promised') await queueAgain(receiver, text, decision)
}

const textOf = (
  receiver: Receiver,
  sms: InboundText,
  { line, country }: Pick<ScreenedText, 'line' | 'country'>,
  now: number,
): ScreenedText => ({
  sms,
  senderKey: receiver.senderKeyOf(sms.sender),
  line,
  country,
  now,
  chance: receiver.random(),
  answered: receiver.memory.answered,
  late: lateFor(receiver, sms, now),
})

/** Adds a batch's late texts to the backlog before any of them is planned, because a rush mostly comes in one batch. */
const noteLate = (receiver: Receiver, texts: readonly InboundText[], now: number): void => {
  const late = texts.filter((sms) => isLate(sms, now))
  for (const [key, inWindow] of Map.groupBy(late, (sms) => backlogKeyOf(receiver, sms))) {
    const ids = inWindow.map(({ inboundId }) => inboundId)
    if (key !== undefined) receiver.backlog.set(key, withLate(receiver.backlog.get(key, now), ids), now + day)
  }
}

const isLate = ({ sentAt }: InboundText, now: number): boolean => now - sentAt > lateAfterMs

/** Late texts of a line's budget that were sent in one window share a key. Undefined if the line is unknown. */
const backlogKeyOf = ({ config }: Receiver, sms: InboundText): string | undefined => {
  const line = lineOf(config, sms.line)
  return line && `${line.budget} ${lateWindow(sms.sentAt, budgetOf(config, line.budget))}`
}

const lateFor = (receiver: Receiver, sms: InboundText, now: number): Late | undefined => {
  if (!isLate(sms, now)) return undefined
  const seen = receiver.backlog.get(backlogKeyOf(receiver, sms) ?? '', now)
  // Unless it became late since its batch was noted, or a full map forgot its window, the window is there.
  return seen === undefined ? 'alone' : lateAs(seen, sms.inboundId)
}
