import { type CarrierName, carrierNames, carriers } from '../carriers/registry.ts'
import { monthOf } from '../shared/rules/calendar.ts'
import { type UndeliveredKind, undeliveredKinds } from '../shared/rules/delivery-report.ts'
import { deliveredBy, metricNames, undeliveredBecause, undeliveredBy } from '../shared/rules/telemetry.ts'
import { day } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { countBy, type MetricQuery, readMetrics, sumOf } from './metrics.ts'

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
