import { day } from '../shared/rules/timing.ts'
import { createDynamoTable, numberOf, ttl } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'

/** How many replies a command has cancelled that waited then. */
export type Cancellation = { readonly at: number; readonly replies: number }

const pk = 'cancelled#replies'

/** By then each of them has come up, or has expired. */
export const cancellationsKeptMs = 2 * day

/** Notes it for status: to count the table would take too long. */
export const noteCancelled = async ({ aws, outputs, now }: Deployment, replies: number): Promise<void> => {
  const run = { M: { at: { N: String(now()) }, replies: { N: String(replies) } } }
  await createDynamoTable(aws.dynamodb, outputs.TableName).update(pk, {
    UpdateExpression: 'SET runs = list_append(if_not_exists(runs, :none), :run), expiresAt = :expiresAt',
    ExpressionAttributeValues: {
      ':none': { L: [] },
      ':run': { L: [run] },
      ':expiresAt': ttl(now() + cancellationsKeptMs),
    },
  })
}

/** Those of the last two days. */
export const readCancellations = async ({ aws, outputs, now }: Deployment): Promise<readonly Cancellation[]> => {
  const item = await createDynamoTable(aws.dynamodb, outputs.TableName).get(pk, 'consistent')
  return (item?.['runs']?.L ?? [])
    .map(({ M = {} }) => ({ at: numberOf(M['at']), replies: numberOf(M['replies']) }))
    .filter(({ at }) => at > now() - cancellationsKeptMs)
}
