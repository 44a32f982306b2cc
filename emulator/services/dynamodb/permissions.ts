import { z } from 'zod'

import { type Call, textParameter } from '../../endpoint/call.ts'
import { arnOf } from '../../template/resource-type.ts'
import type { RequiredPermissions } from '../iam/permissions.ts'

/** Each action needs the permission of the same name, on every table in the request. */
export const dynamoDbPermissions: RequiredPermissions = (call, place) => {
  const { RequestItems: batch } = call.parameters
  const names = typeof batch === 'object' && batch !== null ? Object.keys(batch) : [textParameter(call, 'TableName')]
  return names.map((name) => {
    const resource = name === '' ? '*' : arnOf('dynamodb', place, `table/${name}`)
    return { action: `dynamodb:${call.action}`, resource, context: { 'dynamodb:LeadingKeys': partitionKeys(call) } }
  })
}

/** The partition keys in a request (developer guide, conditions). A scan has none. */
const partitionKeys = ({ parameters }: Call): string[] => {
  const batches = Object.values(batched.safeParse(parameters).data?.RequestItems ?? {})
  return [parameters['Key'], parameters['Item'], ...batches.flatMap(({ Keys }) => Keys)].flatMap((item) => {
    const { data } = keyed.safeParse(item)
    return data === undefined ? [] : [data.pk.S]
  })
}

const keyed = z.object({ pk: z.object({ S: z.string() }) })

const batched = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })) })
