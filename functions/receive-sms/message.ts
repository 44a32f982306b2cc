import type { SQSRecord } from 'aws-lambda'

import type { InboundTopic, NoteNames } from '../../carriers/carrier-inbound.ts'
import type { CarrierName } from '../../carriers/registry.ts'
import type { DeliveryReport, ReportByMessageId } from '../../shared/rules/delivery-report.ts'
import { type InboundSms, readInboundSms } from '../../shared/rules/inbound-sms.ts'
import { isNotice, readNotification } from '../../shared/rules/notification.ts'

/** A text from the inbound queue. `sms` is undefined if the format of the message is unknown. */
export type TextItem = {
  readonly kind: 'text'
  readonly messageId: string
  readonly sms: InboundSms | undefined
  readonly firstDelivery: boolean
  /** The carrier, if the text arrived through a topic of the carrier's own. */
  readonly carrier?: CarrierName
  readonly noteNames?: NoteNames | undefined
}

/** A carrier's final report about a reply. */
export type ReportItem = {
  readonly kind: 'report'
  readonly messageId: string
  readonly carrier: CarrierName
  readonly report: DeliveryReport | ReportByMessageId
  readonly firstDelivery: boolean
}

export type Topics = readonly (InboundTopic & { readonly carrier: CarrierName })[]

/**
 * Reads a message of the inbound queue. The carrier's code reads those from a carrier's own topic. Of the others, a notice of AWS is
 * ignored, and the rest is read as a text.
 */
export const readMessage = (
  { messageId, body, attributes }: SQSRecord,
  topics: Topics,
): readonly (TextItem | ReportItem)[] => {
  const firstDelivery = attributes.ApproximateReceiveCount === '1'
  const notification = readNotification(body)
  const topic = topics.find(({ topicArn }) => topicArn === notification?.topicArn)
  if (notification === undefined) return [{ kind: 'text', messageId, sms: undefined, firstDelivery }]
  if (topic === undefined)
    return isNotice(notification) ? [] : [{ kind: 'text', messageId, sms: readInboundSms(notification), firstDelivery }]
  const { carrier, noteNames } = topic
  return topic
    .read(notification)
    .map((item) =>
      item.kind === 'text'
        ? { ...item, messageId, firstDelivery, carrier, noteNames }
        : { ...item, messageId, firstDelivery, carrier },
    )
}
