import { alarm } from './alarm.ts'
import { configurationSet } from './configuration-set.ts'
import { dashboard } from './dashboard.ts'
import { functionPermission, functionUrl } from './function-url.ts'
import type { Kind } from './kind.ts'
import { eventSourceMapping, lambdaFunction } from './lambda.ts'
import { logGroup } from './log-group.ts'
import { phoneNumber } from './phone-number.ts'
import { attachedPolicy, key, managedPolicy, queuePolicy, role, topicPolicy } from './policy.ts'
import { queue } from './queue.ts'
import { secret } from './secret.ts'
import { table } from './table.ts'
import { subscription, topic } from './topic.ts'

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
