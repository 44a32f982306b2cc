import type { BeatItem } from '../../shared/inbound.ts'
import { impossible } from '../../shared/named-error.ts'
import { beatDelayMs, beatIdOf, beatName, beatRetryMs, nextBeatAfter } from '../../shared/rules/beat.ts'
import { pastHours } from '../../shared/rules/budget.ts'
import { hourOf, monthOf } from '../../shared/rules/calendar.ts'
import type { Line } from '../../shared/rules/config.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { saveSender } from '../../shared/save-sender.ts'
import { load } from './answer.ts'
import type { Receiver } from './receiver.ts'
import type { Taken } from './reports.ts'

/** More than all beats of a month. */
const roomy = { hour: 1e6, day: 1e6, month: 1e6 }

/** Makes each request that a text can need, under other names, and queues a beat for each line. Drops late beats. */
export const hearBeat = async (receiver: Receiver, beat: BeatItem): Promise<Taken> => {
  const { config, budgets, crowds, texts, telemetry } = receiver
  const now = receiver.now()
  if (now >= nextBeatAfter(beat.publishedAt)) return 'taken'
  await texts.hide(beat.receiptHandle, beatRetryMs)
  await budgets.book(beatName, hourOf(now), roomy, pastHours(now, monthOf(now), {}))
  await crowds.learn(beatName, 'consistent')
  await crowds.count(beatName, { beat: 1 })
  const promised = await Promise.all(config.lines.map((line) => promiseBeat(receiver, beat, line, now)))
  if (promised.includes('again')) return 'again'
  telemetry.count(metricNames.beatsHeard)
  return 'taken'
}

/** Promises a line its beat in a record of its own, in place of the last one, and queues it. */
const promiseBeat = async (receiver: Receiver, beat: BeatItem, line: Line, now: number): Promise<Taken> => {
  const { config, replies, random } = receiver
  const senderKey = receiver.senderKeyOf(`${beatName}/${line.number}`)
  const inboundId = beatIdOf(beat.publishedAt, line.number)
  const { version } = await load(receiver, { senderKey, line: { ...line, budget: beatName }, now }, 'consistent')
  const dueAt = now + beatDelayMs
  const promise = { ...unknownSender, replies: new Map([[inboundId, { at: now, dueAt }]]) }
  // Another process was first.
  if ((await saveSender(receiver, { senderKey, now }, promise, version)) === undefined) return 'again'
  await replies.put({
    format: 1,
    inboundId,
    senderKey,
    // No country has this code. Each beat has another number, so that no filter passes beats alone by chance.
    sender: `+999${String(Math.floor(random() * 1e9)).padStart(9, '0')}`,
    line: line.number,
    country: config.countries[0] ?? impossible('No country is answered'),
    language: line.language,
    earlierReplies: 0,
    budget: line.budget,
    sentAt: beat.publishedAt,
    dueAt,
    answerBy: nextBeatAfter(beat.publishedAt),
    beat: true,
  })
  return 'taken'
}
