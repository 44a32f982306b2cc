import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'

import { environment, policyFromEnvironment } from '../../shared/edges/environment.ts'
import { onceForEachId } from './once.ts'
import { createSend } from './send.ts'

/** SQS hides a message for twelve hours from its receive at the most. */
const longestHoldMs = 11 * 3600 * 1000

const { maxPricePerReplyUsd } = policyFromEnvironment()
const sqs = new SQSClient()
const sns = new SNSClient()
const QueueUrl = environment('REPLIES_QUEUE_URL')

export const handler = createSend({
  once: onceForEachId(new DynamoDBClient(), environment('IDEMPOTENCY_TABLE'), 'send'),
  hold: async (ReceiptHandle, ms) => {
    const VisibilityTimeout = Math.ceil(Math.min(ms, longestHoldMs) / 1000)
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
  },
  publish: async ({ to, from, text }) => {
    await sns.send(
      new PublishCommand({
        PhoneNumber: to,
        Message: text,
        MessageAttributes: {
          'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
          'AWS.SNS.SMS.MaxPrice': { DataType: 'Number', StringValue: String(maxPricePerReplyUsd) },
          'AWS.MM.SMS.OriginationNumber': { DataType: 'String', StringValue: from },
        },
      }),
    )
  },
  logger: new Logger(),
  metrics: new Metrics(),
})
