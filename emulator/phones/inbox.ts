import { randomUUID } from 'node:crypto'
import { PublishCommand } from '@aws-sdk/client-sns'
import { CloudError } from '../cloud-error.ts'
import type { Numbers } from '../services/end-user-messaging/numbers.ts'
import { inboundTopics, smsVoice } from '../services/end-user-messaging/reports.ts'
import { type Credentials, createClients } from '../services/iam/credentials.ts'
import type { Permissions } from '../services/iam/permissions.ts'
import type { Stack } from '../template/stack.ts'
import type { LinePhone, Phones } from './phones.ts'

export type IncomingText = {
  readonly from: string
  readonly to: string
  readonly text: string
  /** The inbound id, from `newId`; by default a new one. */
  readonly id?: string
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

type Options = {
  readonly stack: Stack
  readonly numbers: Pick<Numbers, 'find'>
  readonly permissions: Permissions
  readonly credentials: Credentials
  readonly phones: Pick<Phones, 'texts' | 'send'>
  readonly phoneOf: (line: string) => LinePhone | undefined
}

/** The inbox of all lines. Texts to an unknown number go to the first inbound topic, so that tests can send some. */
export const openInbox = async ({ stack, numbers, permissions, credentials, phones, phoneOf }: Options) => {
  const [inboundTopicArn] = await inboundTopics(stack, permissions)
  const { sns } = createClients(stack.place, credentials, smsVoice(stack.place))
  const lastReplyTo = new Map<string, string>()
  phones.texts.subscribe(({ direction, to, id }) => {
    if (direction === 'reply') lastReplyTo.set(to, id)
  })
  /** The topic of a number; undefined if two-way SMS is off, so AWS publishes nothing (user guide, two-way SMS). */
  const topicOf = (line: string): string | undefined => {
    const number = numbers.find(line)
    if (number === undefined) return inboundTopicArn
    return number.TwoWayEnabled ? number.TwoWayChannelArn : undefined
  }
  const newId = ({ from, to }: Pick<IncomingText, 'from' | 'to'>): string => phoneOf(to)?.newId(from) ?? randomUUID()
  return {
    /** The topic to which End User Messaging publishes texts, if the template has one. */
    inboundTopicArn,
    /** Creates the id of a text or a call in advance, so that a caller can subscribe to what is decided about it. */
    newId,
    /** Sends a text to a line, and resolves with its id. Without two-way SMS it never reaches the functions. */
    receiveText: async (given: IncomingText): Promise<string> => {
      const { id = newId(given), ...text } = given
      const phone = phoneOf(text.to)
      if (phone !== undefined) return phone.text(text.from, text.text, id)
      const TopicArn = topicOf(text.to)
      const Message = JSON.stringify(inboundSms({ id, ...text }, lastReplyTo.get(text.from)))
      if (TopicArn === undefined) phones.send({ id, ...text })
      else await sns.send(new PublishCommand({ TopicArn, Message }))
      return id
    },
    /** Calls a line and hangs up. Resolves with the inbound id. Throws a `CloudError` if its carrier takes no calls. */
    receiveCall: async ({ id, from, to }: Omit<IncomingText, 'text'>): Promise<string> => {
      const phone = phoneOf(to)
      if (phone?.call === undefined) throw new CloudError(`Nobody can call ${to}: its carrier takes no calls.`)
      return phone.call(from, id)
    },
  }
}
