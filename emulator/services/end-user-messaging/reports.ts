import { PublishCommand } from '@aws-sdk/client-sns'
import { z } from 'zod'
import type { Caller } from '../../endpoint/call.ts'
import { arnOf, identifiedIn, type Place, type Resource, type ResourceType } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { type Credentials, createClients } from '../iam/credentials.ts'
import { assertAllowed, type Permissions } from '../iam/permissions.ts'
import { topic } from '../sns/sns.ts'
import type { OwnedNumber } from './numbers.ts'
import { partsOf } from './parts.ts'
import type { SendTextMessage } from './request.ts'

/** The event types of texts (user guide, event types). TEXT_SENT "is not supported" (API, EventDestination). */
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

/** A set of destinations for the events of messages that name it. */
export const configurationSet = {
  type: 'AWS::SMSVOICE::ConfigurationSet',
  nameProperty: 'ConfigurationSetName',
  // There are five at most (user guide, configuration-sets-event-destinations).
  properties: z.strictObject({ EventDestinations: z.array(eventDestination).max(5).default([]) }),
  identify: identifiedIn('sms-voice', 'configuration-set/'),
} satisfies ResourceType<unknown>

export type ConfigurationSet = Resource<z.infer<typeof configurationSet.properties>>

export type Event = { readonly eventType: string; readonly [field: string]: unknown }

/** Publishes events to the topics of configuration sets. One that may not be published is lost, as on AWS. */
export const createReports = (stack: Stack, credentials: Credentials) => {
  const publisherFor = (arn: string) => createClients(stack.place, credentials, smsVoice(stack.place, arn)).sns
  const publishers = new Map(stack.all(configurationSet).map(({ arn }) => [arn, publisherFor(arn)]))
  return async (event: Event, sets: readonly ConfigurationSet[]): Promise<void> => {
    for (const { arn, properties } of sets) {
      const publisher = publishers.get(arn)
      for (const { Enabled, MatchingEventTypes, SnsDestination } of properties.EventDestinations)
        if (Enabled && MatchingEventTypes.some((type) => type === event.eventType)) {
          const command = new PublishCommand({ ...SnsDestination, Message: JSON.stringify(event) })
          await publisher?.send(command).catch(() => {})
        }
    }
  }
}

/** The types of event that can be the last one about a message. */
export type FinalEventType = Exclude<(typeof textEventTypes)[number], 'TEXT_QUEUED' | 'TEXT_PENDING'>

/** A message that AWS would accept. */
export type Message = {
  readonly origin: OwnedNumber
  /** The configuration set that the request names, if any. */
  readonly sets: readonly ConfigurationSet[]
  /** The destination in E.164. */
  readonly to: string
  readonly country: string
  readonly parts: number
  readonly priceUsd: number
}

/** The fields of a sent message that its event repeats. */
export type Sent = Message & Pick<SendTextMessage, 'MessageBody' | 'Context'> & { readonly id: string }

/** The last event (user guide, event format). Its price is in USD as in the examples, though the text differs. */
export const finalEvent = (eventType: FinalEventType, sent: Sent) => ({
  eventType,
  eventVersion: '1.0',
  eventTimestamp: Date.now(),
  isFinal: true,
  originationPhoneNumber: sent.origin.PhoneNumber,
  destinationPhoneNumber: sent.to,
  isoCountryCode: sent.country,
  isInternationalSend: sent.origin.InternationalSendingEnabled,
  messageId: sent.id,
  messageRequestTimestamp: Date.now(),
  messageEncoding: partsOf(sent.MessageBody).encoding,
  messageType: sent.origin.MessageType,
  messageStatus: eventType.replace('TEXT_', ''),
  messageStatusDescription: descriptions[eventType] ?? 'Message has not been delivered',
  // The guide's examples have no context where the request seems to have had none.
  ...(sent.Context !== undefined && { context: sent.Context }),
  totalMessageParts: sent.parts,
  // AWS doesn't charge for what its own rules block (the guide's example), but for what carriers don't deliver.
  totalMessagePrice: eventType === 'TEXT_PROTECT_BLOCKED' ? 0 : sent.priceUsd,
  totalCarrierFee: 0,
})

/** Those in the guide's examples (event format, and monitoring by EventBridge); others are not documented. */
const descriptions: Partial<Record<FinalEventType, string>> = {
  TEXT_SUCCESSFUL: 'Message has been accepted by phone carrier',
  TEXT_DELIVERED: 'Message has been accepted by phone',
  TEXT_PROTECT_BLOCKED: 'Message blocked by protect configuration',
}

/** End User Messaging on behalf of one of its resources, by default a phone number that receives a text. */
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

/** Throws a `CloudError` if an event destination may not be published to, since its events would be lost silently. */
export const checkEventDestinations = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, arn, properties } of stack.all(configurationSet))
    for (const { EventDestinationName, Enabled, SnsDestination } of properties.EventDestinations) {
      const what = `End User Messaging can't report to ${EventDestinationName} of ${logicalId}`
      const wanted = { action: 'sns:Publish', resource: SnsDestination.TopicArn }
      if (Enabled) await assertAllowed(permissions, what, smsVoice(stack.place, arn), wanted)
    }
}
