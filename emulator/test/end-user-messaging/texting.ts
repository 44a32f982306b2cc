import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import type { Account } from '../../account.ts'
import { textEventTypes } from '../../services/end-user-messaging/reports.ts'
import { ownerOf, startToyCloud, toyAccount } from '../toy/cloud.ts'
import { arnOf, onBehalfOf, personsPolicy, topicPolicy, toyTemplate } from '../toy/template.ts'

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

const send = 'sms-voice:SendTextMessage'

/** The toy template with phone numbers, and with a topic of delivery events. */
export const textingTemplate = {
  Resources: {
    ...toyTemplate.Resources,
    Reports: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: arnOf('Key') } },
    ReportsPolicy: topicPolicy('Reports', 'sms-voice', onBehalfOf('arn:aws:sms-voice:*:*:configuration-set/Replies')),
    Replies: {
      Type: 'AWS::SMSVOICE::ConfigurationSet',
      Properties: { ConfigurationSetName: 'Replies', EventDestinations: [destination] },
    },
    Line: bought('BE', 'LONG_CODE', {
      TwoWay: { Enabled: true, ChannelArn: { Ref: 'Texts' } },
      SelfManagedOptOutsEnabled: true,
    }),
    Simulator: bought('US', 'SIMULATOR'),
    Texter: personsPolicy(send, arnOf('Line'), arnOf('Replies')),
    TexterWithoutSet: personsPolicy(send, arnOf('Line')),
    TexterWithoutNumber: personsPolicy(send, arnOf('Replies')),
  },
  Outputs: toyTemplate.Outputs,
}

/** A Belgian line of the account. */
const line = '+32460000000'
const mobile = '+32470123456'

/** Starts a cloud with phone numbers, and gives ways to send texts. */
export const startTexting = async (account: Partial<Account> = {}, template: unknown = textingTemplate) => {
  const toy = await startToyCloud(template, { ...toyAccount, partPriceUsd: 0.1, ...account })
  const { cloud } = toy
  const sms = new PinpointSMSVoiceV2Client(ownerOf(cloud))
  const message = { OriginationIdentity: line, DestinationPhoneNumber: mobile, MessageBody: 'Bonjour' }
  return {
    ...toy,
    /** Sends a text to the mobile number with these changes, by default as the account owner. Returns its id. */
    text: async (changes: Partial<SendTextMessageCommandInput> = {}, client = sms): Promise<string> =>
      (await client.send(new SendTextMessageCommand({ ...message, ...changes }))).MessageId ?? '',
    clientOf: (policy: string) =>
      new PinpointSMSVoiceV2Client({ ...ownerOf(cloud), credentials: cloud.keyFor(cloud.resources[policy] ?? '') }),
  }
}
