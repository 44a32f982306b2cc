import { monthOf } from '../shared/rules/calendar.ts'
import { type UndeliveredKind, undeliveredKinds } from '../shared/rules/delivery-report.ts'
import { deliveredBy, metricNames, undeliveredBecause, undeliveredBy } from '../shared/rules/telemetry.ts'
import { day } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { countedBy, type Point, readMetrics, sumOf } from './metrics.ts'

/** What carriers reported about replies, today and this month (UTC), by the time of the report. */
export type Reports = {
  readonly deliveredToday: number
  readonly undeliveredToday: number
  readonly undeliveredTodayBecause: Readonly<Partial<Record<UndeliveredKind, number>>>
  /** Of replies that AWS sent. */
  readonly reportedByAwsThisMonth: number
  /** What these cost, as AWS says. */
  readonly costThisMonthUsd: number
}

export const readReports = async (deployment: Deployment): Promise<Reports> => {
  const now = deployment.now()
  const points = await readMetrics(deployment, wanted(deployment), startOfMonth(now), day)
  const today = (...reports: readonly (readonly Point[])[]) => sumOf(reports.flat(), now - (now % day))
  const because = undeliveredKinds.map((kind) => [kind, today(points[kind])] as const)
  return {
    deliveredToday: today(points.byAws, points.bySim),
    undeliveredToday: today(points.notByAws, points.notBySim),
    undeliveredTodayBecause: Object.fromEntries(because.filter(([, count]) => count > 0)),
    reportedByAwsThisMonth: sumOf(points.byAws) + sumOf(points.notByAws),
    costThisMonthUsd: sumOf(points.cost),
  }
}

/** When the month began, UTC. */
export const startOfMonth = (now: number): number => Date.parse(`${monthOf(now)}-01T00:00:00Z`)

const wanted = (deployment: Deployment) => {
  const because = (kind: UndeliveredKind) => countedBy(deployment, undeliveredBecause(kind))
  return {
    byAws: countedBy(deployment, deliveredBy('aws')),
    bySim: countedBy(deployment, deliveredBy('sim')),
    notByAws: countedBy(deployment, undeliveredBy('aws')),
    notBySim: countedBy(deployment, undeliveredBy('sim')),
    blocked: because('blocked'),
    unreachable: because('unreachable'),
    invalid: because('invalid'),
    spam: because('spam'),
    expired: because('expired'),
    unknown: because('unknown'),
    cost: countedBy(deployment, metricNames.smsCostUsd),
  }
}
