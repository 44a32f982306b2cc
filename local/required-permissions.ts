import { z } from 'zod'

import { type Call, textParameter } from './endpoint/call.ts'
import type { Permission } from './iam/permissions.ts'
import { arnOf, type Place } from './template/kind.ts'

/** The ARN of the phone number that has this number, id or ARN, if the account has it. */
export type PhoneNumberArn = (identity: string) => string | undefined

/** What IAM asks for before it lets a call through (service authorization reference); it is not asked about httpSMS. */
export const requiredPermissions = (
  call: Call,
  place: Place,
  phoneNumberArn: PhoneNumberArn = () => undefined,
): readonly Permission[] => {
  if (call.service === 'http-sms') return []
  if (call.service === 'dynamodb') return ofTables(call, place)
  if (call.service === 'sqs') return call.action === 'StartMessageMoveTask' ? ofMove(call) : [ofQueue(call, place)]
  if (call.service === 'sns') return [ofTopic(call)]
  if (call.action === 'SendTextMessage') return ofTextMessage(call, place, phoneNumberArn)
  return ofControlPlane(call, place)
}

/** The batch actions of SQS and SNS need the permission for the single one. */
const single = (action: string): string => action.replace(/Batch$/, '')

const ofQueue = (call: Call, place: Place): Permission => {
  const name = textParameter(call, 'QueueUrl').split('/').at(-1) || textParameter(call, 'QueueName')
  return { action: `sqs:${single(call.action)}`, resource: name === '' ? '*' : arnOf('sqs', place, name) }
}

const ofTopic = (call: Call): Permission => {
  return { action: `sns:${single(call.action)}`, resource: textParameter(call, 'TopicArn') || '*' }
}

const ofTables = (call: Call, place: Place): readonly Permission[] => {
  const { RequestItems: batch } = call.parameters
  const names = typeof batch === 'object' && batch !== null ? Object.keys(batch) : [textParameter(call, 'TableName')]
  return names.map((name) => {
    const resource = name === '' ? '*' : arnOf('dynamodb', place, `table/${name}`)
    return { action: `dynamodb:${call.action}`, resource, context: { 'dynamodb:LeadingKeys': partitionKeys(call) } }
  })
}

/** The partition keys that a call names (developer guide, conditions); a scan names none. */
const partitionKeys = ({ parameters }: Call): string[] => {
  const batches = Object.values(batched.safeParse(parameters).data?.RequestItems ?? {})
  return [parameters['Key'], parameters['Item'], ...batches.flatMap(({ Keys }) => Keys)].flatMap((item) => {
    const { data } = keyed.safeParse(item)
    return data === undefined ? [] : [data.pk.S]
  })
}

const keyed = z.object({ pk: z.object({ S: z.string() }) })

const batched = z.object({ RequestItems: z.record(z.string(), z.object({ Keys: z.array(z.unknown()) })) })

/** To move dead letters takes what a receiver of theirs needs; and to send to the queue that they came from, which the call doesn't name. */
const ofMove = (call: Call): readonly Permission[] =>
  ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({
    action: `sqs:${action}`,
    resource: textParameter(call, 'SourceArn'),
  }))

/**
 * The service authorization reference names the phone number and the configuration set, the user guide (permissions-actions) the
 * number alone. Both are asked for here, so that what suffices here suffices at AWS.
 */
const ofTextMessage = (call: Call, place: Place, phoneNumberArn: PhoneNumberArn): readonly Permission[] => {
  const [identity, set] = [textParameter(call, 'OriginationIdentity'), textParameter(call, 'ConfigurationSetName')]
  const resources = [
    phoneNumberArn(identity) ?? arnOfName('phone-number', identity, place),
    ...(set === '' ? [] : [arnOfName('configuration-set', set, place)]),
  ]
  return resources.map((resource) => ({ action: 'sms-voice:SendTextMessage', resource }))
}

const arnOfName = (type: string, nameOrArn: string, place: Place): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arnOf('sms-voice', place, `${type}/${nameOrArn}`)

/** Services whose actions IAM knows by another name than requests are signed for. */
const prefixes: { readonly [service: string]: string } = { monitoring: 'cloudwatch' }

/** What people ask of services: on one resource where IAM can tell them apart. */
const ofControlPlane = (call: Call, place: Place): readonly Permission[] => {
  // Everybody may ask who they are.
  if (call.service === 'sts') return []
  const action = `${prefixes[call.service] ?? call.service}:${call.action}`
  return [{ action, resource: resources[call.action]?.(call, place) ?? '*' }]
}

const logStream = (call: Call, place: Place): string =>
  arnOf(
    'logs',
    place,
    `log-group:${textParameter(call, 'logGroupName')}:log-stream:${textParameter(call, 'logStreamName')}`,
  )

const resources: { readonly [action: string]: (call: Call, place: Place) => string } = {
  DescribeStacks: (call, place) => arnOf('cloudformation', place, `stack/${textParameter(call, 'StackName')}/*`),
  DetectStackResourceDrift: (call, place) =>
    arnOf('cloudformation', place, `stack/${textParameter(call, 'StackName')}/*`),
  GetSecretValue: (call) => textParameter(call, 'SecretId'),
  PutSecretValue: (call) => textParameter(call, 'SecretId'),
  GetEventSourceMapping: (call, place) => arnOf('lambda', place, `event-source-mapping:${textParameter(call, 'UUID')}`),
  UpdateEventSourceMapping: (call, place) =>
    arnOf('lambda', place, `event-source-mapping:${textParameter(call, 'UUID')}`),
  FilterLogEvents: (call, place) =>
    arnOf('logs', place, `log-group:${textParameter(call, 'logGroupName')}:log-stream:`),
  CreateLogStream: logStream,
  PutLogEvents: logStream,
  DescribeAlarms: (_, place) => arnOf('cloudwatch', place, 'alarm:*'),
  SetAlarmState: (call, place) => arnOf('cloudwatch', place, `alarm:${textParameter(call, 'AlarmName')}`),
  DescribePhoneNumbers: (_, place) => arnOf('sms-voice', place, 'phone-number/*'),
  UpdatePhoneNumber: (call, place) => arnOfName('phone-number', textParameter(call, 'PhoneNumberId'), place),
  DescribeConfigurationSets: (_, place) => arnOf('sms-voice', place, 'configuration-set/*'),
}
