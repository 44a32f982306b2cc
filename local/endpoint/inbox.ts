import { randomUUID } from 'node:crypto'
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import { Refusal } from '../../settings/refusal.ts'
import type { Journal } from '../journal.ts'
import type { PhoneText } from './phones.ts'

export type IncomingText = {
  readonly from: string
  readonly to: string
  readonly text: string
  /** Its inbound id; a new one if it has none. */
  readonly id?: string
}

export type Inbox = {
  /** Sends a text to a line, which End User Messaging publishes to the inbound topic. Gives its inbound id. */
  readonly receiveText: (text: IncomingText) => Promise<string>
}

/** What End User Messaging publishes about a text (user guide, two-way SMS payload). */
export const inboundSms = ({ id, from, to, text }: Required<IncomingText>, lastReplyId = '') => ({
  originationNumber: from,
  destinationNumber: to,
  messageKeyword: 'KEYWORD_000000000000',
  messageBody: text,
  inboundMessageId: id,
  previousPublishedMessageId: lastReplyId,
})

/** Publishes with `sns`, which signs as End User Messaging. */
export const createInbox = (sns: SNSClient, topicArn: string | undefined, texts: Journal<PhoneText>): Inbox => {
  const lastReplyTo = new Map<string, string>()
  texts.subscribe(({ direction, to, id }) => {
    if (direction === 'reply') lastReplyTo.set(to, id)
  })
  return {
    receiveText: async ({ id = randomUUID(), ...text }) => {
      if (topicArn === undefined) throw new Refusal('No topic of the template lets sms-voice.amazonaws.com publish.')
      const Message = JSON.stringify(inboundSms({ id, ...text }, lastReplyTo.get(text.from)))
      await sns.send(new PublishCommand({ TopicArn: topicArn, Message }))
      return id
    },
  }
}
