/** The peer that the product is compared with: a number built from well-kept libraries, as AWS advises. */
import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers'
import { SnsSqsNotificationSchema } from '@aws-lambda-powertools/parser/schemas/sns'
import { SqsRecordSchema } from '@aws-lambda-powertools/parser/schemas/sqs'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { PinpointSMSVoiceV2Client, SendTextMessageCommand } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { RateLimiterDynamo, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import { configFromEnvironment, environment } from '../shared/adapters/lambda.ts'
import { createSenderKeyOf } from '../shared/adapters/signatures.ts'
import type { Line } from '../shared/rules/config.ts'
import { languageFor, replyText } from '../shared/rules/messages.ts'

const payload = z.object({ originationNumber: z.string(), destinationNumber: z.string(), inboundMessageId: z.string() })

const inboundRecord = SqsRecordSchema.extend({
  body: JSONStringified(SnsSqsNotificationSchema.extend({ Message: JSONStringified(payload) })),
})

const config = configFromEnvironment()
const QueueUrl = environment('REPLIES_QUEUE_URL')
const senderKeyOf = createSenderKeyOf(environment('PEPPER'))
const dynamo = new DynamoDB()
const sqs = new SQSClient()
const logger = new Logger()
const smsVoice = new PinpointSMSVoiceV2Client()
const metrics = new Metrics()

/** Longer than a queue keeps a message. */
const keepSeconds = 5 * 24 * 3600

/** Makes a function run once for each id, its first argument: a repeated call gets the first one's result. */
const onceForEachId = (keyPrefix: string) => ({
  persistenceStore: new DynamoDBPersistenceLayer({
    tableName: environment('IDEMPOTENCY_TABLE'),
    awsSdkV3Client: dynamo,
  }),
  config: new IdempotencyConfig({ expiresAfterSeconds: keepSeconds, useLocalCache: true, maxLocalCacheSize: 1000 }),
  keyPrefix,
  dataIndexArgument: 0,
})

const [onceReceived, onceSent] = [onceForEachId('receive'), onceForEachId('send')]

export const receive = async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  // Powertools needs the context to know when a run has timed out, so that a retry doesn't wait for it.
  onceReceived.config.registerLambdaContext(context)
  const results = await Promise.allSettled(Records.map(decide))
  const batchItemFailures = Records.flatMap(({ messageId }, i) => {
    const result = results[i]
    if (result?.status !== 'rejected') return []
    // The name only, because the message of an error could contain a phone number.
    logger.error('text failed', { messageId, error: result.reason?.name })
    return [{ itemIdentifier: messageId }]
  })
  metrics.addMetric('TextsReceived', MetricUnit.Count, Records.length - batchItemFailures.length)
  metrics.publishStoredMetrics()
  return { batchItemFailures }
}

const decide = async (record: SQSRecord): Promise<void> => {
  const { body } = inboundRecord.parse(record)
  const { inboundMessageId: inboundId, originationNumber: from, destinationNumber: to } = body.Message
  const screened = screen(from, to, Date.parse(body.Timestamp))
  const outcome =
    typeof screened === 'string' ? screened : await answerOnce(inboundId, { inboundId, from, ...screened })
  logger.info('text decided', { inboundId, outcome })
  metrics.addMetric(outcome === 'reply' ? 'RepliesBooked' : 'TextsSilenced', MetricUnit.Count, 1)
}

const staleMs = 48 * 3600 * 1000

type Screened = { readonly line: Line; readonly country: string }

const screen = (from: string, to: string, sentAt: number): Screened | string => {
  if (Date.now() - sentAt > staleMs) return 'stale'
  const line = config.lines.find(({ number }) => number === to)
  if (line === undefined) return 'unknown line'
  if (config.lines.some(({ number }) => number === from)) return 'not a mobile'
  const number = parsePhoneNumberFromString(from)
  if (!number?.isValid() || number.number !== from) return 'not a mobile'
  if (number.country === undefined || !config.countries.includes(number.country)) return 'country'
  return { line, country: number.country }
}

const answer = async ({ inboundId, from, line, country }: Screened & Pick<Reply, 'inboundId' | 'from'>) => {
  if (!(await allLeaveRoom(senderLimiters, senderKeyOf(from)))) return 'answered recently'
  const ofBudget = budgetLimiters.find(({ name }) => name === line.budget)?.limiters ?? []
  if (!(await allLeaveRoom(ofBudget, line.budget))) return 'over budget'
  const { min, max } = config.replyDelayMs
  const delayMs = min + Math.floor(Math.random() * (max - min))
  const text = replyText(languageFor(country, line.language), 0, config.texts)
  await put({ inboundId, to: from, from: line.number, text, dueAt: Date.now() + delayMs }, delayMs)
  return 'reply'
}

const answerOnce = makeIdempotent(
  (_inboundId: string, text: Parameters<typeof answer>[0]) => answer(text),
  onceReceived,
)

const longestDelayMs = 15 * 60 * 1000

const put = async (reply: Reply, delayMs: number): Promise<void> => {
  const DelaySeconds = Math.ceil(Math.min(delayMs, longestDelayMs) / 1000)
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(reply), DelaySeconds }))
}

/** Allows so many points in fixed windows of so many seconds, each of which begins with its first. */
const limiter = (keyPrefix: string, points: number, duration: number): RateLimiterDynamo =>
  new RateLimiterDynamo({
    storeClient: dynamo,
    tableName: environment('LIMITS_TABLE'),
    tableCreated: true,
    ttlSet: true,
    keyPrefix,
    points,
    duration,
    // As the library's documentation advises for DynamoDB: a key without points left costs no request in this process.
    inMemoryBlockOnConsumed: points,
  })

const hour = 3600
const day = 24 * hour

const senderLimiters = config.limits.map(({ replies, perMs }) => limiter(`sender${perMs}`, replies, perMs / 1000))
const budgetLimiters = Object.entries(config.budgets).map(([name, budget]) => ({
  name,
  limiters: [
    limiter(`${name}-hour`, budget.hour, hour),
    limiter(`${name}-day`, budget.day, day),
    limiter(`${name}-month`, budget.month, 30 * day),
  ],
}))

/** One after the other: a reply that a shorter window refuses must not count in a longer one. */
const allLeaveRoom = async (limiters: readonly RateLimiterDynamo[], key: string): Promise<boolean> => {
  for (const limiter of limiters) if (!(await leavesRoom(limiter, key))) return false
  return true
}

const leavesRoom = async (limiter: RateLimiterDynamo, key: string): Promise<boolean> => {
  try {
    await limiter.consume(key)
    return true
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false
    throw refusal
  }
}

const reply = z.object({ inboundId: z.string(), to: z.string(), from: z.string(), text: z.string(), dueAt: z.number() })

/** A reply that waits on the queue between the two functions. */
type Reply = z.infer<typeof reply>

const replyRecord = SqsRecordSchema.extend({ body: JSONStringified(reply) })

/** Sends each reply once, when it is due. */
export const send = async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  onceSent.config.registerLambdaContext(context)
  const results = await Promise.allSettled(Records.map(sendReply))
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
  const unfinished = Records.filter((_, i) => {
    const result = results[i]
    return result?.status === 'rejected' || result?.value === 'waiting'
  })
  return { batchItemFailures: unfinished.map(({ messageId }) => ({ itemIdentifier: messageId })) }
}

const sendReply = async (record: SQSRecord): Promise<'sent' | 'waiting'> => {
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
  const limits = { MessageType: 'TRANSACTIONAL', MaxPrice: config.maxPricePerReplyUsd.toFixed(5) } as const
  const sms = { DestinationPhoneNumber: to, OriginationIdentity: from, MessageBody: text, ...limits }
  await smsVoice.send(new SendTextMessageCommand(sms))
  return 'sent'
}, onceSent)
