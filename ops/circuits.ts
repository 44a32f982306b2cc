import { routeOf } from '../shared/rules/queued-reply.ts'
import { createCircuitStore } from '../shared/stores/dynamodb/circuit-store.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'
import { wordsFor } from './reasons.ts'

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
