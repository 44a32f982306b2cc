import type { Call, Service } from '../endpoint/call.ts'
import { arnOf, type Place, type ResourceType } from '../template/resource-type.ts'
import { readTemplate, type Stack } from '../template/stack.ts'
import { cloudFormationPermissions } from './cloudformation.ts'
import { cloudWatchPermissions } from './cloudwatch/actions.ts'
import { alarm } from './cloudwatch/alarms.ts'
import { dashboard } from './cloudwatch/dashboard.ts'
import { dynamoDbPermissions, table } from './dynamodb/dynamodb.ts'
import { phoneNumber } from './end-user-messaging/numbers.ts'
import { checkEventDestinations, configurationSet } from './end-user-messaging/reports.ts'
import { type PhoneNumberArn, smsVoicePermissions } from './end-user-messaging/request.ts'
import type { Grants, Permissions, RequiredPermissions } from './iam/permissions.ts'
import { key, managedPolicy, role } from './iam/resources.ts'
import { lambdaPermissions } from './lambda/actions.ts'
import {
  checkEventSources,
  checkUrls,
  eventInvokeConfig,
  eventSourceMapping,
  functionPermission,
  functionUrl,
  lambdaFunction,
} from './lambda/resources.ts'
import { logGroup, logsPermissions } from './logs.ts'
import { checkSchedulers, schedule } from './scheduler/resources.ts'
import { schedulerPermissions } from './scheduler/scheduler.ts'
import { createSecrets, secret, secretsManagerPermissions } from './secrets-manager.ts'
import { checkSubscriptions, snsPermissions, subscription, topic, topicPolicy } from './sns/sns.ts'
import { queue, queuePolicy, sqsPermissions } from './sqs/sqs.ts'

const resourceTypes: readonly ResourceType<unknown>[] = [
  table,
  queue,
  topic,
  subscription,
  lambdaFunction,
  eventSourceMapping,
  functionUrl,
  functionPermission,
  eventInvokeConfig,
  schedule,
  logGroup,
  role,
  managedPolicy,
  queuePolicy,
  topicPolicy,
  key,
  secret,
  phoneNumber,
  configurationSet,
  alarm,
  dashboard,
]

/** Reads a template. Throws a `CloudError` for what the emulator doesn't support. */
export const readStack = (template: unknown, place: Place): Stack =>
  readTemplate(template, place, { resourceTypes, secretsOf: createSecrets })

/** Collects the policies of a template, by the role or resource to which they apply. */
export const readGrants = (stack: Stack): Grants => ({
  ofRole: new Map(
    stack
      .all(role)
      .map(({ arn, properties }) => [arn, properties.Policies.map(({ PolicyDocument }) => PolicyDocument)]),
  ),
  ofPolicy: new Map(stack.all(managedPolicy).map(({ arn, properties }) => [arn, properties.PolicyDocument])),
  ofResource: resourcePolicies(stack),
  keyOf: encryption(stack),
})

const resourcePolicies = (stack: Stack): Grants['ofResource'] => {
  const queueArns = new Map(stack.all(queue).map(({ ref, arn }) => [ref, arn]))
  const policies = [
    ...stack
      .all(queuePolicy)
      .flatMap(({ properties: { Queues, PolicyDocument } }) =>
        Queues.map((url) => ({ arn: queueArns.get(url) ?? url, policy: PolicyDocument })),
      ),
    ...stack
      .all(topicPolicy)
      .flatMap(({ properties: { Topics, PolicyDocument } }) => Topics.map((arn) => ({ arn, policy: PolicyDocument }))),
    ...stack.all(key).map(({ arn, properties }) => ({ arn, policy: properties.KeyPolicy })),
    ...stack
      .all(role)
      .flatMap(({ arn, properties: { AssumeRolePolicyDocument: policy } }) => (policy ? { arn, policy } : [])),
  ]
  return new Map(policies.map(({ arn, policy }) => [arn, policy]))
}

const encryption = (stack: Stack): Grants['keyOf'] => {
  const keyArns = new Map(stack.all(key).map(({ ref, arn }) => [ref, arn]))
  // An AWS managed key, such as alias/aws/sns, has a fixed policy, which can't let in additional principals.
  const ownedByAws = (keyId: string) => (keyId.startsWith('arn:') ? keyId : arnOf('kms', stack.place, `key/${keyId}`))
  const encrypted = [
    ...stack.all(queue).map(({ arn, properties }) => ({ arn, keyId: properties.KmsMasterKeyId })),
    ...stack.all(topic).map(({ arn, properties }) => ({ arn, keyId: properties.KmsMasterKeyId })),
    ...stack.all(secret).map(({ arn, properties }) => ({ arn, keyId: properties.KmsKeyId })),
    ...stack.all(table).map(({ arn, properties }) => ({ arn, keyId: properties.SSESpecification?.KMSMasterKeyId })),
  ]
  return new Map(
    encrypted.flatMap(({ arn, keyId }) =>
      keyId === undefined ? [] : [[arn, keyArns.get(keyId) ?? ownedByAws(keyId)] as const],
    ),
  )
}

/** The permissions that IAM requires for a request to one of the emulator's own services. */
export const requiredPermissions = (call: Call, stack: Stack, phoneNumberArn: PhoneNumberArn) => {
  if (call.service === 'sms-voice') return smsVoicePermissions(call, stack.place, phoneNumberArn)
  if (call.service === 'dynamodb') return dynamoDbPermissions(call, stack)
  return permissions.get(call.service)?.(call, stack.place) ?? []
}

const permissions: ReadonlyMap<string, RequiredPermissions> = new Map(
  Object.entries({
    sqs: sqsPermissions,
    sns: snsPermissions,
    cloudformation: cloudFormationPermissions,
    lambda: lambdaPermissions,
    logs: logsPermissions,
    monitoring: cloudWatchPermissions,
    scheduler: schedulerPermissions,
    secretsmanager: secretsManagerPermissions,
    // GetCallerIdentity needs no permission.
    sts: () => [],
  } satisfies Record<Exclude<Service, 'sms-voice' | 'dynamodb'>, RequiredPermissions>),
)

/** Throws a `CloudError` if the template lacks a permission that one of its services needs to call another. */
export const checkIntegrations = async (stack: Stack, permissions: Permissions): Promise<void> => {
  checkUrls(stack)
  await checkSubscriptions(stack, permissions)
  await checkEventDestinations(stack, permissions)
  await checkEventSources(stack, permissions)
  await checkSchedulers(stack, permissions)
}
