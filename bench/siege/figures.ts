import { hourOf } from '../../shared/rules/calendar.ts'
import { hour } from '../../shared/rules/timing.ts'
import type { Account, Reply } from './account.ts'
import { awsCostUsd } from './aws-use.ts'
import { receivingEur, sendingEur } from './costs.ts'
import { dayAfter, dayBefore, type Period, siege, type Text } from './traffic.ts'

/** What a replay comes to. Shares are of 1, times in milliseconds. */
export type Figures = ReturnType<typeof figuresOf>

/** Unlike ours, replies of the number of 2017 had two parts. */
const partsOf2017 = 2

export const figuresOf = (account: Account) => {
  const { received, replies, silences, aws } = account
  const abusive = received.filter((text) => text.abusive)
  const abusiveReplies = replies.filter(({ text }) => text.abusive)
  const abusiveEur = sendingEur(partsIn(abusiveReplies))
  const unprotectedEur = sendingEur(abusive.length * partsOf2017)
  return {
    ...genuineFigures(account),
    texts: received.length,
    abusiveTexts: abusive.length,
    abusiveAnswered: abusiveReplies.length,
    parts: partsIn(replies),
    peakPartsInHour: peakPartsInHour(replies),
    receivingEur: receivingEur(received.length),
    sendingEur: sendingEur(partsIn(replies)),
    abusiveEur,
    /** Of what two parts to each abusive text would have cost. */
    abusiveCostShare: unprotectedEur === 0 ? 0 : abusiveEur / unprotectedEur,
    silenced: silencedFigures(silences),
    ...(aws && { awsUsd: awsCostUsd(aws), dynamoDbRequests: aws.reads + aws.writes }),
  }
}

const silencedFigures = (silences: Account['silences']) => {
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

/** A genuine sender counts where his first text falls. */
const genuineFigures = (account: Account) => {
  const { senders, answeredAt } = genuineSenders(account)
  const shareIn = ({ from, to }: Period, withinMs = Number.POSITIVE_INFINITY): number => {
    const counted = [...senders].filter(([, at]) => at >= from && at < to)
    return (
      counted.filter(([sender, at]) => (answeredAt.get(sender) ?? Infinity) - at < withinMs).length / counted.length
    )
  }
  const delays = account.replies
    .filter(({ text }) => isGenuine(text) && text.at >= siege.from && text.at < siege.to)
    .map(({ text, at }) => at - text.at)
    .sort((a, b) => a - b)
  return {
    genuineSenders: senders.size,
    answered: shareIn({ from: 0, to: Infinity }),
    answeredDayBefore: shareIn(dayBefore),
    answeredInSiege: shareIn(siege),
    answeredSoon: shareIn(siege, soonMs),
    answeredAfter: shareIn({ from: siege.to, to: dayAfter.from }),
    answeredDayAfter: shareIn(dayAfter),
    medianDelayMs: quantile(delays, 0.5),
    lateDelayMs: quantile(delays, 0.95),
  }
}

/** Whoever waits for longer has long gone. */
export const soonMs = 4 * hour

/** When each genuine sender first texted, and when those who were answered first were. */
export const genuineSenders = ({ received, replies }: Pick<Account, 'received' | 'replies'>) => ({
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
