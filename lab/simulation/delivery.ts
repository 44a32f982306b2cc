import { type InboundSms, readInboundSms } from '../../shared/rules/inbound-sms.ts'
import { readNotification } from '../../shared/rules/notification.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { VirtualMessage } from '../virtual/queue.ts'
import { createTopics, type FunctionName } from '../virtual/stage.ts'
import type { Delivery } from './history.ts'

/** What the history records about a message that a function received: one entry for each text in it. */
export const deliveriesOf = (
  functionName: FunctionName,
  { id: messageId, receives, body }: VirtualMessage,
): readonly Delivery[] => {
  if (functionName === 'receive-sms') return textsIn(body).map(({ inboundId }) => ({ messageId, receives, inboundId }))
  const reply = JSON.parse(body) as QueuedReply
  return [{ messageId, receives, inboundId: reply.inboundId, reply }]
}

const topics = createTopics()

/** The texts in the body of an SQS message, as receive-sms reads them. */
export const textsIn = (body: string): readonly InboundSms[] => {
  const notification = readNotification(body)
  if (notification === undefined) return []
  const topic = topics.find(({ topicArn }) => topicArn === notification.topicArn)
  if (topic === undefined) return [readInboundSms(notification) ?? []].flat()
  return topic.read(notification).flatMap((item) => (item.kind === 'text' ? (item.sms ?? []) : []))
}
