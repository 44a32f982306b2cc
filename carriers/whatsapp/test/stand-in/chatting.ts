import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import type { Account } from '../../../../emulator/index.ts'
import { placed } from '../../../../emulator/index.ts'
import { ownerOf, startToyCloud, toyAccount } from '../../../../emulator/test/toy/cloud.ts'
import {
  allowService,
  arnOf,
  document,
  onBehalfOf,
  personsPolicy,
  topicPolicy,
  toyTemplate,
} from '../../../../emulator/test/toy/template.ts'
import { socialMessaging, type WhatsAppOptions } from '../../stand-in/social-messaging.ts'

/** A line on WhatsApp: the address by which people here text it, its number and its id at AWS. */
const line = 'whatsapp:+33639980021'
const number = '+33639980021'
export const phoneNumberId = 'phone-number-id-0123456789abcdef0123456789abcdef'

const { Resources, Outputs } = toyTemplate

const service = 'social-messaging'
const condition = onBehalfOf('arn:aws:social-messaging:*:*:*')

const ofNumber = phoneNumberId.replace('phone-number-id-', 'phone-number-id/')

const policyAllowing = (action: string, resource: string) =>
  personsPolicy(`${service}:${action}`, `arn:aws:${service}:eu-west-3:000000000000:${resource}`)

/** The toy template with a topic of WhatsApp. */
export const chatTemplate = {
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
    Writer: policyAllowing('SendWhatsAppMessage', ofNumber),
    WriterOfAnother: policyAllowing('SendWhatsAppMessage', 'phone-number-id/another'),
    Reader: policyAllowing('GetLinkedWhatsAppBusinessAccountPhoneNumber', ofNumber),
    ReaderOfAnother: policyAllowing('GetLinkedWhatsAppBusinessAccountPhoneNumber', 'phone-number-id/another'),
  },
  Outputs: { ...Outputs, WhatsAppTopicArn: { Value: { Ref: 'Chats' } }, PepperSecretArn: { Value: { Ref: 'Pepper' } } },
}

export const sender = '+33612345678'

export const numbers = [{ address: line, number, phoneNumberId }] as const

type Status = { readonly status: string; readonly [field: string]: unknown }

type Chat = Partial<Pick<Account, 'requestRates'>> & Pick<WhatsAppOptions, 'failures'>

/** Starts a cloud with a number on WhatsApp, and gives ways to send messages and to read its events. */
export const startChatting = async ({ failures = {}, requestRates = toyAccount.requestRates }: Chat = {}) => {
  const topicArn: WhatsAppOptions['topicArn'] = ({ WhatsAppTopicArn }) => WhatsAppTopicArn
  const standIn = placed(socialMessaging, { numbers, failures, topicArn })
  const toy = await startToyCloud(chatTemplate, { ...toyAccount, requestRates }, [standIn])
  const { cloud } = toy
  const owner = new SocialMessagingClient(ownerOf(cloud))
  const phone = cloud.phoneOf(line)
  if (phone === undefined) throw new Error('The line must have a phone')
  const statuses = (): readonly Status[] =>
    cloud.calls
      .entries()
      .filter(({ service, action }) => service === 'sns' && action === 'Publish')
      .flatMap(({ parameters }) => {
        const { whatsAppWebhookEntry } = JSON.parse(String(parameters['Message']))
        return JSON.parse(whatsAppWebhookEntry).changes[0].value.statuses ?? []
      })
  return {
    ...toy,
    owner,
    phone,
    statuses,
    /** Sends a text message in Meta's format with these changes. */
    write: async (changes: object = {}, client = owner): Promise<void> => {
      const meta = { messaging_product: 'whatsapp', to: sender, type: 'text', text: { body: 'Bonjour' }, ...changes }
      const message = new TextEncoder().encode(JSON.stringify(meta))
      const parameters = { originationPhoneNumberId: phoneNumberId, message, metaApiVersion: 'v25.0' }
      await client.send(new SendWhatsAppMessageCommand(parameters))
    },
    clientOf: (policy: string) =>
      new SocialMessagingClient({ ...ownerOf(cloud), credentials: cloud.keyFor(cloud.resources[policy] ?? '') }),
  }
}
