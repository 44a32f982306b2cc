import { z } from 'zod'

import type { Call } from '../../endpoint/call.ts'
import type { ServiceHandler } from '../../endpoint/router.ts'
import { answerJson, ServiceFailure } from '../../endpoint/service.ts'
import type { Stack } from '../../template/stack.ts'
import { createDynalite } from './dynalite.ts'
import { table } from './resources.ts'

/**
 * DynamoDB, implemented by dynalite and extended by deletion protection, which dynalite lacks (API reference, UpdateTable and
 * DescribeTable). A table is protected from the start if its template says so, or if `areProtected` is set.
 */
export const createDynamoDb = (stack: Stack, areProtected: boolean): ServiceHandler => {
  const dynalite = createDynalite()
  const isProtected = new Map(
    stack.all(table).map(({ ref, properties }) => [ref, areProtected || properties.DeletionProtectionEnabled]),
  )
  const described = async (call: Call, name: string) => {
    const { status, body } = await dynalite(describeCall(call, name))
    if (status !== 200) throw new ServiceFailure('ResourceNotFoundException', `Table: ${name} not found`)
    return { ...JSON.parse(body).Table, DeletionProtectionEnabled: isProtected.get(name) ?? false }
  }
  const protection = (call: Call) =>
    answerJson('dynamodb', {
      DescribeTable: async ({ TableName }) => ({ Table: await described(call, String(TableName)) }),
      UpdateTable: async (parameters) => {
        const { data } = update.safeParse(parameters)
        if (data === undefined)
          throw new ServiceFailure('ValidationException', 'The embedded cloud changes the deletion protection alone.')
        isProtected.set(data.TableName, data.DeletionProtectionEnabled)
        return { TableDescription: await described(call, data.TableName) }
      },
    })(call)
  return (call) => (['DescribeTable', 'UpdateTable'].includes(call.action) ? protection(call) : dynalite(call))
}

const update = z.strictObject({ TableName: z.string(), DeletionProtectionEnabled: z.boolean() })

/** The request for a table's description, with the headers of the request from which it is derived. */
const describeCall = (call: Call, TableName: string): Call => ({
  ...call,
  action: 'DescribeTable',
  headers: { ...call.headers, 'x-amz-target': 'DynamoDB_20120810.DescribeTable' },
  body: JSON.stringify({ TableName }),
})
