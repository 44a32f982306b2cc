import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { z } from 'zod'
import { errorAnswer, jsonAnswer } from '../../endpoint/answers.ts'
import { type Answer, type Call, type ServiceHandler, textParameter } from '../../endpoint/call.ts'
import { arnOf, identifiedIn, type ResourceType } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import type { Permission } from '../iam/permissions.ts'
import { createDynalite } from './dynalite.ts'

/** DynamoDB, by dynalite, with what that lacks: deletion protection, and what is said of the time to live. */
export const createDynamoDb = (stack: Stack, areProtected: boolean): ServiceHandler => {
  const dynalite = createDynalite()
  const isProtected = new Map(
    stack.all(table).map(({ ref, properties }) => [ref, areProtected || properties.DeletionProtectionEnabled]),
  )
  const describe = async (member: 'Table' | 'TableDescription', call: Call): Promise<Answer> => {
    const name = textParameter(call, 'TableName')
    const headers = { ...call.headers, 'x-amz-target': 'DynamoDB_20120810.DescribeTable' }
    const answer = await dynalite({ ...call, headers, body: JSON.stringify({ TableName: name }) })
    if (answer.status !== 200) return answer
    const DeletionProtectionEnabled = isProtected.get(name) ?? false
    return jsonAnswer(200, { [member]: { ...JSON.parse(answer.body).Table, DeletionProtectionEnabled } })
  }
  const timeToLive = new Map(stack.all(table).map(({ ref, properties }) => [ref, properties.TimeToLiveSpecification]))
  return (call) => {
    if (call.action === 'UpdateTimeToLive') {
      const { TableName, TimeToLiveSpecification } = newTimeToLive.parse(call.parameters)
      timeToLive.set(TableName, TimeToLiveSpecification)
      return jsonAnswer(200, { TimeToLiveSpecification })
    }
    if (call.action === 'DescribeTimeToLive') {
      const { Enabled = false, AttributeName } = timeToLive.get(textParameter(call, 'TableName')) ?? {}
      const described = Enabled ? { TimeToLiveStatus: 'ENABLED', AttributeName } : { TimeToLiveStatus: 'DISABLED' }
      return jsonAnswer(200, { TimeToLiveDescription: described })
    }
    if (call.action === 'DescribeTable') return describe('Table', call)
    if (call.action !== 'UpdateTable') return dynalite(call)
    const { data } = update.safeParse(call.parameters)
    if (data === undefined) return errorAnswer('dynamodb', onlyProtection)
    isProtected.set(data.TableName, data.DeletionProtectionEnabled)
    return describe('TableDescription', call)
  }
}

const timeToLiveSpecification = z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() })
const newTimeToLive = z.strictObject({ TableName: z.string(), TimeToLiveSpecification: timeToLiveSpecification })

const update = z.strictObject({ TableName: z.string(), DeletionProtectionEnabled: z.boolean() })

const onlyProtection = {
  code: 'ValidationException',
  message: 'The emulator changes the deletion protection alone.',
  status: 400,
}

/** Creates the tables of a stack, and resolves when all of them are ready. */
export const createTables = async (stack: Stack, client: DynamoDBClient): Promise<void> => {
  for (const { ref, properties } of stack.all(table)) {
    const { AttributeDefinitions, KeySchema, BillingMode } = properties
    await client.send(new CreateTableCommand({ TableName: ref, AttributeDefinitions, KeySchema, BillingMode }))
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName: ref })
  }
}

/** Each action needs the permission of the same name, on every table in the request. */
export const dynamoDbPermissions = (call: Call, stack: Stack): readonly Permission[] => {
  const { RequestItems: batch } = call.parameters
  const names = typeof batch === 'object' && batch !== null ? Object.keys(batch) : [textParameter(call, 'TableName')]
  return names.map((name) => {
    const found = stack.all(table).find(({ ref }) => ref === name)
    const resource = name === '' ? '*' : arnOf('dynamodb', stack.place, `table/${name}`)
    const context = {
      'dynamodb:LeadingKeys': partitionKeys(call, found?.properties.KeySchema[0]?.AttributeName ?? ''),
      'dynamodb:Attributes': attributeNames(call),
      'dynamodb:ReturnValues': textParameter(call, 'ReturnValues') || 'NONE',
    }
    return { action: `dynamodb:${call.action}`, resource, context }
  })
}

/** The partition keys in a request (developer guide, conditions). A scan has none. Tables have no sort key here. */
const partitionKeys = ({ parameters }: Call, keyName: string): string[] => {
  const batches = Object.values(batched.safeParse(parameters).data?.RequestItems ?? {})
  return [parameters['Key'], parameters['Item'], ...batches.flatMap(({ Keys }) => Keys)].flatMap((item) => {
    const key = keyed.safeParse(item).data?.[keyName]
    return key?.S === undefined ? [] : [key.S]
  })
}

/** The attribute names in a request (developer guide, specifying-conditions). In a path such as `a.b` both count. */
const attributeNames = ({ parameters }: Call): string[] => {
  const named = ['Key', 'Item', 'ExpressionAttributeNames', 'AttributeUpdates', 'Expected'].flatMap((parameter) => {
    const { data = {} } = z.record(z.string(), z.unknown()).safeParse(parameters[parameter])
    return parameter === 'ExpressionAttributeNames' ? Object.values(data).map(String) : Object.keys(data)
  })
  const written = Object.entries(parameters).flatMap(([parameter, value]) =>
    parameter.endsWith('Expression') ? wordsIn(String(value)) : [],
  )
  return [...new Set([...named, ...written])]
}

/** The attribute names that an expression has without a placeholder: neither keywords nor functions. */
const wordsIn = (expression: string): readonly string[] =>
  (expression.match(/(?<![\w#:])[a-z_]\w*(?!\w|\s*\()/gi) ?? []).filter(
    (word) => !/^(set|remove|add|delete|and|or|not|between|in)$/i.test(word),
  )

const keyed = z.record(z.string(), z.looseObject({ S: z.string().optional() }))

const batched = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })) })

export const table = {
  type: 'AWS::DynamoDB::Table',
  nameProperty: 'TableName',
  properties: z.strictObject({
    AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.literal('S') })),
    KeySchema: z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.literal('HASH') })),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    SSESpecification: z
      .strictObject({ KMSMasterKeyId: z.string().optional(), SSEEnabled: z.boolean(), SSEType: z.string().optional() })
      .optional(),
    DeletionProtectionEnabled: z.boolean().default(false),
    /** Only told: AWS deletes days later, when this cloud is gone. */
    TimeToLiveSpecification: timeToLiveSpecification.optional(),
  }),
  ignored: { PointInTimeRecoverySpecification: 'state lives in memory' },
  identify: identifiedIn('dynamodb', 'table/'),
} satisfies ResourceType<unknown>
