import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'

import type { Account } from '../../account.ts'
import { ownerOf, startToyCloud, toyAccount } from '../toy/cloud.ts'
import { textingTemplate } from './template.ts'

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
