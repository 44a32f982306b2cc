import { z } from 'zod'

import { arnOf, type ResourceType } from '../../template/resource-type.ts'

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.literal('HASH') }))

const properties = z.strictObject({
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.literal('S') })),
  KeySchema: keySchema,
  BillingMode: z.literal('PAY_PER_REQUEST'),
  SSESpecification: z
    .strictObject({ KMSMasterKeyId: z.string().optional(), SSEEnabled: z.boolean(), SSEType: z.string().optional() })
    .optional(),
  DeletionProtectionEnabled: z.boolean().default(false),
})

export const table: ResourceType<z.infer<typeof properties>> = {
  type: 'AWS::DynamoDB::Table',
  nameProperty: 'TableName',
  properties,
  ignored: {
    TimeToLiveSpecification: 'AWS deletes days later, when this cloud is gone',
    PointInTimeRecoverySpecification: 'state lives in memory',
  },
  identify: (name, place) => {
    const arn = arnOf('dynamodb', place, `table/${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}
