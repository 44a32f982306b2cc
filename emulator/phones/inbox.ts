import { randomUUID } from 'node:crypto'
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import { Refusal } from '../../settings/refusal.ts'
import type { LinePhone } from './line-phone.ts'
import type { Phones } from './phones.ts'

export type IncomingText = {
  readonly from: string
  readonly to: string
  readonly text: string
  /** The inbound id, from `newId`; by default a new one. */
  readonly id?: string
}

export type Inbox = {
  /**
   * Creates the inbound id for a text or a call that is sent later, so that a caller can first subscribe to what is decided about
   * it.
   */
  readonly newId: (text: Pick<IncomingText, 'from' | 'to'>) => string
  /**
   * Sends a text to a line: End User Messaging publishes it to the topic of an AWS number, and any other line gets it on its
   * phone. A text to a number without two-way SMS never reaches the functions. Resolves with the inbound id.
   */
  readonly receiveText: (text: IncomingText) => Promise<string>
  /**
   * Calls a line and hangs up. Resolves with an inbound id, as for a text. Throws a `Refusal` if the line's carrier doesn't take
   * calls.
   */
  readonly receiveCall: (call: Omit<IncomingText, 'text'>) => Promise<string>
}

/** The message that End User Messaging publishes about a text (user guide, two-way SMS payload). */
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
  /**
   * The topic to which End User Messaging publishes the texts to a number; undefined if two-way SMS is off for it, because AWS
   * then publishes them nowhere (user guide, two-way SMS).
   */
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
