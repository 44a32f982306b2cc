import { pacedAs } from '../shared/rules/carriers.ts'
import { restLeftMs } from '../shared/rules/rest.ts'
import { createRestStore } from '../shared/stores/dynamodb/rest-store.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import { type Deployment, deployedLinesOf } from './deployment.ts'
import { isoOf } from './words.ts'

/** A carrier, or a line, by which nothing is sent until then (ISO 8601). */
export type RestNow = { readonly of: string; readonly until: string }

/** Which carriers or lines rest now, because nobody knows what became of what they sent last. */
export const readRests = async (deployment: Deployment): Promise<readonly RestNow[]> => {
  const { aws, outputs, now } = deployment
  const rests = createRestStore(createDynamoTable(aws.dynamodb, outputs.TableName))
  const all = [...new Set(deployedLinesOf(deployment).map(pacedAs))]
  const found = await Promise.all(all.map(async (of) => ({ of, leftMs: restLeftMs(await rests.read(of), now()) })))
  return found.flatMap(({ of, leftMs }) => (leftMs > 0 ? [{ of, until: isoOf(now() + leftMs) }] : []))
}
