import type { Caller } from '../../endpoint/call.ts'
import { arnOf, type Place } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed } from '../iam/assert-allowed.ts'
import type { Permissions } from '../iam/permissions.ts'
import { topic } from '../sns/resources.ts'
import { configurationSet } from './configuration-set.ts'

/**
 * End User Messaging as a caller on behalf of one of its resources. The default resource is a phone number, for the texts that it
 * receives.
 */
export const smsVoice = (place: Place, sourceArn = arnOf('sms-voice', place, 'phone-number/embedded')): Caller => ({
  kind: 'service',
  principal: 'sms-voice.amazonaws.com',
  sourceArn,
})

/** The topics to which End User Messaging may publish texts. */
export const inboundTopics = async (stack: Stack, permissions: Permissions): Promise<readonly string[]> => {
  const arns = stack.all(topic).map(({ arn }) => arn)
  const denied = await Promise.all(
    arns.map((resource) => permissions.missing(smsVoice(stack.place), { action: 'sns:Publish', resource })),
  )
  return arns.filter((_, i) => denied[i] === undefined)
}

/**
 * Throws a `Refusal` if End User Messaging may not publish to an event destination, because it would silently lose the events.
 */
export const checkEventDestinations = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, arn, properties } of stack.all(configurationSet))
    for (const { EventDestinationName, Enabled, SnsDestination } of properties.EventDestinations) {
      const what = `End User Messaging can't report to ${EventDestinationName} of ${logicalId}`
      if (Enabled)
        await assertAllowed(permissions, what, smsVoice(stack.place, arn), 'sns:Publish', SnsDestination.TopicArn)
    }
}
