import { type Call, textParameter } from '../endpoint/call.ts'
import { arnOf, type Place } from '../template/kinds/kind.ts'

/** A permission that a call needs: an action of IAM on a resource. */
export type Permission = { readonly action: string; readonly resource: string }

/** What IAM asks for before it lets a call through (service authorization reference). */
export const requiredPermissions = (call: Call, place: Place): readonly Permission[] => {
  if (call.service === 'dynamodb') return ofTables(call, place)
  if (call.service === 'sqs') return [ofQueue(call, place)]
  return [ofTopicOrPhone(call)]
}

/** The batch actions of SQS and SNS need the permission for the single one. */
const single = (action: string): string => action.replace(/Batch$/, '')

const ofQueue = (call: Call, place: Place): Permission => {
  const name = textParameter(call, 'QueueUrl').split('/').at(-1) || textParameter(call, 'QueueName')
  return { action: `sqs:${single(call.action)}`, resource: name === '' ? '*' : arnOf('sqs', place, name) }
}

/** A phone number has no ARN: IAM compares the number itself with the statements. */
const ofTopicOrPhone = (call: Call): Permission => {
  const target = ['PhoneNumber', 'TopicArn', 'TargetArn'].map((name) => textParameter(call, name)).find(Boolean)
  return { action: `sns:${single(call.action)}`, resource: target ?? '*' }
}

const ofTables = (call: Call, place: Place): readonly Permission[] => {
  const { RequestItems: batch } = call.parameters
  const names = typeof batch === 'object' && batch !== null ? Object.keys(batch) : [textParameter(call, 'TableName')]
  const index = textParameter(call, 'IndexName')
  return names.map((name) => {
    const table = name === '' ? '*' : arnOf('dynamodb', place, `table/${name}`)
    return { action: `dynamodb:${call.action}`, resource: index === '' ? table : `${table}/index/${index}` }
  })
}

/** What the caller needs of the customer key that encrypts a resource, by action (each service's guide, key permissions). */
export const keyActions: { readonly [action: string]: readonly string[] } = {
  'sqs:SendMessage': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'sqs:ReceiveMessage': ['kms:Decrypt'],
  'sns:Publish': ['kms:GenerateDataKey', 'kms:Decrypt'],
  'dynamodb:GetItem': ['kms:Decrypt'],
  'dynamodb:BatchGetItem': ['kms:Decrypt'],
  'dynamodb:Query': ['kms:Decrypt'],
  'dynamodb:Scan': ['kms:Decrypt'],
  'dynamodb:PutItem': ['kms:Decrypt'],
  'dynamodb:UpdateItem': ['kms:Decrypt'],
  'dynamodb:DeleteItem': ['kms:Decrypt'],
  'dynamodb:BatchWriteItem': ['kms:Decrypt'],
}
