import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'

import type { Account } from '../../account.ts'
import { ownerOf, startToyCloud, toyAccount } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

/** A line on WhatsApp: the address by which people here text it, its number and its id at AWS. */
export const line = 'whatsapp:+33639980021'
const number = '+33639980021'
export const phoneNumberId = 'phone-number-id-0123456789abcdef0123456789abcdef'

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement })
const { Resources, Outputs } = toyTemplate

/** Allows End User Messaging Social to do this on behalf of resources in this account. */
const allowService = (Action: string | readonly string[], Resource: unknown) => ({
  Effect: 'Allow',
  Principal: { Service: 'social-messaging.amazonaws.com' },
  Action,
  Resource,
  Condition: {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: { 'aws:SourceArn': 'arn:aws:social-messaging:*:*:*' },
  },
})

/** A policy for a person that allows actions on a resource. */
const policyAllowing = (Action: string | readonly string[], Resource: unknown) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document({ Effect: 'Allow', Action, Resource }) },
})

const ofService = (resource: string) => `arn:aws:social-messaging:eu-west-3:000000000000:${resource}`

/**
 * | The toy template with a topic of WhatsApp and a queue that receives its events. Optionally, the policy of the topic or of the
 * key lacks what the service needs to publish.
 */
export const chatTemplate = ({ onTopic = true, onKey = true } = {}) => ({
  Resources: {
    ...Resources,
    Key: {
      ...Resources.Key,
      Properties: {
        KeyPolicy: document(
          ...Resources.Key.Properties.KeyPolicy.Statement,
          ...(onKey ? [allowService(['kms:Decrypt', 'kms:GenerateDataKey*'], '*')] : []),
        ),
      },
    },
    Chats: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ...(onTopic && {
      ChatsPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Chats' }],
          PolicyDocument: document(allowService('sns:Publish', { Ref: 'Chats' })),
        },
      },
    }),
    ChatQueue: { Type: 'AWS::SQS::Queue', Properties: {} },
    ChatQueuePolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'ChatQueue' }],
        PolicyDocument: document({
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf('ChatQueue'),
        }),
      },
    },
    ChatSubscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Chats' },
        Protocol: 'sqs',
        Endpoint: arnOf('ChatQueue'),
        RawMessageDelivery: true,
      },
    },
    Writer: policyAllowing(
      'social-messaging:SendWhatsAppMessage',
      ofService(phoneNumberId.replace('phone-number-id-', 'phone-number-id/')),
    ),
    WriterOfAnother: policyAllowing('social-messaging:SendWhatsAppMessage', ofService('phone-number-id/another')),
    Reader: policyAllowing(
      'social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber',
      ofService(phoneNumberId.replace('phone-number-id-', 'phone-number-id/')),
    ),
    ReaderOfAnother: policyAllowing(
      'social-messaging:GetLinkedWhatsAppBusinessAccountPhoneNumber',
      ofService('phone-number-id/another'),
    ),
    Attacher: policyAllowing(
      [
        'social-messaging:GetLinkedWhatsAppBusinessAccount',
        'social-messaging:PutWhatsAppBusinessAccountEventDestinations',
      ],
      ofService('waba/*'),
    ),
    Lister: policyAllowing('social-messaging:ListLinkedWhatsAppBusinessAccounts', '*'),
  },
  Outputs: { ...Outputs, WhatsAppTopicArn: { Value: { Ref: 'Chats' } }, PepperSecretArn: { Value: { Ref: 'Pepper' } } },
})

export const sender = '+33612345678'

export const numbers = [{ address: line, number, phoneNumberId }] as const

/** A text message to the sender, as in Meta's API. */
export const bonjour = { messaging_product: 'whatsapp', to: sender, type: 'text', text: { body: 'Bonjour' } }

type Status = { readonly status: string; readonly [field: string]: unknown }

/** Starts a cloud with a number on WhatsApp, and gives ways to send messages and to read its events. */
export const startChatting = async (account: Partial<Account> = {}, template: unknown = chatTemplate()) => {
  const toy = await startToyCloud(template, {
    ...toyAccount,
    whatsAppNumbers: numbers,
    whatsAppTopicArn: ({ WhatsAppTopicArn }) => WhatsAppTopicArn ?? '',
    ...account,
  })
  const { cloud } = toy
  const owner = new SocialMessagingClient(ownerOf(cloud))
  const phone = cloud.phoneOf(line)
  if (phone === undefined) throw new Error('The line must have a phone')
  /** The first status in the next event; undefined if it is about something else. */
  const nextStatus = async (): Promise<Status | undefined> => {
    const QueueUrl = cloud.resources['ChatQueue']
    const { Messages = [] } = await toy.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }))
    const [received] = Messages
    if (received === undefined) throw new Error('The topic brings nothing')
    await toy.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: received.ReceiptHandle }))
    return JSON.parse(JSON.parse(received.Body ?? '').whatsAppWebhookEntry).changes[0].value.statuses?.[0]
  }
  return {
    ...toy,
    owner,
    phone,
    nextStatus,
    /** Sends a message in Meta's format with these changes, by default as the account owner. Returns its id at AWS. */
    write: async (
      message: object | string = bonjour,
      { client = owner, ...changes }: { client?: SocialMessagingClient; [parameter: string]: unknown } = {},
    ): Promise<string> => {
      const body = new TextEncoder().encode(typeof message === 'string' ? message : JSON.stringify(message))
      const parameters = { originationPhoneNumberId: phoneNumberId, message: body, metaApiVersion: 'v25.0', ...changes }
      return (await client.send(new SendWhatsAppMessageCommand(parameters))).messageId ?? ''
    },
    /** A client with the permissions of this policy. */
    clientOf: (policy: string) =>
      new SocialMessagingClient({ ...ownerOf(cloud), credentials: cloud.keyFor(cloud.resources[policy] ?? '') }),
  }
}

export type Chatting = Awaited<ReturnType<typeof startChatting>>
