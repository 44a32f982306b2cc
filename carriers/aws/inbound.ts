import { optionalEnvironment } from '../../shared/adapters/environment.ts'
import { readDeliveryReport } from '../../shared/rules/delivery-report.ts'
import type { Notification } from '../../shared/rules/notification.ts'
import type { InboundItem, InboundTopic } from '../carrier-inbound.ts'

/** The events of the configuration set. Texts come by the topic of texts. */
export const createAwsTopic = (): InboundTopic | undefined => {
  const topicArn = optionalEnvironment('DELIVERY_TOPIC_ARN')
  return topicArn === undefined ? undefined : { topicArn, read: readEvent }
}

/** An event that is not final tells nothing; one that is no event at all counts as a text that nobody can read. */
export const readEvent = (notification: Notification): readonly InboundItem[] => {
  const report = readDeliveryReport(notification)
  if (report === undefined) return [{ kind: 'text', sms: undefined }]
  return report === 'not-final' ? [] : [{ kind: 'report', report }]
}
