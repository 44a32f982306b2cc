import type { Stack } from 'aws-cdk-lib'

import { allow } from '../../../cdk/sms-function.ts'
import type { CarrierResources, StackParts } from '../../carrier-resources.ts'
import { whatsappLinesOf } from '../settings/lines.ts'
import { Events } from './events.ts'

/** The resources that all lines on WhatsApp share: the topic for their events, and permission to send from their numbers. */
export const createWhatsAppResources = (stack: Stack, { key, inbound, settings }: StackParts): CarrierResources => {
  const { topic } = new Events(stack, 'WhatsApp', { key, inbound })
  const lines = whatsappLinesOf(settings)
  const arnOf = (resource: string) => `arn:aws:social-messaging:${stack.region}:${stack.account}:${resource}`
  // The ARN contains the id without its prefix (API reference, WhatsAppPhoneNumberDetail).
  const numbers = lines.map(({ phoneNumberId }) =>
    arnOf(phoneNumberId.replace(/^phone-number-id-/, 'phone-number-id/')),
  )
  return {
    topics: [topic],
    receiveSmsEnvironment: { WHATSAPP_TOPIC_ARN: topic.topicArn },
    sendReplyEnvironment: {
      WHATSAPP_PHONE_NUMBER_IDS: stack.toJsonString(
        Object.fromEntries(lines.map(({ address, phoneNumberId }) => [address, phoneNumberId])),
      ),
    },
    // Resource types are from the service authorization reference, AWS End User Messaging Social.
    sendReplyCalls: [allow(['social-messaging:SendWhatsAppMessage'], ...numbers)],
    functions: [],
    alarmMetrics: () => ({}),
    permissions: {
      caring: [],
      looking: [
        // The permissions cover all accounts, because a number is searched for in all of them and IAM policies must stay short.
        allow(
          ['social-messaging:ListLinkedWhatsAppBusinessAccounts', 'social-messaging:GetLinkedWhatsAppBusinessAccount'],
          '*',
        ),
      ],
      attaching: [allow(['social-messaging:PutWhatsAppBusinessAccountEventDestinations'], arnOf('waba/*'))],
    },
    outputs: { WhatsAppTopicArn: topic.topicArn },
  }
}
