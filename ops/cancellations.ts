import { day } from '../shared/rules/timing.ts'
import { createDynamoTable, itemFormat, numberOf, ttl } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'

/** How many replies a command has cancelled that waited then. */
export type Cancellation = { readonly at: number; readonly replies: number }

const pk = 'cancelled#replies'

/** By then each of them has come up, or has expired. */
export const cancellationsKeptMs = 2 * day

/** Notes it for status, beside what was noted before: to count the table would take too long. */
export const noteCancelled = async (deployment: Deployment, replies: number): Promise<void> => {
  const { aws, outputs, now } = deployment
  const noted = [...(await readCancellations(deployment)), { at: now(), replies }]
  const runs = noted.map((one) => ({ M: { at: { N: String(one.at) }, replies: { N: String(one.replies) } } }))
  const item = { pk: { S: pk }, ...itemFormat, runs: { L: runs }, expiresAt: ttl(now() + cancellationsKeptMs) }
  await createDynamoTable(aws.dynamodb, outputs.TableName).put(item, {})
}

/** Those of the last two days. */
export const readCancellations = async ({ aws, outputs, now }: Deployment): Promise<readonly Cancellation[]> => {
  const item = await createDynamoTable(aws.dynamodb, outputs.TableName).get(pk, 'consistent')
  return (item?.['runs']?.L ?? [])
    .map(({ M = {} }) => ({ at: numberOf(M['at']), replies: numberOf(M['replies']) }))
    .filter(({ at }) => at > now() - cancellationsKeptMs)
}
