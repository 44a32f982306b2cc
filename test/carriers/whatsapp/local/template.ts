import { toyTemplate } from '../../../local/toy/template.ts'
import { phoneNumberId } from '../line.ts'

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement })
const { Resources, Outputs } = toyTemplate

/** Lets End User Messaging Social do that, on behalf of what it has in this account. */
const letService = (Action: string | readonly string[], Resource: unknown) => ({
  Effect: 'Allow',
  Principal: { Service: 'social-messaging.amazonaws.com' },
  Action,
  Resource,
  Condition: {
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
    ArnLike: { 'aws:SourceArn': 'arn:aws:social-messaging:*:*:*' },
  },
})

/** Somebody who may do this with these resources. */
const person = (Action: string | readonly string[], Resource: unknown) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document({ Effect: 'Allow', Action, Resource }) },
})

const ofService = (resource: string) => `arn:aws:social-messaging:eu-west-3:000000000000:${resource}`

/** The toys, with a topic of WhatsApp that a queue hears. Its policy or the key's may lack what lets the service publish. */
export const chatTemplate = ({ onTopic = true, onKey = true } = {}) => ({
  Resources: {
    ...Resources,
    Key: {
      ...Resources.Key,
      Properties: {
        KeyPolicy: document(
          ...Resources.Key.Properties.KeyPolicy.Statement,
          ...(onKey ? [letService(['kms:Decrypt', 'kms:GenerateDataKey*'], '*')] : []),
        ),
      },
    },
    Chats: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ...(onTopic && {
      ChatsPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [{ Ref: 'Chats' }],
          PolicyDocument: document(letService('sns:Publish', { Ref: 'Chats' })),
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
    Writer: person(
      'social-messaging:SendWhatsAppMessage',
      ofService(phoneNumberId.replace('phone-number-id-', 'phone-number-id/')),
    ),
    WriterOfAnother: person('social-messaging:SendWhatsAppMessage', ofService('phone-number-id/another')),
    Attacher: person(
      [
        'social-messaging:GetLinkedWhatsAppBusinessAccount',
        'social-messaging:PutWhatsAppBusinessAccountEventDestinations',
      ],
      ofService('waba/*'),
    ),
    Lister: person('social-messaging:ListLinkedWhatsAppBusinessAccounts', '*'),
  },
  Outputs: { ...Outputs, WhatsAppTopicArn: { Value: { Ref: 'Chats' } }, PepperSecretArn: { Value: { Ref: 'Pepper' } } },
})
