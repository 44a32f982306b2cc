import type { Stack } from 'aws-cdk-lib'
import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'
import type { CarrierCdk, CarrierResources, StackParts } from '../../../cdk/carrier.ts'
import { letEncrypt, letPublish, type Publisher } from '../../../cdk/encryption.ts'
import {
  besideGraphs,
  day,
  figure,
  type MetricOf,
  reportedShare,
  sinceLastMonth,
  sinceYesterday,
  thisMonth,
  today,
} from '../../../cdk/monitoring/metrics.ts'
import { subscribe } from '../../../cdk/queues.ts'
import { allow } from '../../../cdk/sms-function.ts'
import { operatorLanguageOf } from '../../../settings/operators.ts'
import { submittedTo, textsReceivedBy } from '../../../shared/rules/telemetry.ts'
import { receivedPriceUsd, whatsappLinesOf } from '../settings.ts'

const words = {
  en: {
    arrivedShare: 'share that arrived, as WhatsApp reports',
    labelSuffix: ', on WhatsApp',
    repliesToday: (currency: string) => `Replies on WhatsApp today, ${currency}`,
    repliesThisMonth: (currency: string) => `Replies on WhatsApp this month, ${currency}`,
    receivedThisMonth: (currency: string) => `Messages received on WhatsApp this month, ${currency}`,
  },
  fr: {
    arrivedShare: 'part arrivée, d’après WhatsApp',
    labelSuffix: ', sur WhatsApp',
    repliesToday: (currency: string) => `Réponses sur WhatsApp aujourd’hui, ${currency}`,
    repliesThisMonth: (currency: string) => `Réponses sur WhatsApp ce mois-ci, ${currency}`,
    receivedThisMonth: (currency: string) => `Messages reçus sur WhatsApp ce mois-ci, ${currency}`,
  },
} as const

/** Creates the topic of WhatsApp's events, a standard one, as AWS wants (managing-event-destinations-add). */
const createTopic = (stack: Stack, { key, inbound }: StackParts): Topic => {
  const events = new Construct(stack, 'WhatsApp')
  const publisher = whatsAppEvents(stack)
  const topic = new Topic(events, 'Topic', { masterKey: key, enforceSSL: true })
  letPublish(topic, publisher)
  // Without a statement in the key's policy, the service would lose what it publishes.
  letEncrypt(key, publisher)
  subscribe(events, topic, inbound)
  return topic
}

/**
 * End User Messaging Social. The guide names the principal (managing-event-destinations-add) and a wildcard for the
 * region (cross-service-confused-deputy-prevention), and not which ARN the service passes.
 */
const whatsAppEvents = ({ account }: Stack): Publisher => ({
  sid: 'WhatsAppEvents',
  service: 'social-messaging.amazonaws.com',
  onBehalfOf: `arn:aws:social-messaging:*:${account}:*`,
})

/** WhatsApp reports up to three times on a reply: whatever else comes is a message, and so is what has been read. */
const receivedInADay =
  (topic: Topic) =>
  (metricOf: MetricOf): MathExpression => {
    const others = 'FILL(events, 0) - 3 * FILL(replies, 0)'
    return new MathExpression({
      expression: `IF(${others} > FILL(messages, 0), ${others}, FILL(messages, 0)) * ${receivedPriceUsd}`,
      usingMetrics: {
        events: topic.metricNumberOfMessagesPublished(),
        replies: metricOf(submittedTo('whatsapp')),
        messages: metricOf(textsReceivedBy('whatsapp')),
      },
      label: 'USD',
      period: day,
    })
  }

const createResources = (stack: Stack, parts: StackParts): CarrierResources => {
  const topic = createTopic(stack, parts)
  const lines = whatsappLinesOf(parts.settings)
  const arnOf = (resource: string) => `arn:aws:social-messaging:${stack.region}:${stack.account}:${resource}`
  // The ARN contains the id without its prefix (API reference, WhatsAppPhoneNumberDetail).
  const numbers = lines.map(({ phoneNumberId }) =>
    arnOf(phoneNumberId.replace(/^phone-number-id-/, 'phone-number-id/')),
  )
  return {
    topics: [topic],
    receiveSmsEnvironment: { WHATSAPP_TOPIC_ARN: topic.topicArn },
    receivedUsd: receivedInADay(topic),
    sendReplyEnvironment: {
      WHATSAPP_PHONE_NUMBER_IDS: stack.toJsonString(
        Object.fromEntries(lines.map(({ address, phoneNumberId }) => [address, phoneNumberId])),
      ),
    },
    // Resource types are from the service authorization reference, AWS End User Messaging Social.
    sendReplyCalls: [
      allow(
        ['social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber', 'social-messaging:SendWhatsAppMessage'],
        ...numbers,
      ),
    ],
    permissions: {
      looking: [
        // Of all accounts, because a number is searched for in all of them, and IAM policies must stay short.
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

export const whatsappCdk: CarrierCdk = {
  createResources,
  words,
  figures: (metricOf, settings) => {
    const { replyPriceUsd = 0 } = settings.whatsapp
    const { code, perUsd } = settings.currency
    const { repliesToday, repliesThisMonth, receivedThisMonth } = words[operatorLanguageOf(settings)]
    const replies = metricOf(submittedTo('whatsapp'))
    const received = metricOf(textsReceivedBy('whatsapp'))
    const month = (counted: Metric, priceUsd: number) => thisMonth(counted, code, priceUsd * perUsd)
    return [
      figure(repliesToday(code), today(replies, code, replyPriceUsd * perUsd), sinceYesterday, besideGraphs),
      figure(repliesThisMonth(code), month(replies, replyPriceUsd), sinceLastMonth, besideGraphs),
      figure(receivedThisMonth(code), month(received, receivedPriceUsd), sinceLastMonth, besideGraphs),
    ]
  },
  // Meta reports each reply that arrived or could not be delivered. There is no report while a phone is off.
  arrivedShare: (metricOf, share, label) => reportedShare('whatsapp', metricOf, share, label),
  advice: (stage) => [
    `What a line of ${stage} on WhatsApp needs besides, and who sees its profile, is in docs/whatsapp.md.`,
  ],
}
