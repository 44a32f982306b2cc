import { z } from 'zod'

import { arnOf, type ResourceType } from '../../template/resource-type.ts'

/**
 * The event types of text messages (user guide, event types). The API also lists TEXT_SENT, which "is not supported" (API
 * reference, EventDestination).
 */
export const textEventTypes = [
  'TEXT_QUEUED',
  'TEXT_PENDING',
  'TEXT_SUCCESSFUL',
  'TEXT_DELIVERED',
  'TEXT_INVALID',
  'TEXT_INVALID_MESSAGE',
  'TEXT_UNREACHABLE',
  'TEXT_CARRIER_UNREACHABLE',
  'TEXT_BLOCKED',
  'TEXT_CARRIER_BLOCKED',
  'TEXT_SPAM',
  'TEXT_UNKNOWN',
  'TEXT_TTL_EXPIRED',
  'TEXT_PROTECT_BLOCKED',
] as const

const eventDestination = z.strictObject({
  EventDestinationName: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  Enabled: z.boolean(),
  MatchingEventTypes: z.array(z.enum(textEventTypes)).min(1),
  SnsDestination: z.strictObject({ TopicArn: z.string() }),
})

/** A configuration set has at most five destinations (user guide, configuration-sets-event-destinations). */
const properties = z.strictObject({ EventDestinations: z.array(eventDestination).max(5).default([]) })

export type ConfigurationSetProperties = z.infer<typeof properties>

/** A set of destinations for the events of messages that name it. */
export const configurationSet: ResourceType<ConfigurationSetProperties> = {
  type: 'AWS::SMSVOICE::ConfigurationSet',
  nameProperty: 'ConfigurationSetName',
  properties,
  ignored: {},
  identify: (name, place) => {
    const arn = arnOf('sms-voice', place, `configuration-set/${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}
