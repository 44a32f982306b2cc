import { randomUUID } from 'node:crypto'
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import { Refusal } from '../../settings/refusal.ts'
import type { LinePhone } from './line-phone.ts'
import type { Phones } from './phones.ts'

export type IncomingText = {
  readonly from: string
  readonly to: string
  readonly text: string
  /** Its inbound id, of `newId`; a new one if it has none. */
  readonly id?: string
}

export type Inbox = {
  /** An inbound id for a text or a call to a line that is about to be made, so that one can listen for what is decided about it. */
  readonly newId: (text: Pick<IncomingText, 'from' | 'to'>) => string
  /** Sends a text to a line: End User Messaging publishes it to the number's topic, or the line's phone tells of it. A text to a number without two-way SMS reaches nobody. Gives its inbound id. */
  readonly receiveText: (text: IncomingText) => Promise<string>
  /** Calls a line whose carrier takes calls, and hangs up. Gives an inbound id, too. Throws a `Refusal` for any other line. */
  readonly receiveCall: (call: Omit<IncomingText, 'text'>) => Promise<string>
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

export type InboxOptions = {
  /** Signs as End User Messaging. */
  readonly sns: SNSClient
  /** Where End User Messaging publishes the texts to a number; undefined if two-way SMS is off for it, since AWS then has nowhere to send them (user guide, two-way SMS). */
  readonly topicOf: (line: string) => string | undefined
  readonly phones: Pick<Phones, 'texts' | 'send'>
  readonly phoneOf: (line: string) => LinePhone | undefined
}

export const createInbox = ({ sns, topicOf, phones, phoneOf }: InboxOptions): Inbox => {
  const lastReplyTo = new Map<string, string>()
  phones.texts.subscribe(({ direction, to, id }) => {
    if (direction === 'reply') lastReplyTo.set(to, id)
  })
  const newId: Inbox['newId'] = ({ from, to }) => phoneOf(to)?.newId(from) ?? randomUUID()
  return {
    newId,
    receiveText: async (given) => {
      const { id = newId(given), ...text } = given
      const phone = phoneOf(text.to)
      if (phone !== undefined) return phone.text(text.from, text.text, id)
      const topicArn = topicOf(text.to)
      if (topicArn === undefined) {
        phones.send({ id, ...text })
        return id
      }
      const Message = JSON.stringify(inboundSms({ id, ...text }, lastReplyTo.get(text.from)))
      await sns.send(new PublishCommand({ TopicArn: topicArn, Message }))
      return id
    },
    receiveCall: async ({ id, from, to }) => {
      const phone = phoneOf(to)
      if (phone === undefined) throw new Refusal(`Nobody can call ${to}: its carrier takes no calls.`)
      return phone.call(from, id)
    },
  }
}
