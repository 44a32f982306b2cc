import { CloudError } from '../../cloud-error.ts'
import type { Caller } from '../../endpoint/call.ts'
import type { Stack } from '../../template/stack.ts'
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
  for (const { logicalId, properties } of stack.all(functionUrl)) {
    const target = stack.all(lambdaFunction).find(({ arn }) => arn === properties.TargetFunctionArn)
    if (target === undefined) throw new CloudError(`${logicalId} lacks its function.`)
    const allowed = stack
      .all(functionPermission)
      .filter(({ properties: { FunctionName } }) => [target.arn, target.ref].includes(FunctionName))
      .flatMap(({ properties: { Action, Principal } }) => (Principal === '*' ? Action : []))
    for (const action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])
      if (!allowed.includes(action))
        throw new CloudError(
          `Nobody can call ${logicalId}: the template doesn't allow ${action} on ${target.arn} to all.`,
        )
  }
}
