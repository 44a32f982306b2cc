import { CloudError } from '../../cloud-error.ts'
import type { Caller } from '../../endpoint/call.ts'
import type { Stack } from '../../template/stack.ts'
import { scheduleRule } from '../events.ts'
import { assertAllowed, type Permissions } from '../iam/permissions.ts'
import { queue } from '../sqs/sqs.ts'
import { eventSourceMapping, functionPermission, functionUrl, lambdaFunction } from './resources.ts'

/** Throws a `CloudError` for a mapping whose role can't poll, or whose queue hides messages for too short a time. */
export const checkEventSources = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, properties } of stack.all(eventSourceMapping)) {
    const target = stack.all(lambdaFunction).find(({ ref }) => ref === properties.FunctionName)
    const source = stack.all(queue).find(({ arn }) => arn === properties.EventSourceArn)
    if (target === undefined || source === undefined)
      throw new CloudError(`${logicalId} lacks its function or its queue.`)
    const caller: Caller = { kind: 'function', functionName: target.ref, roleArn: target.properties.Role }
    for (const action of ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'])
      await assertAllowed(permissions, `Lambda can't poll for ${logicalId}`, caller, { action, resource: source.arn })
    const [hidden, timeout] = [source.properties.VisibilityTimeout, target.properties.Timeout]
    if (hidden < timeout)
      throw new CloudError(
        `${logicalId} can't work: its queue hides messages for ${hidden} s, but its function may take ${timeout} s.`,
      )
  }
}

/** All may call a function URL only by both permissions, since October 2025 (developer guide, access control). */
export const checkUrls = (stack: Stack): void => {
  for (const { logicalId, properties } of stack.all(functionUrl))
    for (const action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])
      assertInvocable(stack, 'Nobody can call', properties.TargetFunctionArn, { logicalId, action, principal: '*' })
}

/** EventBridge needs the function's permission (user guide, "My rule ran but my Lambda function wasn't invoked"). */
export const checkSchedules = (stack: Stack): void => {
  const invoker = { action: 'lambda:InvokeFunction', principal: 'events.amazonaws.com' }
  for (const { logicalId, arn: source, properties } of stack.all(scheduleRule))
    for (const { Arn } of properties.Targets)
      assertInvocable(stack, "EventBridge can't carry out", Arn, { ...invoker, logicalId, source })
}

/** A resource that lets a principal act on a function, perhaps only for that resource. */
type Invoker = Readonly<{ logicalId: string; action: string; principal: string; source?: string }>

/** Throws a `CloudError` that begins with `what`, unless the function lets the principal act for this source. */
const assertInvocable = (stack: Stack, what: string, functionArn: string, invoker: Invoker): void => {
  const { logicalId, action, principal, source } = invoker
  const target = stack.all(lambdaFunction).find(({ arn }) => arn === functionArn)
  if (target === undefined) throw new CloudError(`${logicalId} lacks its function.`)
  const onTarget = stack
    .all(functionPermission)
    .filter(({ properties }) => [target.arn, target.ref].includes(properties.FunctionName))
  const isAllowed = onTarget.some(
    ({ properties: { Action, Principal, SourceArn = source } }) =>
      Action === action && Principal === principal && SourceArn === source,
  )
  const who = principal === '*' ? 'all' : principal
  if (!isAllowed)
    throw new CloudError(`${what} ${logicalId}: the template doesn't allow ${action} on ${target.arn} to ${who}.`)
}
