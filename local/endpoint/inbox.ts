import { randomUUID } from 'node:crypto'
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import type { Journal } from '../journal.ts'
import { Refusal } from '../refusal.ts'
import type { PhoneText } from './phones.ts'

export type IncomingText = { readonly from: string; readonly to: string; readonly text: string }

export type Inbox = {
  /** Sends a text to a line, which End User Messaging publishes to the inbound topic. Gives its inbound id. */
  readonly receiveText: (text: IncomingText) => Promise<string>
}

/** What End User Messaging publishes about a text (user guide, two-way SMS payload). */
export const inboundSms = ({ id, from, to, text }: IncomingText & { readonly id: string }, lastReplyId = '') => ({
  originationNumber: from,
  destinationNumber: to,
  messageKeyword: 'KEYWORD_000000000000',
  messageBody: text,
  inboundMessageId: id,
  previousPublishedMessageId: lastReplyId,
})

/** Publishes with `sns`, which signs as End User Messaging. */
export const createInbox = (sns: SNSClient, topicArn: string | undefined, texts: Journal<PhoneText>): Inbox => ({
  receiveText: async (text) => {
    if (topicArn === undefined) throw new Refusal('No topic of the template lets sms-voice.amazonaws.com publish.')
    const id = randomUUID()
    const lastReply = texts.entries().findLast(({ direction, to }) => direction === 'reply' && to === text.from)
    const Message = JSON.stringify(inboundSms({ id, ...text }, lastReply?.id))
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message }))
    return id
  },
})
