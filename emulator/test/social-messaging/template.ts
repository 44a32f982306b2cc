import { toyTemplate } from '../toy/template.ts'

/** A line on WhatsApp: the address by which people here text it, its number and its id at AWS. */
export const line = 'whatsapp:+33639980021'
export const number = '+33639980021'
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
