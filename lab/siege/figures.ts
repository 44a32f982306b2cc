import { hourOf, monthOf } from '../../shared/rules/calendar.ts'
import type { BudgetLimits } from '../../shared/rules/config.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { type AwsUse, awsCostUsd } from '../aws-prices.ts'
import { replyDelayMs } from './replay.ts'
import { dayAfter, dayBefore, dayOfSiege, type Period, siege, type Text } from './traffic.ts'

/** A reply that was sent. `at` is in milliseconds. */
export type Reply = { readonly text: Text; readonly at: number; readonly parts: number }

/** What a number did with the texts of a replay. Each was answered or silenced. */
export type ReplayOutcome = {
  readonly received: readonly Text[]
  readonly replies: readonly Reply[]
  readonly silences: readonly { readonly text: Text; readonly reason: string }[]
  readonly aws?: AwsUse
}

/** The texts of a replay in the order of their arrival. */
export type Scene = readonly Text[]

/** What the number of 2017 paid in EUR for each text that it received and each part that it sent. */
const receivedEur = 0.0075
const partEur = 0.07627

const receivingEur = (texts: number): number => texts * receivedEur

export const sendingEur = (parts: number): number => parts * partEur

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

const partsIn = (replies: readonly Reply[]): number => replies.reduce((sum, { parts }) => sum + parts, 0)

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

/** The largest shares of the genuine senders of the siege that any rule can be expected to answer. */
export type Bound = { readonly answered: number; readonly answeredSoon: number }

/**
 * Computes the bound for scenes in which only texting again tells a genuine sender from an abusive one. Senders who look alike then have
 * the same chance under any rule. The bound assumes that senders of the siege get all of the budget that can be booked for them.
 */
export const boundOf = (texts: Scene, budget: BudgetLimits): Bound => {
  const end = siege.to + replyDelayMs.max + day
  return {
    answered: bestShare(crowdsOf(texts, Number.POSITIVE_INFINITY), roomIn({ from: firstHour, to: end }, budget)),
    answeredSoon: bestShare(
      crowdsOf(texts, soonMs - replyDelayMs.min),
      roomIn({ from: firstHour, to: siege.to + soonMs }, budget),
    ),
  }
}

const firstHour = hourOf(siege.from + replyDelayMs.min)

/** How many parts the hours that begin in a period can hold, if nothing else is booked in their days and months. */
export const roomIn = ({ from, to }: Period, limits: BudgetLimits): number => {
  const hours = Array.from({ length: Math.ceil((to - from) / hour) }, (_, index) => from + index * hour)
  const ofDays = groupsOf(hours, (at) => at - (at % day)).map((hours) => ({
    at: hours[0] ?? 0,
    parts: Math.min(limits.day, limits.hour * hours.length),
  }))
  const ofMonths = groupsOf(ofDays, ({ at }) => monthOf(at)).map((days) => Math.min(limits.month, sumOf(days)))
  return ofMonths.reduce((sum, parts) => sum + parts, 0)
}

const groupsOf = <Item>(items: readonly Item[], keyOf: (item: Item) => unknown) => [
  ...Map.groupBy(items, keyOf).values(),
]

const sumOf = (days: readonly { readonly parts: number }[]): number => days.reduce((sum, { parts }) => sum + parts, 0)

/** A group of senders who look alike: how many of them are genuine, and how many there are. */
type Crowd = { readonly genuine: number; readonly all: number }

/** Groups the senders who first text in the siege by whether they text again within `withinMs`. */
const crowdsOf = (texts: readonly Text[], withinMs: number): readonly Crowd[] => {
  const senders = [...Map.groupBy(texts, ({ sender }) => sender).values()].filter(
    ([first]) => first !== undefined && first.at >= siege.from && first.at < siege.to,
  )
  return groupsOf(senders, ([first, second]) => (second?.at ?? Infinity) - (first?.at ?? 0) < withinMs).map(
    (crowd) => ({
      genuine: crowd.filter(([first]) => !first?.abusive).length,
      all: crowd.length,
    }),
  )
}

/** The largest share of genuine senders that can be answered: the crowd with the largest share of them goes first. */
const bestShare = (crowds: readonly Crowd[], room: number): number => {
  let left = room
  let answered = 0
  for (const { genuine, all } of crowds.toSorted((a, b) => b.genuine / b.all - a.genuine / a.all)) {
    const share = Math.min(1, left / all)
    answered += share * genuine
    left -= share * all
  }
  return answered / crowds.reduce((sum, { genuine }) => sum + genuine, 0)
}
