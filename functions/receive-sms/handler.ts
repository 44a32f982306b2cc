import type { SQSBatchResponse, SQSEvent } from 'aws-lambda'
import { again, tried } from '../../shared/batch.ts'
import { readMessage, type TextItem } from '../../shared/inbound.ts'
import { screen } from '../../shared/rules/screen.ts'
import { answer, silenceFromMemory } from './answer.ts'
import { hearBeat } from './beat.ts'
import { createCrowds } from './crowds.ts'
import { createMemory } from './memory.ts'
import type { Dependencies, Receiver, ScreenedText, Verdict } from './receiver.ts'
import { countRefused, type Handled, reportBatch, reportFailure, takeAll, takeReport, undecided } from './reports.ts'
import { createTickets } from './tickets.ts'

/*
 * This is what becomes of a text. Its verdict is a reply, silence for a reason, or a wait. What waits or fails, SQS
 * delivers again.
 *
 * read    A message of the inbound queue holds texts, delivery reports (reports.ts), both, or neither. A beat needs
 *         no verdict (beat.ts).
 * screen  Some rules need no record of the sender: the text's line, its sender, its country. A carrier's STOP passes in
 *         spite of a country that its line can't reach.
 * decide  A text to which a reply is promised already only has that queued again. A STOP opts its sender out for a
 *         year, and cancels what waits: a carrier's word, or a wish in any words once a reply was due. A START within
 *         ten minutes of the first STOP takes the opt-out back. Both get silence and are strikes; but during a block no
 *         START counts, and a STOP only if it prolongs the opt-out. All other texts of a sender who opted out or is
 *         blocked get silence, and so does a text that is too old, or leaves too little time to answer. A text too soon
 *         after a reply, or a promise of one, gets silence and is a strike, too, unless it was sent so long before a
 *         promise, a minute or more, that its sender could not know of it. Enough strikes block the sender (opt-out.ts,
 *         throttle.ts). For a minute after a silence, this process may keep silent from memory.
 * plan    Any other text gets a reply if there is room, silence if none can come in time, or it waits (siege.ts). That
 *         depends on the budget's counters and on who else texts (crowds.ts), as far as this process knows. Without
 *         room, another text of a sender who waits gets silence, and so does a sender's next text within five minutes
 *         of one that was turned away.
 * wait    A text that must wait is counted with those that are like it, and draws a lot. The lot goes into the sender's
 *         record, and the message is hidden. It comes again once in each period of twenty minutes, and is planned anew.
 *         After four hours, or a day if it came late, it gets a reply or silence.
 * book    A ticket with a due time is counted in its hour, day and month. If the hour has filled up meanwhile, the text
 *         is planned anew. If no answer comes, this process books nothing for two to fifteen minutes. A ticket is never
 *         given back to the budget: if another writer changes the sender's record first, this process uses it for the
 *         next reply that it plans into that hour. If bookings succeed but saves fail, each delivery of a text would
 *         lose a ticket. So if a text was delivered more often than its wait explains, or if this process's last save
 *         got no answer, the record is first saved unchanged, as a trial (booking.ts).
 * save    The ticket's due time goes into the sender's record: now the reply is promised. What a silence changes, such
 *         as an opt-out or a strike, is saved, too. If another writer was first, the text is decided anew.
 * queue   The reply goes into the queue of send-reply. If the text is delivered again, the record has its promise, and
 *         the reply is queued again unless send-reply has claimed it. The verdict on that delivery is silence: the text
 *         is a duplicate.
 */

/** Creates the Lambda handler. A batch has up to ten messages, each with texts or delivery reports. */
export const createHandler = (dependencies: Dependencies) => {
  const receiver: Receiver = {
    ...dependencies,
    memory: createMemory(),
    tickets: createTickets(dependencies),
    crowds: createCrowds(dependencies.crowdStore, dependencies.now),
  }
  return async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const items = Records.flatMap((record) => readMessage(record, dependencies.topics))
    const texts = items.filter((item) => item.kind === 'text')
    const reports = items.filter((item) => item.kind === 'report')
    const beats = items.filter((item) => item.kind === 'beat')
    const [handled, ...untaken] = await Promise.all([
      decideTexts(receiver, texts),
      takeAll(receiver, reports, takeReport),
      takeAll(receiver, beats, hearBeat),
    ])
    const failed = new Set([...undecided(handled), ...untaken.flat()])
    reportBatch(receiver, handled, failed)
    return again(failed)
  }
}

const decideTexts = async (receiver: Receiver, texts: readonly TextItem[]): Promise<readonly Handled[]> => {
  const now = receiver.now()
  const bySender = Map.groupBy(texts, ({ inbound }) => inbound?.sender)
  return (await Promise.all([...bySender.values()].map((sameSender) => oneByOne(receiver, sameSender, now)))).flat()
}

/**
 * Handles the texts of one sender one after the other, so they don't compete for the sender's record. The first is
 * planned as of the time of the batch, like the first of each other sender, so that their bookings can share a request.
 */
const oneByOne = async (receiver: Receiver, items: readonly TextItem[], now: number): Promise<readonly Handled[]> => {
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
  const { inbound, deliveries, receiptHandle } = item
  if (inbound === undefined) return 'malformed'
  const screened = screen(inbound, receiver.config)
  if (screened.silent !== undefined) {
    countRefused(receiver, inbound)
    return screened.silent
  }
  const { line, country } = screened
  const text: ScreenedText = {
    ...{ inbound, receiptHandle, deliveries, line, country, now },
    senderKey: receiver.senderKeyOf(inbound.sender),
    delayChance: receiver.random(),
    lotChance: receiver.random(),
  }
  // Memory has the records of senders who just got silence. A redelivered text's promise may be missing there.
  const silent = deliveries === 1 ? await silenceFromMemory(receiver, text) : undefined
  return silent ?? answer(receiver, text, firstRead)
}
