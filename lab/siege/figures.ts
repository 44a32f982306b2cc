import { day, hour, minute } from '../../shared/rules/timing.ts'
import { noUsage, usdOf } from '../aws-prices.ts'
import { type Outcome, type Reply, replyDelayMs } from './replay.ts'
import type { Scene } from './scene.ts'
import { dayAfter, dayOfSiege, type Period, siege, type Text } from './traffic.ts'

/** A column of a table: one figure of a replay, and how it is written. */
export type Column = {
  readonly title: string
  readonly figure: (outcome: Outcome, scene: Scene) => number
  readonly format: (value: number) => string
  /** It is told of this number alone, and not in a column: the least and the most of a table, in a line below it. */
  readonly isBelow?: true
}

/** An answer within this time counts as soon. We assume that whoever waits longer has long gone. */
export const soonMs = 4 * hour

/** The same, where replies wait longer than by default. */
const soonIn = ({ delayMs = replyDelayMs }: Scene): number => soonMs + Math.max(0, delayMs.max - replyDelayMs.max)

/** When each genuine sender first texted, and when each answered one was first answered. */
export const genuineSenders = ({ received, replies }: Outcome) => ({
  senders: firstOfEach(received.filter(isGenuine).map(({ sender, at }) => [sender, at])),
  answeredAt: firstOfEach(replies.filter(({ text }) => isGenuine(text)).map(({ text, at }) => [text.sender, at])),
})

const isIn = ({ from, to }: Period, at: number): boolean => at >= from && at < to

const isGenuine = ({ abusive }: Text): boolean => !abusive

const firstOfEach = (moments: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => {
  const first = new Map<string, number>()
  for (const [key, at] of moments) first.set(key, Math.min(at, first.get(key) ?? at))
  return first
}

/** The share, from 0 to 1, of the genuine senders who first text in a period that are answered within a time. */
export const shareAnswered = (outcome: Outcome, period: Period, withinMs = Number.POSITIVE_INFINITY): number => {
  const { senders, answeredAt } = genuineSenders(outcome)
  const counted = [...senders].filter(([, at]) => isIn(period, at))
  const answered = counted.filter(([sender, at]) => (answeredAt.get(sender) ?? Infinity) - at < withinMs)
  return answered.length / counted.length
}

export const abusiveReplies = ({ replies }: Outcome): readonly Reply[] => replies.filter(({ text }) => text.abusive)

export const whole = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })
const percent = (share: number): string => (Number.isNaN(share) ? '–' : (share * 100).toFixed(0))

const share = (title: string, periodOf: (scene: Scene) => Period, withinIn?: (scene: Scene) => number): Column => ({
  title,
  figure: (outcome, scene) => shareAnswered(outcome, periodOf(scene), withinIn?.(scene)),
  format: percent,
})

/** A column of the texts to the flooded lines alone, or of those to the others. */
const on = (lines: 'flooded' | 'others', { figure, ...column }: Column): Column => ({
  ...column,
  figure: (outcome, scene) => figure(toLines(outcome, scene, lines), scene),
})

/** The part of an outcome that concerns the flooded lines, or the others. */
export const toLines = (outcome: Outcome, { flooded = 1 }: Scene, lines: 'flooded' | 'others'): Outcome => {
  const isOfThese = ({ line = 0 }: Text): boolean => line < flooded === (lines === 'flooded')
  return {
    received: outcome.received.filter(isOfThese),
    replies: outcome.replies.filter(({ text }) => isOfThese(text)),
  }
}

/** How many minutes so large a share of the genuine senders who count and are answered wait for their reply at most. */
const waits = (title: string, share: number): Column => ({
  title,
  figure: (outcome, { counted }) => {
    const { senders, answeredAt } = genuineSenders(outcome)
    const waited = [...senders].flatMap(([sender, at]) => {
      const answered = answeredAt.get(sender)
      return answered === undefined || !isIn(counted, at) ? [] : [answered - at]
    })
    return (waited.sort((a, b) => a - b)[Math.ceil(share * waited.length) - 1] ?? Number.NaN) / minute
  },
  format: (minutes) => (Number.isNaN(minutes) ? '–' : whole(minutes)),
})

const untilReply = [waits('minutes: median', 1 / 2), waits('nine in ten', 9 / 10)]

const answeredAbuse = (outcome: Outcome): number => abusiveReplies(outcome).length
const abuse: Column = { title: 'abusive texts answered', figure: answeredAbuse, format: whole }

/** How many times as likely an honest sender who counts is answered as an abusive text. */
const odds: Column = {
  title: 'odds of an honest sender over an abusive text, where one is a lottery’s',
  figure: (outcome, { counted }) => {
    const abusiveTexts = outcome.received.filter(({ abusive }) => abusive).length
    return shareAnswered(outcome, counted) / (answeredAbuse(outcome) / abusiveTexts)
  },
  isBelow: true,
  format: (value) =>
    Number.isNaN(value) ? '–' : value.toLocaleString('en', { maximumSignificantDigits: value < 10 ? 2 : 3 }),
}

/** What AWS charges this number for a million texts. */
const awsUsd: Column = {
  title: 'AWS, USD a million texts',
  figure: ({ usage = noUsage, received }) => (usdOf(usage).aws / received.length) * 1e6,
  format: (usd) => usd.toFixed(2),
  isBelow: true,
}

const evening: Period = { from: siege.to, to: dayAfter.from }

export const eveningColumns: readonly Column[] = [
  share('16:00 to 20:00', () => siege),
  share('within four hours', () => siege, soonIn),
  share('within four hours, whole day', () => dayOfSiege, soonIn),
  share('later that evening', () => evening),
  share('the day after', () => dayAfter),
  ...untilReply,
  abuse,
  odds,
  awsUsd,
]

/** All lines share one rate of sending, which is 60 a minute at first. */
const busiestMinute: Column = {
  title: 'busiest minute: replies',
  figure: ({ replies }) =>
    Math.max(...[...Map.groupBy(replies, ({ at }) => Math.floor(at / minute)).values()].map(({ length }) => length)),
  format: whole,
}

/** How many honest people who first text on the day of the siege get nothing, whatever line they text. */
const without: Column = {
  title: 'people without a reply',
  figure: (outcome) => {
    const { senders, answeredAt } = genuineSenders(outcome)
    return [...senders].filter(([sender, at]) => isIn(dayOfSiege, at) && !answeredAt.has(sender)).length
  },
  format: whole,
}

const ofFlooded = [
  share('flooded: answered', () => siege),
  share('later that evening', () => evening),
  share('the day after', () => dayAfter),
]

const ofOthers = [
  share('others: answered', () => siege),
  share('within four hours', () => siege, soonIn),
  ...untilReply,
]

export const linesColumns: readonly Column[] = [
  without,
  ...ofFlooded.map((column) => on('flooded', column)),
  ...ofOthers.map((column) => on('others', column)),
  abuse,
  busiestMinute,
  awsUsd,
]

/** The first, second or last of three parts of the people who count, by when they first texted. */
const third = (title: string, nth: number): Column => ({
  title,
  figure: (outcome, scene) => {
    const { senders } = genuineSenders(outcome)
    const times = [...senders.values()].filter((at) => isIn(scene.counted, at)).sort((a, b) => a - b)
    const edge = (part: number): number => times[Math.floor((part * times.length) / 3)] ?? scene.counted.to
    return shareAnswered(outcome, { from: edge(nth), to: edge(nth + 1) }, soonIn(scene))
  },
  format: percent,
})

export const rushColumns: readonly Column[] = [
  share('within four hours', ({ counted }) => counted, soonIn),
  share(
    'within a day',
    ({ counted }) => counted,
    () => day,
  ),
  third('of the first third', 0),
  third('the middle', 1),
  third('the last', 2),
  share('later: within four hours', ({ later }) => later, soonIn),
  ...untilReply,
  abuse,
  awsUsd,
]

export const dayColumns: readonly Column[] = [
  share('counted: answered', ({ counted }) => counted),
  share('within four hours', ({ counted }) => counted, soonIn),
  share('later: answered', ({ later }) => later),
  share('within four hours', ({ later }) => later, soonIn),
  ...untilReply,
  abuse,
  odds,
  awsUsd,
]

/** Returns by how many points the seeds of a scene, a row of figures each, differ at most in any of the percentages. */
export const spreadOf = (columns: readonly Column[], found: readonly (readonly number[])[]): number => {
  const spreads = columns.map(({ format }, i) => {
    const shares = format === percent ? found.flatMap((figures) => figures[i] ?? []) : []
    return Math.max(...shares) - Math.min(...shares)
  })
  return 100 * Math.max(0, ...spreads.filter((spread) => spread > 0))
}
