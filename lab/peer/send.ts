import { makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers'
import { SqsRecordSchema } from '@aws-lambda-powertools/parser/schemas/sqs'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { z } from 'zod'

import { configFromEnvironment, environment } from '../../shared/adapters/lambda.ts'
import { type Counter, type Once, onceForEachId } from './powertools.ts'

const reply = z.object({
  inboundId: z.string(),
  to: z.string(),
  from: z.string(),
  text: z.string(),
  dueAt: z.number(),
})

/** A reply that waits on the queue between the two functions. */
export type Reply = z.infer<typeof reply>

export const replyRecord = SqsRecordSchema.extend({ body: JSONStringified(reply) })

type Dependencies = {
  readonly once: Once
  readonly hold: (receiptHandle: string, ms: number) => Promise<void>
  readonly publish: (reply: Reply) => Promise<void>
  readonly logger: Pick<Logger, 'info'>
  readonly metrics: Counter
}

/** Creates the peer's sending handler, which sends each reply once, when it is due. */
export const createSend = ({ once, hold, publish, logger, metrics }: Dependencies) => {
  const publishOnce = makeIdempotent(async (_inboundId: string, reply: Reply) => {
    await publish(reply)
    return 'sent'
  }, once)

  const send = async (record: SQSRecord): Promise<'sent' | 'waiting'> => {
    const { body: reply, receiptHandle } = replyRecord.parse(record)
    const earlyMs = reply.dueAt - Date.now()
    if (earlyMs > 0) {
      await hold(receiptHandle, earlyMs)
      return 'waiting'
    }
    await publishOnce(reply.inboundId, reply)
    logger.info('reply sent', { inboundId: reply.inboundId })
    metrics.addMetric('RepliesSent', MetricUnit.Count, 1)
    return 'sent'
  }

  return async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    once.config.registerLambdaContext(context)
    const results = await Promise.allSettled(Records.map(send))
    if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
    const unfinished = Records.filter((_, i) => {
      const result = results[i]
      return result?.status === 'rejected' || result?.value === 'waiting'
    })
    return { batchItemFailures: unfinished.map(({ messageId }) => ({ itemIdentifier: messageId })) }
  }
}

/** SQS hides a message for at most twelve hours after it was received. */
const longestHoldMs = 11 * 3600 * 1000

/** The sending function, with the clients that it has on Lambda. */
export const createFunction = () => {
  const { maxPricePerReplyUsd } = configFromEnvironment()
  const sqs = new SQSClient()
  const smsVoice = new PinpointSMSVoiceV2Client()
  const QueueUrl = environment('REPLIES_QUEUE_URL')
  return createSend({
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
}
