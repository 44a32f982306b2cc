import {
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { DeleteMessageCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs'

import type { Account } from '../../../../local/account.ts'
import { ownerOf, startToyCloud, toyAccount } from '../../../local/toy/cloud.ts'
import { textingTemplate } from './template.ts'

/** A Belgian line of the account, and a Belgian mobile. */
export const line = '+32460000000'
export const mobile = '+32470123456'

/** A cloud with numbers that text, and ways to text and to learn what became of it. */
export const startTexting = async (account: Partial<Account> = {}, template: unknown = textingTemplate) => {
  const toy = await startToyCloud(template, { ...toyAccount, partPriceUsd: 0.1, ...account })
  const { cloud } = toy
  const sms = new PinpointSMSVoiceV2Client(ownerOf(cloud))
  const message = { OriginationIdentity: line, DestinationPhoneNumber: mobile, MessageBody: 'Bonjour' }
  return {
    ...toy,
    sms,
    /** Sends a text to the mobile, as its owner, but for these changes. Gives its id. */
    text: async (changes: Partial<SendTextMessageCommandInput> = {}, client = sms): Promise<string> =>
      (await client.send(new SendTextMessageCommand({ ...message, ...changes }))).MessageId ?? '',
    /** A client of somebody who has this policy. */
    clientOf: (policy: string) =>
      new PinpointSMSVoiceV2Client({
        ...ownerOf(cloud),
        credentials: cloud.keyFor(cloud.resources[policy] ?? ''),
      }),
    /** The next event that the queue learns of. */
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
