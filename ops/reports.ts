import { type CarrierName, carrierNames, carriers } from '../carriers/index.ts'
import { monthOf } from '../shared/rules/calendar.ts'
import { type UndeliveredKind, undeliveredKinds } from '../shared/rules/delivery-report.ts'
import { routeOf } from '../shared/rules/queued-reply.ts'
import { deliveredBy, metricNames, undeliveredBecause, undeliveredBy } from '../shared/rules/telemetry.ts'
import { day } from '../shared/rules/timing.ts'
import { createCircuitStore } from '../shared/stores/dynamodb/circuit-store.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import { countBy, type MetricQuery, readMetrics, sumOf } from './cloudwatch.ts'
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

/** A line that can't send to a country now: since when (ISO 8601), the reason as a code, and what to do about it. */
export type RefusedRoute = {
  readonly line: string
  readonly country: string
  readonly reason: string
  readonly since: string
  readonly say: string
}

/** How many destinations of a country a line lately refused although it accepts others. Their replies are tried again ever more rarely. */
export type RefusedDestinations = { readonly line: string; readonly country: string; readonly destinations: number }

/** Reads the circuit breakers of the stage. Replies on routes that are refused wait. */
export const readCircuits = async (
  deployment: Deployment,
): Promise<{
  readonly refused: readonly RefusedRoute[]
  readonly refusedDestinations: readonly RefusedDestinations[]
}> => {
  const { aws, outputs, lineNumbers, settings } = deployment
  const store = createCircuitStore(createDynamoTable(aws.dynamodb, outputs.TableName))
  const routes = lineNumbers.flatMap((line) => settings.countries.map((country) => ({ line, country })))
  // Concurrent reads are sent as one batch request.
  const circuits = await Promise.all(
    routes.map(async (route) => ({ ...route, circuit: await store.read(routeOf(route)) })),
  )
  return {
    refused: circuits.flatMap(({ line, country, circuit }) => {
      if (circuit?.open === undefined) return []
      const { reason, openedAt } = circuit.open
      return [{ line, country, reason, since: new Date(openedAt).toISOString(), say: wordsFor(reason) }]
    }),
    refusedDestinations: circuits.flatMap(({ line, country, circuit }) => {
      const destinations = new Set([...(circuit?.refused ?? []), ...(circuit?.suspected ?? [])]).size
      return destinations === 0 ? [] : [{ line, country, destinations }]
    }),
  }
}
