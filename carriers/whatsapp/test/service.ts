import { onTestFinished } from 'vitest'
import { placed } from '../../../emulator/index.ts'
import {
  allowService,
  arnOf,
  document,
  onBehalfOf,
  personsPolicy,
  topicPolicy,
  toyTemplate,
} from '../../../emulator/test/toy/template.ts'
import { textsReceivedBy } from '../../../shared/rules/telemetry.ts'
import { minute } from '../../../shared/rules/timing.ts'
import { merged } from '../../test/examples.ts'
import { awsClient, listenToTopics, readFrom, type Service, withoutCredentials } from '../../test/service.ts'
import { createSocialMessagingClient, createWhatsAppGateway } from '../lambda/send.ts'
import { socialMessaging } from '../stand-in/social-messaging.ts'
import { awsId, change, contacts, published } from './events.ts'
import { line, mixed, number, tested, whatsappOnly } from './example.ts'

/** The event in which a payload of WhatsApp comes. */
export const asWhatsAppEvent = (kind: string, given: unknown): string => {
  if (typeof given === 'string') return given
  if (Array.isArray(given)) return published(given)
  if (kind === 'message') return published([change({ contacts, messages: [given] })])
  return published([change({ statuses: [given] })], kind === 'status' ? {} : { messageId: awsId })
}

const { Resources, Outputs } = toyTemplate

const service = 'social-messaging'
const condition = onBehalfOf('arn:aws:social-messaging:*:*:*')

/** The toy template with a topic of WhatsApp, and with somebody who may send from another number. */
const template = {
  Resources: {
    ...Resources,
    Key: {
      ...Resources.Key,
      Properties: {
        KeyPolicy: document(
          ...Resources.Key.Properties.KeyPolicy.Statement,
          allowService(service, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*', condition),
        ),
      },
    },
    Chats: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ChatsPolicy: topicPolicy('Chats', service, condition),
    WriterOfAnother: personsPolicy(
      `${service}:SendWhatsAppMessage`,
      `arn:aws:${service}:eu-west-3:000000000000:phone-number-id/another`,
    ),
  },
  Outputs: { ...Outputs, WhatsAppTopicArn: { Value: { Ref: 'Chats' } }, PepperSecretArn: { Value: { Ref: 'Pepper' } } },
}

export const whatsapp: Service = {
  mixed,
  alone: whatsappOnly,
  tested,
  page: 'whatsapp',
  counted: [textsReceivedBy('whatsapp')],
  door: async (kind, given) => readFrom('whatsapp', asWhatsAppEvent(kind, given)),
  gateway: (url, { questionMs = minute, sendMs = minute, key } = {}) => {
    const client = createSocialMessagingClient(awsClient(url, key), sendMs, minute)
    onTestFinished(() => client.destroy())
    const idOf = (address: string) => (key === '' ? undefined : `phone-number-id-${address === line ? 1 : 2}`)
    return createWhatsAppGateway(client, idOf, questionMs)
  },
  // A message is wrapped in base64.
  unwrapped: (body) => {
    const { message, ...around } = body as { readonly message: string }
    return { ...around, message: JSON.parse(Buffer.from(message, 'base64').toString()) }
  },
  unable: {
    'has no credentials': [{ key: withoutCredentials }, 'nobody', 'CredentialsProviderError'],
    'has no id at AWS': [{ key: '' }, { refused: 'NO_PHONE_NUMBER_ID' }, 'NO_PHONE_NUMBER_ID'],
  },
  standIn: {
    service,
    action: 'SendWhatsAppMessage',
    path: '',
    brings: { text: 'message', report: 'status' },
    template,
    placed: placed(socialMessaging, {
      numbers: [{ address: line, number, phoneNumberId: 'phone-number-id-1' }],
      topicArn: ({ WhatsAppTopicArn }) => WhatsAppTopicArn,
    }),
    listen: listenToTopics((given) => {
      const entry = JSON.parse(given)['whatsAppWebhookEntry']
      if (entry === undefined) return []
      return JSON.parse(entry).changes.flatMap(
        ({ value: { messages = [], statuses = [] } }: { value: Record<string, object[]> }) => [
          ...messages.map((payload) => ({ kind: 'message', payload, given })),
          ...statuses.map((payload) => ({ kind: 'status', payload, given })),
        ],
      )
    }),
    // Changes are of the message, which AWS wraps in base64, unless they are of what is around it.
    bodyWith: (body, changes) => {
      const isAround = Object.keys(changes).some((field) => field in body)
      const { message } = body as { readonly message: object }
      const inside = JSON.stringify(merged(message, isAround ? {} : changes))
      return { ...body, ...(isAround && changes), message: Buffer.from(inside).toString('base64') }
    },
  },
}
