import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'

import type { Account } from '../../account.ts'
import { textEventTypes } from '../../services/end-user-messaging/reports.ts'
import { ownerOf, startToyCloud, toyAccount } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const document = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement })

/** Allows End User Messaging to publish to the topic on behalf of one configuration set. */
const topicPolicy = {
  Type: 'AWS::SNS::TopicPolicy',
  Properties: {
    Topics: [{ Ref: 'Reports' }],
    PolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'sms-voice.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: { Ref: 'Reports' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': 'arn:aws:sms-voice:*:*:configuration-set/Replies' },
      },
    }),
  },
}

const queuePolicy = {
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'ReportQueue' }],
    PolicyDocument: document({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: arnOf('ReportQueue'),
    }),
  },
}

const destination = (EventDestinationName: string, Enabled: boolean, ...MatchingEventTypes: readonly string[]) => ({
  EventDestinationName,
  Enabled,
  MatchingEventTypes,
  SnsDestination: { TopicArn: { Ref: 'Reports' } },
})

const keywords = { HELP: { Message: 'Help' }, STOP: { Message: 'Stop' } }

const bought = (IsoCountryCode: string, NumberType: string, properties: object = {}) => ({
  Type: 'AWS::SMSVOICE::PhoneNumber',
  Properties: { IsoCountryCode, NumberType, NumberCapabilities: ['SMS'], MandatoryKeywords: keywords, ...properties },
})

const policy = (Action: string | readonly string[], ...Resource: readonly unknown[]) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document({ Effect: 'Allow', Action, Resource }) },
})

/** A policy for a caller that may send texts with these resources. */
const texterPolicy = (...resources: readonly object[]) => policy('sms-voice:SendTextMessage', ...resources)

/** A policy for a caller that may describe these resources. */
const lookerPolicy = (...resources: readonly unknown[]) =>
  policy(['sms-voice:DescribePhoneNumbers', 'sms-voice:DescribeConfigurationSets'], ...resources)

/** The toy template with phone numbers, and with a queue that receives delivery events. */
export const textingTemplate = {
  Resources: {
    ...toyTemplate.Resources,
    Reports: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ReportsPolicy: topicPolicy,
    ReportQueue: { Type: 'AWS::SQS::Queue', Properties: {} },
    ReportQueuePolicy: queuePolicy,
    ReportSubscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Reports' },
        Protocol: 'sqs',
        Endpoint: arnOf('ReportQueue'),
        RawMessageDelivery: true,
      },
    },
    Replies: {
      Type: 'AWS::SMSVOICE::ConfigurationSet',
      Properties: {
        ConfigurationSetName: 'Replies',
        EventDestinations: [destination('all', true, ...textEventTypes), destination('off', false, ...textEventTypes)],
      },
    },
    Line: bought('BE', 'LONG_CODE', {
      TwoWay: { Enabled: true, ChannelArn: { Ref: 'Texts' } },
      SelfManagedOptOutsEnabled: true,
    }),
    Simulator: bought('US', 'SIMULATOR'),
    Texter: texterPolicy(arnOf('Line'), arnOf('Replies')),
    TexterWithoutSet: texterPolicy(arnOf('Line')),
    TexterWithoutNumber: texterPolicy(arnOf('Replies')),
    Looker: lookerPolicy('*'),
    LookerByArn: lookerPolicy('arn:aws:sms-voice:*:*:phone-number/*', arnOf('Replies')),
  },
  Outputs: toyTemplate.Outputs,
}

/** The same template with a configuration set that reports only these event types. */
export const reportingOnly = (...types: readonly string[]) => ({
  ...textingTemplate,
  Resources: {
    ...textingTemplate.Resources,
    Replies: {
      Type: 'AWS::SMSVOICE::ConfigurationSet',
      Properties: { ConfigurationSetName: 'Replies', EventDestinations: [destination('some', true, ...types)] },
    },
  },
})

/** A Belgian line of the account. */
export const line = '+32460000000'
export const mobile = '+32470123456'

/** Starts a cloud with phone numbers, and gives ways to send texts and to read delivery events. */
export const startTexting = async (account: Partial<Account> = {}, template: unknown = textingTemplate) => {
  const toy = await startToyCloud(template, { ...toyAccount, partPriceUsd: 0.1, ...account })
  const { cloud } = toy
  const sms = new PinpointSMSVoiceV2Client(ownerOf(cloud))
  const message = { OriginationIdentity: line, DestinationPhoneNumber: mobile, MessageBody: 'Bonjour' }
  return {
    ...toy,
    sms,
    /** Sends a text to the mobile number with these changes, by default as the account owner. Returns its id. */
    text: async (changes: Partial<SendTextMessageCommandInput> = {}, client = sms): Promise<string> =>
      (await client.send(new SendTextMessageCommand({ ...message, ...changes }))).MessageId ?? '',
    /** A client with the permissions of this policy. */
    clientOf: (policy: string) =>
      new PinpointSMSVoiceV2Client({
        ...ownerOf(cloud),
        credentials: cloud.keyFor(cloud.resources[policy] ?? ''),
      }),
    /** Receives and deletes the next delivery event in the queue. */
    nextEvent: async (): Promise<unknown> => {
      const QueueUrl = cloud.resources['ReportQueue']
      const { Messages = [] } = await toy.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }))
      const [received] = Messages
      await toy.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: received?.ReceiptHandle }))
      return JSON.parse(received?.Body ?? '')
    },
    repliesTo: (to: string) => cloud.texts.entries().filter((seen) => seen.to === to),
  }
}

export type Texting = Awaited<ReturnType<typeof startTexting>>
