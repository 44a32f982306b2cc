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

/** Reads the open circuit breakers of the stage. Replies on these routes wait. */
export const readRefusedRoutes = async (deployment: Deployment): Promise<readonly RefusedRoute[]> => {
  const { aws, outputs, lineNumbers, settings } = deployment
  const store = createCircuitStore(createDynamoTable(aws.dynamodb, outputs.TableName))
  const routes = lineNumbers.flatMap((line) => settings.countries.map((country) => ({ line, country })))
  // Concurrent reads are sent as one batch request.
  const circuits = await Promise.all(routes.map((route) => store.read(routeOf(route))))
  return routes.flatMap((route, i) => {
    const circuit = circuits[i]
    if (circuit === undefined) return []
    const { reason, openedAt } = circuit
    return [{ ...route, reason, since: new Date(openedAt).toISOString(), say: wordsFor(reason) }]
  })
}
