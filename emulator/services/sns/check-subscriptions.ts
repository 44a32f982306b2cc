import type { Caller } from '../../endpoint/call.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed } from '../iam/assert-allowed.ts'
import type { Permissions } from '../iam/permissions.ts'
import { subscription } from './resources.ts'

/**
 * Throws a `Refusal` if SNS may not send to a subscribed queue or to its dead-letter queue, because SNS would silently lose the
 * messages.
 */
export const checkSubscriptions = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RedrivePolicy } = properties
    const sns: Caller = { kind: 'service', principal: 'sns.amazonaws.com', sourceArn: TopicArn }
    const check = (what: string, queueArn: string) => assertAllowed(permissions, what, sns, 'sqs:SendMessage', queueArn)
    if (Protocol === 'sqs') await check(`SNS can't deliver to ${logicalId}`, Endpoint)
    if (RedrivePolicy !== undefined)
      await check(`SNS can't save what ${logicalId} loses`, RedrivePolicy.deadLetterTargetArn)
  }
}
