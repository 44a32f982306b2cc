import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics } from '@aws-lambda-powertools/metrics'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'

import { configFromEnvironment, environment } from '../../../shared/adapters/environment.ts'
import { createSenderKeyOf } from '../../../shared/adapters/sender-key.ts'
import { createLimits } from './limits.ts'
import { onceForEachId } from './once.ts'
import { createReceive } from './receive.ts'

/** The longest that SQS delays a message. */
const longestDelayMs = 15 * 60 * 1000

const config = configFromEnvironment()
const dynamo = new DynamoDB()
const sqs = new SQSClient()
const QueueUrl = environment('REPLIES_QUEUE_URL')

export const handler = createReceive({
  once: onceForEachId(dynamo, environment('IDEMPOTENCY_TABLE'), 'receive'),
  limits: createLimits(dynamo, environment('LIMITS_TABLE'), config),
  put: async (reply, delayMs) => {
    const DelaySeconds = Math.ceil(Math.min(delayMs, longestDelayMs) / 1000)
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(reply), DelaySeconds }))
  },
  senderKeyOf: createSenderKeyOf(environment('PEPPER')),
  config,
  logger: new Logger(),
  metrics: new Metrics(),
})
