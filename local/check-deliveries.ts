import { configurationSet } from '../carriers/aws/local/configuration-set.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Caller } from './endpoint/call.ts'
import type { Permissions } from './iam/permissions.ts'
import { functionPermission, functionUrl } from './lambda/function-url-resources.ts'
import { eventSourceMapping, lambdaFunction } from './lambda/resources.ts'
import { subscription, topic } from './sns/resources.ts'
import { queue } from './sqs/resources.ts'
import { arnOf, type Place } from './template/kind.ts'
import type { Stack } from './template/stack.ts'

/** End User Messaging, on behalf of a resource of its own: of a phone number, when it brings texts. */
export const smsVoice = (place: Place, sourceArn = arnOf('sms-voice', place, 'phone-number/embedded')): Caller => ({
  kind: 'service',
  principal: 'sms-voice.amazonaws.com',
  sourceArn,
})

/** The topics to which End User Messaging may publish. */
export const inboundTopics = async (stack: Stack, permissions: Permissions): Promise<readonly string[]> => {
  const arns = stack.all(topic).map(({ arn }) => arn)
  const denied = await Promise.all(
    arns.map((resource) => permissions.missing(smsVoice(stack.place), { action: 'sns:Publish', resource })),
  )
  return arns.filter((_, i) => denied[i] === undefined)
}

/**
 * Services of AWS that may not deliver lose messages without an error, and Lambda refuses a mapping that can't work:
 * throws a `Refusal` that names what the template forgot.
 */
export const checkDeliveries = async (stack: Stack, permissions: Permissions): Promise<void> => {
  checkUrls(stack)
  const check = async (what: string, caller: Caller, action: string, resource: string) => {
    const denied = await permissions.missing(caller, { action, resource })
    if (denied !== undefined)
      throw new Refusal(`${what}: the template doesn't allow ${denied.action} on ${denied.resource}.`)
  }
  for (const { logicalId, properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RedrivePolicy } = properties
    const sns: Caller = { kind: 'service', principal: 'sns.amazonaws.com', sourceArn: TopicArn }
    if (Protocol === 'sqs') await check(`SNS can't deliver to ${logicalId}`, sns, 'sqs:SendMessage', Endpoint)
    if (RedrivePolicy !== undefined)
      await check(`SNS can't save what ${logicalId} loses`, sns, 'sqs:SendMessage', RedrivePolicy.deadLetterTargetArn)
  }
  for (const { logicalId, arn, properties } of stack.all(configurationSet))
    for (const { EventDestinationName, Enabled, SnsDestination } of properties.EventDestinations) {
      const what = `End User Messaging can't report to ${EventDestinationName} of ${logicalId}`
      if (Enabled) await check(what, smsVoice(stack.place, arn), 'sns:Publish', SnsDestination.TopicArn)
    }
  for (const { logicalId, properties } of stack.all(eventSourceMapping)) {
    const target = stack.all(lambdaFunction).find(({ ref }) => ref === properties.FunctionName)
    const source = stack.all(queue).find(({ arn }) => arn === properties.EventSourceArn)
    if (target === undefined || source === undefined) throw new Refusal(`${logicalId} lacks its function or its queue.`)
    const caller: Caller = { kind: 'function', functionName: target.ref, roleArn: target.properties.Role }
    for (const action of ['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'])
      await check(`Lambda can't poll for ${logicalId}`, caller, `sqs:${action}`, source.arn)
    const [hidden, timeout] = [source.properties.VisibilityTimeout, target.properties.Timeout]
    if (hidden < timeout)
      throw new Refusal(
        `${logicalId} can't work: its queue hides messages for ${hidden} s, but its function may take ${timeout} s.`,
      )
  }
}

/** Since October 2025 it takes both (developer guide, access control of function URLs). */
const toCallUrl = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction']

/** Lambda refuses everybody who calls a URL that the template made but didn't open to all. */
const checkUrls = (stack: Stack): void => {
  for (const { logicalId, properties } of stack.all(functionUrl)) {
    const target = stack.all(lambdaFunction).find(({ arn }) => arn === properties.TargetFunctionArn)
    if (target === undefined) throw new Refusal(`${logicalId} lacks its function.`)
    const granted = stack
      .all(functionPermission)
      .map(({ properties }) => properties)
      .filter(({ Principal, FunctionName }) => Principal === '*' && [target.arn, target.ref].includes(FunctionName))
    const missing = toCallUrl.find((action) => !granted.some(({ Action }) => Action === action))
    if (missing !== undefined)
      throw new Refusal(`Nobody can call ${logicalId}: the template doesn't allow ${missing} on ${target.arn} to all.`)
  }
}
