import { optionalEnvironment } from '../../../shared/adapters/lambda.ts'
import type { InboundItem, InboundTopic } from '../../../shared/inbound.ts'
import { isNotice, type Notification } from '../../../shared/rules/inbound-text.ts'
import { readDeliveryReport } from '../delivery-report.ts'

/** Returns the topic of delivery reports, which the configuration set publishes. Texts come by the inbound topic. */
export const createAwsTopic = (): InboundTopic | undefined => {
  const topicArn = optionalEnvironment('DELIVERY_TOPIC_ARN')
  return topicArn === undefined ? undefined : { topicArn, read: readEvent }
}

/** Reads a delivery report. Anything else but a notice counts as a text that can't be read. */
export const readEvent = (notification: Notification): readonly InboundItem[] => {
  if (isNotice(notification)) return []
  const report = readDeliveryReport(notification)
  if (report === undefined) return [{ kind: 'text', inbound: undefined }]
  return report === 'not-final' ? [] : [{ kind: 'report', report }]
}
