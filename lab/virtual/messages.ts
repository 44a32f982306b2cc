import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { readEvent } from '../../carriers/aws/lambda/inbound.ts'
import type { TextSent } from '../../carriers/test/own-topic.ts'
import { ownTopics } from '../../carriers/test/own-topics.ts'
import type { Topics } from '../../shared/inbound.ts'
import { beatMessage } from '../../shared/rules/beat.ts'
import { type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import type { VirtualMessage } from './queue.ts'

type Sms = Record<'from' | 'to' | 'text' | 'id', string> & { sentAt: number; receivedAt?: number | undefined }

/** What SNS puts on the inbound queue for a text from End User Messaging, or from a phone, with `receivedAt`. */
export const inboundBody = ({ from, to, text, id, sentAt, receivedAt }: Sms): string => {
  const sms = {
    originationNumber: from,
    destinationNumber: to,
    messageKeyword: 'KEYWORD_123456789012',
    messageBody: text,
    inboundMessageId: id,
    previousPublishedMessageId: '',
    ...(receivedAt !== undefined && { receivedAt: new Date(receivedAt).toISOString() }),
  }
  return notificationBody('arn:aws:sns:eu-west-3:123456789012:inbound', JSON.stringify(sms), sentAt)
}

export const deliveryTopicArn = 'arn:aws:sns:eu-west-3:123456789012:delivery'

/** What SNS puts on the inbound queue for an event of End User Messaging about a sent message. */
export const reportBody = (event: object, at: number): string =>
  notificationBody(deliveryTopicArn, JSON.stringify(event), at)

/** What SNS puts on the inbound queue for a beat. */
export const beatBody = (at: number): string =>
  notificationBody('arn:aws:sns:eu-west-3:123456789012:inbound', beatMessage, at)

/** The message that SNS puts on a queue for a message that was published to a topic. */
export const notificationBody = (TopicArn: string, Message: string, at: number): string =>
  JSON.stringify({ Type: 'Notification', MessageId: '1', TopicArn, Message, Timestamp: new Date(at).toISOString() })

export type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>

/** Invokes a function with a batch of messages. Returns those that it has not reported as failed. */
export const handle = async (handler: Handler, messages: readonly VirtualMessage[]) => {
  const { batchItemFailures } = await handler({ Records: messages.map(toRecord) })
  const unfinished = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
  return messages.filter(({ id }) => !unfinished.has(id))
}

type Received = Pick<VirtualMessage, 'id' | 'body' | 'receiptHandle' | 'receives' | 'sentAt'>

/** A received message in the form in which Lambda passes it to a function. */
export const toRecord = ({ id, body, receiptHandle, receives, sentAt }: Received): SQSRecord => ({
  messageId: id,
  receiptHandle,
  body,
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: String(sentAt),
    SenderId: 'sns',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:eu-west-3:123456789012:queue',
  awsRegion: 'eu-west-3',
})

export const senderKeyOf = (number: string): string => `key of ${number}`

/** The number that a sender key was made from. Other strings are returned unchanged. */
export const nameOfKey = (key: string): string => key.replace(/^key of /, '')

/** The topics besides that of texts. */
export const ownTopicReaders: Topics = [
  { carrier: 'aws', topicArn: deliveryTopicArn, read: readEvent },
  ...carrierNames.flatMap((carrier) => {
    const topic = ownTopics[carrier]?.topic(senderKeyOf)
    return topic === undefined ? [] : [{ ...topic, carrier }]
  }),
]

/** Whether a carrier's texts arrive in events, each of which may hold several texts. */
export const hasOwnTopic = (carrier: CarrierName): boolean => ownTopics[carrier] !== undefined

/** An event of the carrier's own topic, or a single text, which a phone may have received at another time. */
export const bodyOfTexts = (
  carrier: CarrierName,
  line: string,
  texts: readonly TextSent[],
  queuedAt: number,
  receivedAt?: number,
): string => {
  const own = ownTopics[carrier]
  if (own !== undefined) return notificationBody(own.topic(senderKeyOf).topicArn, own.eventOf(line, texts), queuedAt)
  const [text] = texts
  if (text === undefined) throw new Error('There is no text')
  const { id, from, words } = text
  return inboundBody({ id, from, to: line, text: words, sentAt: queuedAt, receivedAt })
}
