import type { Stack } from 'aws-cdk-lib'

import { allow } from '../../../cdk/sms-function.ts'
import type { CarrierResources, StackParts } from '../../carrier-resources.ts'
import { whatsappLinesOf } from '../settings/lines.ts'
import { Events } from './events.ts'

/** What lines on WhatsApp have in common: the topic of their events, and leave to send by their numbers. */
export const createWhatsAppResources = (stack: Stack, { key, inbound, settings }: StackParts): CarrierResources => {
  const { topic } = new Events(stack, 'WhatsApp', { key, inbound })
  const lines = whatsappLinesOf(settings)
  const arnOf = (resource: string) => `arn:aws:social-messaging:${stack.region}:${stack.account}:${resource}`
  // The ARN has the id without its prefix (API reference, WhatsAppPhoneNumberDetail).
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
    // Service authorization reference, AWS End User Messaging Social.
    sendReplyCalls: [allow(['social-messaging:SendWhatsAppMessage'], ...numbers)],
    functions: [],
    alarmMetrics: () => ({}),
    permissions: {
      caring: [],
      looking: [
        // All accounts are looked through for a number, and IAM's policies must stay short.
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
