import type { SQSRecord } from 'aws-lambda'
import { beatMessage } from './rules/beat.ts'
import type { CarrierName } from './rules/carriers.ts'
import type { DeliveryReport, ReportByMessageId } from './rules/delivery-report.ts'
import {
  type InboundText,
  isNotice,
  type Notification,
  readInboundText,
  readNotification,
} from './rules/inbound-text.ts'

/** A text, or a report about a reply, from a carrier. A text's `inbound` is undefined if its format is unknown. */
export type InboundItem =
  | { readonly kind: 'text'; readonly inbound: InboundText | undefined }
  | { readonly kind: 'report'; readonly report: DeliveryReport | ReportByMessageId }

/** A carrier's own SNS topic that feeds the inbound queue. */
export type InboundTopic = {
  readonly topicArn: string
  /** Reads all items in a notification, possibly none. Never throws. */
  readonly read: (notification: Notification) => readonly InboundItem[]
}

/** A text from the inbound queue. `inbound` is undefined if the format of the message is unknown. */
export type TextItem = {
  readonly kind: 'text'
  readonly messageId: string
  readonly receiptHandle: string
  readonly inbound: InboundText | undefined
  /** The times that SQS has delivered its message, this one included. */
  readonly deliveries: number
  /** Set if the text arrived through a topic of the carrier's own. */
  readonly carrier?: CarrierName
}

/** A carrier's final report about a reply. */
export type ReportItem = {
  readonly kind: 'report'
  readonly messageId: string
  readonly carrier: CarrierName
  readonly report: DeliveryReport | ReportByMessageId
  readonly firstDelivery: boolean
}

/** A beat (rules/beat.ts), and when its schedule published it, in milliseconds. */
export type BeatItem = Pick<TextItem, 'messageId' | 'receiptHandle'> & {
  readonly kind: 'beat'
  readonly publishedAt: number
}

/** The carriers' own topics of a deployment. */
export type Topics = readonly (InboundTopic & { readonly carrier: CarrierName })[]

/** Reads a message of the inbound queue as its topic's carrier does, or else as a text. Ignores AWS's notices. */
export const readMessage = (
  { messageId, receiptHandle, body, attributes }: SQSRecord,
  topics: Topics,
): readonly (TextItem | ReportItem | BeatItem)[] => {
  const deliveries = Number(attributes.ApproximateReceiveCount)
  const notification = readNotification(body)
  const topic = topics.find(({ topicArn }) => topicArn === notification?.topicArn)
  const text = (inbound: InboundText | undefined) =>
    ({ kind: 'text', messageId, receiptHandle, inbound, deliveries }) as const
  if (notification === undefined) return [text(undefined)]
  if (topic === undefined) {
    const { message, publishedAt } = notification
    if (message === beatMessage) return [{ kind: 'beat', messageId, receiptHandle, publishedAt }]
    return isNotice(notification) ? [] : [text(readInboundText(notification))]
  }
  const { carrier } = topic
  return topic
    .read(notification)
    .map((item) =>
      item.kind === 'text'
        ? { ...text(item.inbound), carrier }
        : { ...item, messageId, firstDelivery: deliveries === 1, carrier },
    )
}
