import type { SQSEvent, SQSRecord } from 'aws-lambda'

import { inboundSms } from '../../local/phones/inbox.ts'
import { deliveryTopicArn, toRecord } from '../virtual/messages.ts'

/** The number of the n-th sender: a Belgian mobile, for n below ten million. */
export const senderNumber = (n: number): string => `+3247${String(n).padStart(7, '0')}`

/** The record that Lambda makes of a text that SNS put on the inbound queue. Every text has its own id. */
export const textRecord = (sender: string, line: string): SQSRecord => {
  const id = `text-${texts++}`
  const sms = inboundSms({ id, from: sender, to: line, text: 'Salut, tu fais quoi ce soir ?' })
  return ofInboundQueue(id, envelope('arn:aws:sns:eu-west-3:123456789012:inbound', sms))
}

/** The record that Lambda makes of the event with which AWS reports that a reply was delivered, and its cost. */
export const deliveryRecord = (inboundId: string): SQSRecord => {
  const event = { eventType: 'TEXT_DELIVERED', isFinal: true, context: { inboundId }, totalMessagePrice: 0.06 }
  return ofInboundQueue(`delivery of ${inboundId}`, envelope(deliveryTopicArn, event))
}

const ofInboundQueue = (messageId: string, body: string): SQSRecord => ({
  ...record(messageId, body),
  eventSourceARN: 'arn:aws:sqs:eu-west-3:123456789012:inbound',
})

let texts = 0

/** The record that Lambda makes of a queued reply. */
export const replyRecord = (body: string, n: number): SQSRecord => record(`reply-${n}`, body)

/** Splits records into events of at most `size` records each. */
export const batches = (records: readonly SQSRecord[], size: number): readonly SQSEvent[] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, i) => ({
    Records: records.slice(i * size, (i + 1) * size),
  }))

const record = (id: string, body: string): SQSRecord =>
  toRecord({ id, body, receiptHandle: `receipt of ${id}`, receives: 1, sentAt: Date.now() })

/** An envelope as SNS writes it. The signature is not valid, but as long as a real one. */
const envelope = (TopicArn: string, message: object): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'd7a5c1f0-0000-4000-8000-000000000000',
    TopicArn,
    Message: JSON.stringify(message),
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: 'c2lnbmF0dXJl'.repeat(28),
    SigningCertURL:
      'https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-010a507c1833636cd94bdb98bd93083a.pem',
    UnsubscribeURL: 'https://sns.eu-west-3.amazonaws.com/?Action=Unsubscribe',
  })
