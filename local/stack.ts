import { configurationSet } from '../carriers/aws/local/configuration-set.ts'
import { phoneNumber } from '../carriers/aws/local/phone-number.ts'
import { alarm } from './cloudwatch/alarm-resource.ts'
import { dashboard } from './cloudwatch/dashboard-resource.ts'
import { table } from './dynamodb/resources.ts'
import { managedPolicy, role } from './iam/resources.ts'
import { key } from './kms/resources.ts'
import { functionPermission, functionUrl } from './lambda/function-url-resources.ts'
import { eventSourceMapping, lambdaFunction } from './lambda/resources.ts'
import { logGroup } from './logs/resources.ts'
import { secret } from './secrets-manager/resources.ts'
import { createSecrets } from './secrets-manager/secrets.ts'
import { subscription, topic, topicPolicy } from './sns/resources.ts'
import { queue, queuePolicy } from './sqs/resources.ts'
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
