import { CloudError } from '../../cloud-error.ts'
import type { Caller } from '../../endpoint/call.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed, type Permissions } from '../iam/permissions.ts'
import { queue } from '../sqs/resources.ts'
import { eventSourceMapping, functionPermission, functionUrl, lambdaFunction } from './resources.ts'

/**
 * Throws a `CloudError` for an event source mapping that Lambda would refuse: its role lacks a permission on the queue, or the
 * queue's visibility timeout is shorter than the function's timeout.
 */
export const checkEventSources = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, properties } of stack.all(eventSourceMapping)) {
    const target = stack.all(lambdaFunction).find(({ ref }) => ref === properties.FunctionName)
    const source = stack.all(queue).find(({ arn }) => arn === properties.EventSourceArn)
    if (target === undefined || source === undefined)
      throw new CloudError(`${logicalId} lacks its function or its queue.`)
    const caller: Caller = { kind: 'function', functionName: target.ref, roleArn: target.properties.Role }
    for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'])
      await assertAllowed(permissions, `Lambda can't poll for ${logicalId}`, caller, `sqs:${action}`, source.arn)
    const [hidden, timeout] = [source.properties.VisibilityTimeout, target.properties.Timeout]
    if (hidden < timeout)
      throw new CloudError(
        `${logicalId} can't work: its queue hides messages for ${hidden} s, but its function may take ${timeout} s.`,
      )
  }
}

/**
 * The permissions that a caller of a function URL needs. It needs both since October 2025 (developer guide, access control of
 * function URLs).
 */
const toCallUrl = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']

/** Throws a `CloudError` for a function URL that not everybody may call, because Lambda would refuse all requests to it. */
export const checkUrls = (stack: Stack): void => {
  for (const { logicalId, properties } of stack.all(functionUrl)) {
    const target = stack.all(lambdaFunction).find(({ arn }) => arn === properties.TargetFunctionArn)
    if (target === undefined) throw new CloudError(`${logicalId} lacks its function.`)
    const granted = stack
      .all(functionPermission)
      .map(({ properties }) => properties)
      .filter(({ Principal, SourceArn }) => Principal === '*' && SourceArn === undefined)
      .filter(({ FunctionName }) => [target.arn, target.ref].includes(FunctionName))
    const missing = toCallUrl.find((action) => !granted.some(({ Action }) => Action === action))
    if (missing !== undefined)
      throw new CloudError(
        `Nobody can call ${logicalId}: the template doesn't allow ${missing} on ${target.arn} to all.`,
      )
  }
}
