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
import { onceForEachId } from './powertools.ts'

const reply = z.object({ inboundId: z.string(), to: z.string(), from: z.string(), text: z.string(), dueAt: z.number() })

/** A reply that waits on the queue between the two functions. */
export type Reply = z.infer<typeof reply>

const replyRecord = SqsRecordSchema.extend({ body: JSONStringified(reply) })

const { maxPricePerReplyUsd } = configFromEnvironment()
const QueueUrl = environment('REPLIES_QUEUE_URL')
const once = onceForEachId(new DynamoDBClient(), 'send')
const sqs = new SQSClient()
const smsVoice = new PinpointSMSVoiceV2Client()
const logger = new Logger()
const metrics = new Metrics()

/** Sends each reply once, when it is due. */
export const handler = async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  once.config.registerLambdaContext(context)
  const results = await Promise.allSettled(Records.map(send))
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  const unfinished = Records.filter((_, i) => {
    const result = results[i]
    return result?.status === 'rejected' || result?.value === 'waiting'
  })
  return { batchItemFailures: unfinished.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}

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

/** SQS hides a message for at most twelve hours after it was received. */
const longestHiddenMs = 11 * 3600 * 1000

const hold = async (ReceiptHandle: string, ms: number): Promise<void> => {
  const VisibilityTimeout = Math.ceil(Math.min(ms, longestHiddenMs) / 1000)
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
}

const publishOnce = makeIdempotent(async (_inboundId: string, { to, from, text }: Reply) => {
  const limits = { MessageType: 'TRANSACTIONAL', MaxPrice: maxPricePerReplyUsd.toFixed(5) } as const
  const sms = { DestinationPhoneNumber: to, OriginationIdentity: from, MessageBody: text, ...limits }
  await smsVoice.send(new SendTextMessageCommand(sms))
  return 'sent'
}, once)
