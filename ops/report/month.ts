import { carrierSettings } from '../../settings/carriers.ts'
import { smsReplyUsd } from '../../settings/config.ts'
import { Refusal, UsageError } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'
import { hourOf, monthOf } from '../../shared/rules/calendar.ts'
import { carriers, carriersOf } from '../../shared/rules/carriers.ts'
import { metricNames, silencedBecause } from '../../shared/rules/telemetry.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import type { Operations } from '../carrier.ts'
import { countsBy, type Point, readMetrics, sumOf } from '../cloudwatch.ts'
import { readCosts } from '../costs.ts'
import type { Deployment } from '../deployment.ts'
import { isoOf } from '../words.ts'

/** For so long CloudWatch keeps counts by the hour (API reference, GetMetricStatistics; read 2026-12-06). */
const keptMs = 455 * day

/** The metrics of the figures. Each is known since it was first counted. */
const counted = {
  texts: metricNames.textsReceived,
  replies: metricNames.repliesSubmitted,
  firstReplies: metricNames.firstReplies,
  secondReplies: metricNames.secondReplies,
  optOuts: metricNames.optOuts,
  turnedAway: silencedBecause('siege'),
  overBudget: silencedBecause('over-budget'),
  heard: metricNames.beatsHeard,
  through: metricNames.heartbeats,
} as const

export type Figure = keyof typeof counted
type Points = Readonly<Record<Figure, readonly Point[]>>

/** The moments, in milliseconds (UTC), at which a month begins and ends. */
type Span = { readonly from: number; readonly to: number }

/** What one month was like for a stage, in which nobody can be recognised. Sums of money are in USD. */
export type Month = Awaited<ReturnType<typeof readMonth>>

/** Reads a month, such as 2026-11, or what there is of this one. Throws a `Refusal` if nothing is known of it. */
export const readMonth = async (deployment: Deployment, operations: Operations, typed: string | undefined) => {
  const { settings, now } = deployment
  const month = typed ?? monthBefore(now())
  const span = spanOf(month)
  if (span.from > now()) throw new Refusal(toCome(month))
  if (span.from < now() - keptMs) throw new Refusal(gone(month))
  const to = Math.min(span.to, now())
  const all = await readAll(deployment)
  const first = Math.min(...Object.values(all).map(firstOf))
  if (first >= to) throw new Refusal(before(month, first))
  // Whatever tells what a month has cost so far tells it of a past month at its end.
  const then: Deployment = { ...deployment, now: () => Math.min(now(), span.to - 1) }
  const [delays, costs] = await Promise.all([readDelays(then, span.from), readCosts(then, operations)])
  const points = within(all, { from: span.from, to })
  const sum = (figure: Figure) => sumOf(points[figure])
  return {
    month,
    from: isoOf(span.from),
    to: isoOf(to),
    isOver: to === span.to,
    texts: sum('texts'),
    replies: sum('replies'),
    firstReplies: sum('firstReplies'),
    secondReplies: sum('secondReplies'),
    medianDelayMs: medianOf(delays, points.replies),
    optOuts: sum('optOuts'),
    siege: {
      nights: new Set(points.turnedAway.map(({ time }) => nightOf(time))).size,
      turnedAway: sum('turnedAway'),
      savedUsd: sum('turnedAway') * replyUsd(settings),
    },
    overBudget: sum('overBudget'),
    heartbeat: heartbeatIn(all, { from: span.from, to: hourOf(to) }),
    ...costs,
    days: daysOf({ from: span.from, to }, points),
    firstCounted: Object.fromEntries(
      Object.entries(all).map(([figure, some]) => [figure, some.length === 0 ? null : isoOf(firstOf(some))]),
    ) as Readonly<Record<Figure, string | null>>,
  }
}

const monthBefore = (now: number): string => monthOf(Date.parse(`${monthOf(now)}-01T00:00:00Z`) - 1)

const spanOf = (month: string): Span => {
  if (!/^20\d\d-(0[1-9]|1[0-2])$/.test(month)) throw new UsageError(noMonth(month))
  const [year = 0, ofYear = 0] = month.split('-').map(Number)
  return { from: Date.UTC(year, ofYear - 1), to: Date.UTC(year, ofYear) }
}

/** Reads whatever CloudWatch still keeps of the figures, by the hour, without the hours in which nothing happened. */
const readAll = async (deployment: Deployment): Promise<Points> => {
  const since = hourOf(deployment.now() - keptMs)
  const points = await readMetrics(deployment, countsBy(deployment, Object.values(counted)), since, hour)
  const some = Object.entries(counted).map(([figure, metric]) => [figure, (points[metric] ?? []).filter(isSome)])
  return Object.fromEntries(some)
}

const isSome = ({ value }: Point): boolean => value > 0
const firstOf = (points: readonly Point[]): number => points[0]?.time ?? Number.POSITIVE_INFINITY

const within = (points: Points, { from, to }: Span): Points => {
  const some = Object.entries(points).map(([figure, all]) => [
    figure,
    all.filter(({ time }) => time >= from && time < to),
  ])
  return Object.fromEntries(some)
}

/** Reads the median of each hour, in milliseconds. */
const readDelays = async (deployment: Deployment, from: number): Promise<readonly Point[]> => {
  const { answerDelay } = metricNames
  const points = await readMetrics(deployment, countsBy(deployment, [answerDelay]), from, hour, 'p50')
  return points[answerDelay] ?? []
}

/** The median of the hours' medians, each as often as the hour had replies; null without replies. */
const medianOf = (medians: readonly Point[], replies: readonly Point[]): number | null => {
  const repliesIn = new Map(replies.map(({ time, value }) => [time, value]))
  const each = medians.flatMap(({ time, value }) => Array<number>(repliesIn.get(time) ?? 0).fill(value))
  return each.sort((a, b) => a - b)[Math.ceil(each.length / 2) - 1] ?? null
}

/** Sieges come by night, which has one number from noon to noon. */
const nightOf = (ms: number): number => Math.floor((ms - 12 * hour) / day)

/** The most that one reply costs. */
const replyUsd = (settings: Settings): number =>
  Math.max(
    ...carriersOf(settings).map((carrier) =>
      carriers[carrier].billsParts ? smsReplyUsd(settings) : (carrierSettings[carrier].replyPrice?.usd(settings) ?? 0),
    ),
  )

/** Of so many hours since the first heartbeat, in how many none came through; null if there was none before the end. */
const heartbeatIn = ({ heard, through }: Points, { from, to }: Span) => {
  const since = Math.max(from, firstOf(through))
  if (since >= to) return null
  const hours = Array.from({ length: (to - since) / hour }, (_, i) => since + i * hour)
  const [heardIn, throughIn] = [heard, through].map((some) => new Set(some.map(({ time }) => time)))
  const missed = hours.filter((one) => !throughIn?.has(one))
  const deaf = missed.filter((one) => !heardIn?.has(one)).length
  return { hours: hours.length, deaf, mute: missed.length - deaf }
}

const daysOf = ({ from, to }: Span, { texts, replies }: Points) =>
  Array.from({ length: Math.ceil((to - from) / day) }, (_, i) => {
    const ofDay = (some: readonly Point[]) => sumOf(some.filter(({ time }) => Math.floor((time - from) / day) === i))
    return { day: isoOf(from + i * day).slice(0, 10), texts: ofDay(texts), replies: ofDay(replies) }
  })

const noMonth = (typed: string) => ({
  en: `${JSON.stringify(typed)} is not a month, such as 2026-11.`,
  fr: `${JSON.stringify(typed)} n’est pas un mois, comme 2026-11.`,
})

const toCome = (month: string) => ({
  en: `${month} is still to come: there is nothing to report yet.`,
  fr: `${month} est à venir\u00a0: il n’y a encore rien à raconter.`,
})

const gone = (month: string) => ({
  en: `${month} began more than 15 months ago, and CloudWatch keeps no counts for longer.`,
  fr: `${month} a commencé il y a plus de 15 mois, et CloudWatch ne garde rien plus longtemps.`,
})

const before = (month: string, first: number) =>
  Number.isFinite(first)
    ? {
        en: `Nothing was counted in ${month} or before: this stage counts since ${isoOf(first).slice(0, 10)}.`,
        fr: `Rien n’a été compté en ${month} ni avant\u00a0: cet environnement compte depuis le ${isoOf(first).slice(0, 10)}.`,
      }
    : {
        en: 'This stage has counted nothing yet, not even a heartbeat: see status.',
        fr: 'Cet environnement n’a encore rien compté, pas même un battement\u00a0: voyez status.',
      }
