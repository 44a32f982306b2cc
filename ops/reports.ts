import { type CarrierName, type CarrierTraits, carrierNames, carriers } from '../carriers/index.ts'
import { refusalIn } from '../carriers/refusal-log.ts'
import { monthOf } from '../shared/rules/calendar.ts'
import { type UndeliveredKind, undeliveredKinds } from '../shared/rules/delivery-report.ts'
import { deliveredBy, metricNames, undeliveredBecause, undeliveredBy } from '../shared/rules/telemetry.ts'
import { day, hour, minute } from '../shared/rules/timing.ts'
import { countBy, type MetricQuery, type Point, readLogIfPossible, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'
import { wordsFor } from './explain.ts'

/** What carriers have reported about replies, today and this month (UTC). The time of the report counts, not that of the reply. */
export type Reports = {
  readonly deliveredToday: number
  readonly undeliveredToday: number
  readonly undeliveredTodayBecause: Readonly<Partial<Record<UndeliveredKind, number>>>
  /** Replies of which AWS said today that it had no news for 72 hours. */
  readonly unreportedToday: number
  /** Reports about replies of carriers that bill by the part. */
  readonly billedThisMonth: number
  /** What those replies cost, as AWS reports it. */
  readonly costThisMonthUsd: number
}

export const readReports = async (deployment: Deployment): Promise<Reports> => {
  const now = deployment.now()
  const points = await readMetrics(deployment, wanted(deployment), startOfMonth(now), day)
  const pointsOf = (keys: readonly string[]) => keys.flatMap((key) => points[key] ?? [])
  const today = (keys: readonly string[]) => sumOf(pointsOf(keys), now - (now % day))
  const because = undeliveredKinds.map((kind) => [kind, today([kind])] as const)
  const billed = carrierNames.filter((carrier) => carriers[carrier].billsParts)
  return {
    deliveredToday: today(carrierNames.map(delivered)),
    undeliveredToday: today(carrierNames.map(undelivered)),
    undeliveredTodayBecause: Object.fromEntries(because.filter(([, count]) => count > 0)),
    unreportedToday: today(['unreported']),
    billedThisMonth: sumOf(pointsOf([...billed.map(delivered), ...billed.map(undelivered), 'unreported'])),
    costThisMonthUsd: sumOf(points['cost']),
  }
}

/** When the month began (UTC), in milliseconds. */
export const startOfMonth = (now: number): number => Date.parse(`${monthOf(now)}-01T00:00:00Z`)

const delivered = (carrier: CarrierName): string => `delivered_${carrier}`
const undelivered = (carrier: CarrierName): string => `undelivered_${carrier}`

const wanted = (deployment: Deployment): Readonly<Record<string, MetricQuery>> =>
  Object.fromEntries([
    ...carrierNames.flatMap((carrier) => [
      [delivered(carrier), countBy(deployment, deliveredBy(carrier))],
      [undelivered(carrier), countBy(deployment, undeliveredBy(carrier))],
    ]),
    ...undeliveredKinds.map((kind) => [kind, countBy(deployment, undeliveredBecause(kind))]),
    ['unreported', countBy(deployment, metricNames.repliesUnreported)],
    ['cost', countBy(deployment, metricNames.smsCostUsd)],
  ])

/** The last refusal of a reply in the last hours: when (ISO 8601), of which budget, the reason as a code, and what to do about it. */
export type LastRefusal = {
  readonly at: string
  readonly budget?: string
  readonly reason?: string
  readonly say: string
}

/** As far back as the alarms on refusals look. */
const refusalsMs = 3 * hour

/**
 * Reads whether lines can't send now: one was refused, and no reply has been accepted since. Why, the log of send-reply says; it is searched
 * only after a refusal, and from then on, because AWS allows few searches a second.
 */
export const readRefusals = async (
  deployment: Deployment,
): Promise<{ readonly refused: boolean; readonly lastRefusal?: LastRefusal }> => {
  const { now } = deployment
  const {
    others = [],
    accepted = [],
    ...ofLines
  } = await readMetrics(
    deployment,
    {
      lineRefused: countBy(deployment, metricNames.lineRefused),
      ...notReady(deployment),
      others: countBy(deployment, metricNames.repliesRefused),
      accepted: countBy(deployment, metricNames.repliesSubmitted),
    },
    now() - refusalsMs,
    minute,
  )
  const last = (points: readonly Point[]) => points.findLast(({ value }) => value > 0)?.time ?? Number.NEGATIVE_INFINITY
  const ofLineAt = Math.max(...Object.values(ofLines).map(last))
  const at = Math.max(ofLineAt, last(others))
  if (at < 0) return { refused: false }
  const because = await readReason(deployment, at - minute)
  return { refused: ofLineAt > last(accepted), lastRefusal: { at: new Date(at).toISOString(), ...because } }
}

/** The metrics of carriers that know when a line isn't ready. */
const notReady = (deployment: Deployment): Readonly<Record<string, MetricQuery>> =>
  Object.fromEntries(
    Object.entries<CarrierTraits>(carriers).flatMap(([name, { notReady }]) =>
      notReady === undefined ? [] : [[`notReady_${name}`, countBy(deployment, notReady.metric)]],
    ),
  )

const readReason = async (deployment: Deployment, since: number): Promise<Omit<LastRefusal, 'at'>> => {
  const lines = await readLogIfPossible(deployment, deployment.outputs.SendReplyLogGroupName, 'reason', since)
  const { budget, reason } = lines?.flatMap(({ line }) => refusalIn(line) ?? []).at(-1) ?? {}
  if (budget === undefined || reason === undefined) return { say: 'the reason was not read from the log' }
  return { budget, reason, say: wordsFor(reason) }
}
