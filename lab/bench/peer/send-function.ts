import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'

import { configFromEnvironment, environment } from '../../../shared/adapters/environment.ts'
import { onceForEachId } from './once.ts'
import { createSend } from './send.ts'

/** SQS hides a message for at most twelve hours after it was received. */
const longestHoldMs = 11 * 3600 * 1000

const { maxPricePerReplyUsd } = configFromEnvironment()
const sqs = new SQSClient()
const smsVoice = new PinpointSMSVoiceV2Client()
const QueueUrl = environment('REPLIES_QUEUE_URL')

export const handler = createSend({
  once: onceForEachId(new DynamoDBClient(), environment('IDEMPOTENCY_TABLE'), 'send'),
  hold: async (ReceiptHandle, ms) => {
    const VisibilityTimeout = Math.ceil(Math.min(ms, longestHoldMs) / 1000)
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
  },
  publish: async ({ to, from, text }) => {
    await smsVoice.send(
      new SendTextMessageCommand({
        DestinationPhoneNumber: to,
        OriginationIdentity: from,
        MessageBody: text,
        MessageType: 'TRANSACTIONAL',
        MaxPrice: maxPricePerReplyUsd.toFixed(5),
      }),
    )
  },
  logger: new Logger(),
  metrics: new Metrics(),
})
