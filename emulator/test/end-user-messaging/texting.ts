import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'

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

const destination = {
  EventDestinationName: 'all',
  Enabled: true,
  MatchingEventTypes: textEventTypes,
  SnsDestination: { TopicArn: { Ref: 'Reports' } },
}

const keywords = { HELP: { Message: 'Help' }, STOP: { Message: 'Stop' } }

const bought = (IsoCountryCode: string, NumberType: string, properties: object = {}) => ({
  Type: 'AWS::SMSVOICE::PhoneNumber',
  Properties: { IsoCountryCode, NumberType, NumberCapabilities: ['SMS'], MandatoryKeywords: keywords, ...properties },
})

/** A policy for a caller that may send texts with these resources. */
const texterPolicy = (...Resource: readonly object[]) => ({
  Type: 'AWS::IAM::ManagedPolicy',
  Properties: { PolicyDocument: document({ Effect: 'Allow', Action: 'sms-voice:SendTextMessage', Resource }) },
})

/** The toy template with phone numbers, and with a topic of delivery events. */
export const textingTemplate = {
  Resources: {
    ...toyTemplate.Resources,
    Reports: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ReportsPolicy: topicPolicy,
    Replies: {
      Type: 'AWS::SMSVOICE::ConfigurationSet',
      Properties: {
        ConfigurationSetName: 'Replies',
        EventDestinations: [destination],
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
  },
  Outputs: toyTemplate.Outputs,
}

/** A Belgian line of the account. */
const line = '+32460000000'
export const mobile = '+32470123456'

/** Starts a cloud with phone numbers, and gives ways to send texts. */
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
  }
}

export type Texting = Awaited<ReturnType<typeof startTexting>>
