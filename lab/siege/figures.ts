import { hourOf } from '../../shared/rules/calendar.ts'
import { hour } from '../../shared/rules/timing.ts'
import { awsCostUsd } from './aws-use.ts'
import { receivingEur, sendingEur } from './costs.ts'
import type { ReplayOutcome, Reply } from './replay-outcome.ts'
import { dayAfter, dayBefore, dayOfSiege, type Period, siege, type Text } from './traffic.ts'

/** The results of a replay. Shares are from 0 to 1, times in milliseconds. */
export type Figures = ReturnType<typeof figuresOf>

/** Replies of the number of 2017 had two parts, unlike ours. */
const partsOf2017 = 2

export const figuresOf = (outcome: ReplayOutcome) => {
  const { received, replies, silences, aws } = outcome
  const abusive = received.filter((text) => text.abusive)
  const abusiveReplies = replies.filter(({ text }) => text.abusive)
  const abusiveEur = sendingEur(partsIn(abusiveReplies))
  const unprotectedEur = sendingEur(abusive.length * partsOf2017)
  return {
    ...genuineFigures(outcome),
    texts: received.length,
    abusiveTexts: abusive.length,
    abusiveAnswered: abusiveReplies.length,
    parts: partsIn(replies),
    peakPartsInHour: peakPartsInHour(replies),
    receivingEur: receivingEur(received.length),
    sendingEur: sendingEur(partsIn(replies)),
    abusiveEur,
    /** The cost of abuse as a share of what two parts to each abusive text would have cost. */
    abusiveCostShare: unprotectedEur === 0 ? 0 : abusiveEur / unprotectedEur,
    silenced: silencedFigures(silences),
    ...(aws && { awsUsd: awsCostUsd(aws), dynamoDbRequests: aws.reads + aws.writes }),
  }
}

const silencedFigures = (silences: ReplayOutcome['silences']) => {
  const byReason = [...Map.groupBy(silences, ({ reason }) => reason)]
  const counted = byReason.map(([reason, texts]) => {
    const genuine = texts.filter(({ text }) => isGenuine(text)).length
    return [reason, { genuine, abusive: texts.length - genuine }] as const
  })
  return Object.fromEntries(counted)
}

const peakPartsInHour = (replies: readonly Reply[]): number => {
  const byHour = Map.groupBy(replies, ({ at }) => hourOf(at))
  return Math.max(0, ...[...byHour.values()].map(partsIn))
}

const isGenuine = ({ abusive }: Text): boolean => !abusive

export const partsIn = (replies: readonly Reply[]): number => replies.reduce((sum, { parts }) => sum + parts, 0)

/** A genuine sender counts in the period of the first text. */
const genuineFigures = (outcome: ReplayOutcome) => {
  const { senders } = genuineSenders(outcome)
  const shareIn = shareAnswered(outcome)
  const delays = outcome.replies
    .filter(({ text }) => isGenuine(text) && text.at >= siege.from && text.at < siege.to)
    .map(({ text, at }) => at - text.at)
    .sort((a, b) => a - b)
  return {
    genuineSenders: senders.size,
    answered: shareIn({ from: 0, to: Infinity }),
    answeredDayBefore: shareIn(dayBefore),
    answeredInSiege: shareIn(siege),
    answeredSoon: shareIn(siege, soonMs),
    answeredSoonAllDay: shareIn(dayOfSiege, soonMs),
    answeredAfter: shareIn({ from: siege.to, to: dayAfter.from }),
    answeredDayAfter: shareIn(dayAfter),
    medianDelayMs: quantile(delays, 0.5),
    lateDelayMs: quantile(delays, 0.95),
  }
}

/** The share, from 0 to 1, of the genuine senders who first text in a period that are answered within a time. */
export const shareAnswered = (outcome: Pick<ReplayOutcome, 'received' | 'replies'>) => {
  const { senders, answeredAt } = genuineSenders(outcome)
  return ({ from, to }: Period, withinMs = Number.POSITIVE_INFINITY): number => {
    const counted = [...senders].filter(([, at]) => at >= from && at < to)
    const answered = counted.filter(([sender, at]) => (answeredAt.get(sender) ?? Infinity) - at < withinMs)
    return answered.length / counted.length
  }
}

/** An answer within this time counts as soon. We assume that whoever waits longer has long gone. */
export const soonMs = 4 * hour

/** When each genuine sender first texted, and when each answered one was first answered. */
export const genuineSenders = ({ received, replies }: Pick<ReplayOutcome, 'received' | 'replies'>) => ({
  senders: firstOfEach(received.filter(isGenuine).map(({ sender, at }) => [sender, at])),
  answeredAt: firstOfEach(replies.filter(({ text }) => isGenuine(text)).map(({ text, at }) => [text.sender, at])),
})

/** The earliest moment of each key. */
const firstOfEach = (moments: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => {
  const first = new Map<string, number>()
  for (const [key, at] of moments) first.set(key, Math.min(at, first.get(key) ?? at))
  return first
}

const quantile = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.floor(sorted.length * share)]
