import { alarm } from './services/cloudwatch/alarm-resource.ts'
import { dashboard } from './services/cloudwatch/dashboard-resource.ts'
import { table } from './services/dynamodb/resources.ts'
import { configurationSet } from './services/end-user-messaging/configuration-set.ts'
import { phoneNumber } from './services/end-user-messaging/phone-number.ts'
import { managedPolicy, role } from './services/iam/resources.ts'
import { key } from './services/kms/resources.ts'
import { functionPermission, functionUrl } from './services/lambda/function-url-resources.ts'
import { eventSourceMapping, lambdaFunction } from './services/lambda/resources.ts'
import { logGroup } from './services/logs/resources.ts'
import { secret } from './services/secrets-manager/resources.ts'
import { createSecrets } from './services/secrets-manager/secrets.ts'
import { subscription, topic, topicPolicy } from './services/sns/resources.ts'
import { queue, queuePolicy } from './services/sqs/resources.ts'
import type { Place, ResourceType } from './template/resource-type.ts'
import { readTemplate, type Stack } from './template/stack.ts'

/** All resource types that the embedded cloud supports. */
const resourceTypes: readonly ResourceType<unknown>[] = [
  table,
  queue,
  topic,
  subscription,
  lambdaFunction,
  eventSourceMapping,
  functionUrl,
  functionPermission,
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

/**
 * Reads a template. Throws a `Refusal` for a resource type, a property or an intrinsic function that the embedded cloud doesn't
 * support.
 */
export const readStack = (template: unknown, place: Place): Stack =>
  readTemplate(template, place, { resourceTypes, secretsOf: createSecrets })
