import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { again, tried } from '../../shared/batch.ts'
import { readMessage, type TextItem } from '../../shared/inbound.ts'
import { loadSender } from '../../shared/load-sender.ts'
import { screen } from '../../shared/rules/screen.ts'
import { decide } from '../../shared/rules/throttle.ts'
import { answer, silenceFromMemory } from './answer.ts'
import { queueAgain } from './booking.ts'
import { createCrowds } from './crowds.ts'
import { createMemory } from './memory.ts'
import type { Dependencies, Receiver, ScreenedText, Verdict } from './receiver.ts'
import { type Handled, reportBatch, reportFailure, takeReports, undecided } from './reports.ts'

/*
 * What becomes of a text. Its verdict is silence, for a reason, or a reply. What fails, SQS delivers again.
 *
 * read    A message of the inbound queue has texts, reports on replies (reports.ts), both or neither.
 * screen  Rules that need no record: its age, the time left to answer, its line, its sender, its country. A STOP is
 *         heard however late, and from all countries of the stage, even if the line can't answer there.
 * plan    The reply that is promised already (answer.ts), if any. Else silence for who opted out, is blocked, or was
 *         answered lately. Else a reply if there is room for the text (siege.ts), silence if none can come in time, or
 *         it waits. That goes by the sender's record, the budget's counters, and who else texts.
 * wait    A text draws a lot once it is counted with those that are like it (crowds.ts). The lot goes into the sender's
 *         record, and the message is hidden. It is delivered again in the next twenty minutes, and planned again.
 * book    A ticket with a due time is counted in its hour, day and month. If the hour has filled up: plan again.
 *         A ticket is never given back. If another writer kept it from being saved, this process's next reply planned
 *         into that hour takes it. A text that is delivered again, though not because it waited, has perhaps lost one:
 *         it books only once its sender's record could be saved as it is. So does any text after a save that failed.
 * save    The ticket's due time goes into the sender's record: the reply is promised. So does what a silence changes,
 *         such as a STOP. If somebody else has changed the record since it was read: plan again.
 * queue   The reply waits in the queue for send-reply. A text that is delivered again finds its promise and queues that
 *         again, unless send-reply has claimed it; its verdict is then silence.
 */

/** Creates the Lambda handler. A batch has up to ten messages, each with texts or delivery reports. */
export const createHandler = (dependencies: Dependencies) => {
  const receiver: Receiver = {
    ...dependencies,
    memory: createMemory(),
    crowds: createCrowds(dependencies.crowdStore, dependencies.now),
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const items = Records.flatMap((record) => readMessage(record, dependencies.topics))
    const texts = items.filter((item) => item.kind === 'text')
    const reports = items.filter((item) => item.kind === 'report')
    const [handled, untaken] = await Promise.all([decideTexts(receiver, texts), takeReports(receiver, reports)])
    const failed = new Set([...undecided(handled), ...untaken])
    reportBatch(receiver, handled, failed)
    return again(failed)
  }
}

const decideTexts = async (receiver: Receiver, texts: readonly TextItem[]): Promise<readonly Handled[]> => {
  const now = receiver.now()
  const bySender = Map.groupBy(texts, ({ inbound }) => inbound?.sender)
  return (await Promise.all([...bySender.values()].map((sameSender) => inTurn(receiver, sameSender, now)))).flat()
}

/**
 * Texts of one sender are handled one after the other, so they don't compete for the sender's record. The first of all
 * senders have one time, so that those that are booked into one hour find the same room, and share a request.
 */
const inTurn = async (receiver: Receiver, items: readonly TextItem[], now: number): Promise<readonly Handled[]> => {
  const handled: Handled[] = []
  for (const [i, item] of items.entries()) {
    const { messageId, carrier, inbound, deliveries } = item
    // A text must see what earlier texts of its sender wrote, and a redelivered one its promise.
    const firstRead = i === 0 && deliveries === 1 ? 'eventual' : 'consistent'
    const about = { messageId, carrier, inboundId: inbound?.inboundId }
    const verdict = await tried(
      () => receive(receiver, item, firstRead, i === 0 ? now : receiver.now()),
      (error) => reportFailure(receiver, about, error),
    )
    handled.push({ ...about, verdict })
  }
  return handled
}

const receive = async (
  receiver: Receiver,
  item: TextItem,
  firstRead: 'eventual' | 'consistent',
  now: number,
): Promise<Verdict> => {
  const { inbound, mergeNames, deliveries } = item
  if (inbound === undefined) return 'malformed'
  const screened = screen(inbound, receiver.config, now)
  if (screened.silent !== undefined) {
    if (screened.silent === 'stale' && deliveries > 1) await queueIfPromised(receiver, { ...item, inbound }, now)
    return screened.silent
  }
  // WhatsApp may know a sender by an id and a number. Their records become one before either is read.
  const isJustMerged = (await mergeNames?.(inbound, receiver, now)) ?? false
  const text = textOf(receiver, { ...item, inbound }, screened, now)
  // Memory has the records of senders who just got silence. A redelivered text's promise may be missing there.
  const silent = deliveries === 1 ? await silenceFromMemory(receiver, text) : undefined
  return silent ?? answer(receiver, text, isJustMerged ? 'consistent' : firstRead)
}

/** An item whose text has a known format. */
type ReadText = Pick<ScreenedText, 'inbound' | 'receiptHandle' | 'deliveries'>

/** An earlier delivery of a stale text may have promised a reply and died before queueing it: it is queued now. */
const queueIfPromised = async (receiver: Receiver, read: ReadText, now: number): Promise<void> => {
  const { inbound } = read
  // By its own time it isn't stale, so the other rules of the screen still apply.
  const screened = screen(inbound, receiver.config, inbound.sentAt)
  if (screened.silent !== undefined) return
  const text = textOf(receiver, read, screened, now)
  const { record } = await loadSender(receiver, text.senderKey, 'consistent')
  const decision = decide(record, text.inbound, receiver.config, text.now)
  if (decision.kind === 'promised') await queueAgain(receiver, text, decision)
}

const textOf = (
  receiver: Receiver,
  { inbound, receiptHandle, deliveries }: ReadText,
  { line, country }: Pick<ScreenedText, 'line' | 'country'>,
  now: number,
): ScreenedText => ({
  ...{ inbound, receiptHandle, deliveries, line, country, now },
  senderKey: receiver.senderKeyOf(inbound.sender),
  delayChance: receiver.random(),
  lotChance: receiver.random(),
})
