import { configurationSet } from '../carriers/aws/local/configuration-set.ts'
import { phoneNumber } from '../carriers/aws/local/phone-number.ts'
import { alarm } from './cloudwatch/alarm-resource.ts'
import { dashboard } from './cloudwatch/dashboard-resource.ts'
import { table } from './dynamodb/resources.ts'
import { attachedPolicy, key, managedPolicy, queuePolicy, role, topicPolicy } from './iam/resources.ts'
import { functionPermission, functionUrl } from './lambda/function-url-resources.ts'
import { eventSourceMapping, lambdaFunction } from './lambda/resources.ts'
import { logGroup } from './logs/resources.ts'
import { secret } from './secrets-manager/resources.ts'
import { subscription, topic } from './sns/resources.ts'
import { queue } from './sqs/resources.ts'
import type { Kind } from './template/kind.ts'

/** Everything that the embedded cloud creates. */
export const kinds: readonly Kind<unknown>[] = [
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
  attachedPolicy,
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
