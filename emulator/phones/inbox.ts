import { randomUUID } from 'node:crypto'
import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'
import { CloudError } from '../cloud-error.ts'
import type { Numbers } from '../services/end-user-messaging/numbers.ts'
import { inboundTopics, smsVoice } from '../services/end-user-messaging/reports.ts'
import { type Credentials, createClients } from '../services/iam/credentials.ts'
import type { Permissions } from '../services/iam/permissions.ts'
import type { Stack } from '../template/stack.ts'
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
   * Calls a line and hangs up. Resolves with an inbound id, as for a text. Throws a `CloudError` if the line's carrier doesn't take
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

type InboxOptions = {
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

const createInbox = ({ sns, topicOf, phones, phoneOf }: InboxOptions): Inbox => {
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
      if (phone === undefined) throw new CloudError(`Nobody can call ${to}: its carrier takes no calls.`)
      return phone.call(from, id)
    },
  }
}

/**
 * The phone of a line, or its number in a chat network. Methods that send something resolve when everybody who is to be notified
 * of it has been.
 */
export type LinePhone = {
  /** Creates the inbound id for a text or a call that is sent later with this id. */
  readonly newId: (from: string) => string
  /**
   * Sends a text to this phone. A phone that is off reports it later. The same id again means the same text again. Resolves with
   * the inbound id.
   */
  readonly text: (from: string, text: string, id?: string) => Promise<string>
  /** Calls this phone, which doesn't answer. Resolves with an inbound id, as for a text. */
  readonly call: (from: string, id?: string) => Promise<string>
  /** Sends several texts that the carrier reports together; only for carriers that can. Resolves with the inbound ids. */
  readonly textsAtOnce?: (texts: readonly { readonly from: string; readonly text: string }[]) => Promise<string[]>
  /** Makes the phone unreachable for so long that its carrier reports it as offline; only for phones that can be. */
  readonly switchOff?: () => Promise<void>
  readonly switchOn?: () => Promise<void>
}

type Options = Pick<InboxOptions, 'phones' | 'phoneOf'> & {
  readonly stack: Stack
  readonly numbers: Pick<Numbers, 'find'>
  readonly permissions: Permissions
  readonly credentials: Credentials
}

/**
 * Creates the inbox, which reaches lines by their phones, and the account's numbers by the topics that they are attached to.
 * Texts to an unknown number go to the first topic to which End User Messaging may publish, so that tests can text unknown lines.
 */
export const openInbox = async ({ stack, numbers, permissions, credentials, ...options }: Options) => {
  const [inboundTopicArn] = await inboundTopics(stack, permissions)
  const { sns } = createClients(stack.place, credentials, smsVoice(stack.place))
  const topicOf = (line: string): string | undefined => {
    const number = numbers.find(line)
    if (number === undefined) return inboundTopicArn
    return number.TwoWayEnabled ? number.TwoWayChannelArn : undefined
  }
  return { inboundTopicArn, ...createInbox({ sns, topicOf, ...options }) }
}
