import type { SQSRecord } from 'aws-lambda'

import { type DeliveryReport, readDeliveryReport } from '../../shared/rules/delivery-report.ts'
import { type InboundSms, readInboundSms } from '../../shared/rules/inbound-sms.ts'
import { readNotification } from '../../shared/rules/notification.ts'

/** A text. Without `sms`, its format is not known. */
export type TextMessage = {
  readonly messageId: string
  readonly sms: InboundSms | undefined
  readonly firstDelivery: boolean
}

/** A carrier's report about a reply. Reports that are not final are not stored. */
export type ReportMessage = { readonly messageId: string; readonly report: DeliveryReport | 'not-final' }

type Message = TextMessage | ReportMessage

/** Reads a message of the inbound queue. Its topic tells texts from delivery reports. */
export const readMessage = (
  { messageId, body, attributes }: SQSRecord,
  deliveryTopicArn: string | undefined,
): Message => {
  const notification = readNotification(body)
  const firstDelivery = attributes.ApproximateReceiveCount === '1'
  if (notification === undefined || notification.topicArn !== deliveryTopicArn)
    return { messageId, sms: notification && readInboundSms(notification), firstDelivery }
  const report = readDeliveryReport(notification)
  return report === undefined ? { messageId, sms: undefined, firstDelivery } : { messageId, report }
}

export const isReport = (message: Message): message is ReportMessage => 'report' in message
export const isText = (message: Message): message is TextMessage => !isReport(message)
