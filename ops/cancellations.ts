import { day } from '../shared/rules/timing.ts'
import { createDynamoTable, itemFormat, numberOf, ttl } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'

/** One run of cancel-pending: when it ran, and how many waiting replies it cancelled. */
export type Cancellation = { readonly at: number; readonly replies: number }

const pk = 'cancelled#replies'

/** By then every cancelled reply has become due or has expired. */
export const cancellationsKeptMs = 2 * day

/** Stores the run, so that status can tell how many waiting replies are cancelled. Counting them in the table would take too long. */
export const noteCancelled = async (deployment: Deployment, replies: number): Promise<void> => {
  const { aws, outputs, now } = deployment
  const noted = [...(await readCancellations(deployment)), { at: now(), replies }]
  const runs = noted.map((one) => ({ M: { at: { N: String(one.at) }, replies: { N: String(one.replies) } } }))
  const item = { pk: { S: pk }, ...itemFormat, runs: { L: runs }, expiresAt: ttl(now() + cancellationsKeptMs) }
  await createDynamoTable(aws.dynamodb, outputs.TableName).put(item, {})
}

/** The runs of the last two days. */
export const readCancellations = async ({ aws, outputs, now }: Deployment): Promise<readonly Cancellation[]> => {
  const item = await createDynamoTable(aws.dynamodb, outputs.TableName).get(pk, 'consistent')
  return (item?.['runs']?.L ?? [])
    .map(({ M = {} }) => ({ at: numberOf(M['at']), replies: numberOf(M['replies']) }))
    .filter(({ at }) => at > now() - cancellationsKeptMs)
}
