import { carrierNames } from '../carriers/index.ts'
import {
  type AnySilentReason,
  allSilentReasons,
  deliveredBy,
  metricNames,
  silencedBecause,
  undeliveredBy,
} from '../shared/rules/telemetry.ts'
import { day, hour } from '../shared/rules/timing.ts'
import { countBy, type Point, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'

/** What the metrics of a month (UTC) say, before anything is left out. */
export type MonthCounts = {
  readonly texts: number
  readonly replies: number
  readonly arrived: number
  readonly notArrived: number
  readonly silenced: Readonly<Partial<Record<AnySilentReason, number>>>
  readonly sieges: number
  readonly siegeHours: number
  readonly costUsd: number
}

/** A month in milliseconds, from its first moment to that of the next. */
export type Month = { readonly name: string; readonly from: number; readonly to: number }

export const readMonth = async (deployment: Deployment, { from, to }: Month): Promise<MonthCounts> => {
  const count = (metric: string) => countBy(deployment, metric)
  const within = (points: readonly Point[] = []) => points.filter(({ time }) => time < to)
  const [days, { siege }] = await Promise.all([
    readMetrics(deployment, { ...queries(count), ...silences(count) }, from, day),
    readMetrics(deployment, { siege: count(metricNames.siege) }, from, hour),
  ])
  const sum = (name: string) => sumOf(within((days as Readonly<Record<string, readonly Point[]>>)[name]))
  const besieged = within(siege).flatMap(({ time, value }) => (value > 0 ? time : []))
  return {
    texts: sum('texts'),
    replies: sum('replies'),
    arrived: carrierNames.reduce((all, carrier) => all + sum(`delivered_${carrier}`), 0),
    notArrived: carrierNames.reduce((all, carrier) => all + sum(`undelivered_${carrier}`), 0),
    silenced: Object.fromEntries(allSilentReasons.map((reason) => [reason, sum(nameOf(reason))])),
    // Hours that follow one another are one siege.
    sieges: besieged.filter((time) => !besieged.includes(time - hour)).length,
    siegeHours: besieged.length,
    costUsd: sum('cost'),
  }
}

type Count = (metric: string) => ReturnType<typeof countBy>

const queries = (count: Count) => ({
  texts: count(metricNames.textsReceived),
  replies: count(metricNames.repliesSubmitted),
  cost: count(metricNames.smsCostUsd),
  ...Object.fromEntries(
    carrierNames.flatMap((carrier) => [
      [`delivered_${carrier}`, count(deliveredBy(carrier))],
      [`undelivered_${carrier}`, count(undeliveredBy(carrier))],
    ]),
  ),
})

const silences = (count: Count) =>
  Object.fromEntries(allSilentReasons.map((reason) => [nameOf(reason), count(silencedBecause(reason))]))

const nameOf = (reason: AnySilentReason): string => `silenced_${reason.replaceAll('-', '_')}`

/** A smaller count could be about somebody whom a reader knows. */
const threshold = 10

/** A count as it may be published. */
export type Published = number | '<10'

const published = (count: number): Published => (count < threshold ? '<10' : count)

/** Something that is counted, or several things that are counted together. */
export type Row<Name extends string = string> = { readonly names: readonly Name[]; readonly count: Published }

/**
 * The parts of a total, so that none below ten can be computed from the others: the small ones are counted together, with the smallest of the
 * others if they are still too few.
 */
export const groupedParts = <Name extends string>(
  parts: readonly (readonly [Name, number])[],
): readonly Row<Name>[] => {
  const large = parts.filter(([, count]) => count >= threshold).toSorted(([, a], [, b]) => b - a)
  const together = parts.filter(([, count]) => count < threshold)
  const sum = () => together.reduce((all, [, count]) => all + count, 0)
  while (together.length > 0 && sum() < threshold && large.length > 0) together.push(...large.splice(-1))
  return [
    ...large.map(([name, count]) => ({ names: [name], count })),
    ...(together.length === 0 ? [] : [{ names: together.map(([name]) => name), count: published(sum()) }]),
  ]
}

/** What became of a text. */
export type Fate = 'replied' | 'open' | AnySilentReason

/** What is published about a month. `replies` is left out if its total would tell a small count of `texts`. */
export type MonthReport = {
  readonly month: string
  readonly isOver: boolean
  readonly texts: Published
  readonly fates: readonly Row<Fate>[]
  readonly replies?: {
    readonly total: Published
    readonly ends: readonly Row<'arrived' | 'lost' | 'unknown'>[]
    readonly costUsd: number
  }
  readonly sieges: Published
  readonly siegeHours: Published
}

export const reportOf = ({ name, to }: Month, counts: MonthCounts, now: number): MonthReport => {
  const { texts, replies, arrived, notArrived, silenced, costUsd } = counts
  const reasons = allSilentReasons.map((reason) => [reason, silenced[reason] ?? 0] as const)
  const silent = reasons.reduce((sum, [, count]) => sum + count, 0)
  const open = Math.max(0, texts - replies - silent)
  const fates = groupedParts<Fate>([['replied', replies], ['open', open], ...reasons])
  const isTold = fates.some(({ names, count }) => names.length === 1 && names[0] === 'replied' && count !== '<10')
  return {
    month: name,
    isOver: now >= to,
    texts: published(texts),
    fates,
    ...(isTold && {
      replies: {
        total: published(replies),
        ends: groupedParts([
          ['arrived', arrived],
          ['lost', notArrived],
          ['unknown', Math.max(0, replies - arrived - notArrived)],
        ]),
        // Two digits, because a cost divided by a price is a count.
        costUsd: Number(costUsd.toPrecision(2)),
      },
    }),
    sieges: published(counts.sieges),
    siegeHours: published(counts.siegeHours),
  }
}
