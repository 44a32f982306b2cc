import { makeIdempotent } from '@aws-lambda-powertools/idempotency'
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { JSONStringified } from '@aws-lambda-powertools/parser/helpers'
import { SnsSqsNotificationSchema } from '@aws-lambda-powertools/parser/schemas/sns'
import { SqsRecordSchema } from '@aws-lambda-powertools/parser/schemas/sqs'
import { DynamoDB } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { RateLimiterDynamo, RateLimiterRes } from 'rate-limiter-flexible'
import { z } from 'zod'
import { configFromEnvironment, environment } from '../../shared/adapters/lambda.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import type { Line } from '../../shared/rules/config.ts'
import { languageFor, replyText } from '../../shared/rules/messages.ts'
import { onceForEachId } from './powertools.ts'
import type { Reply } from './send.ts'

const payload = z.object({ originationNumber: z.string(), destinationNumber: z.string(), inboundMessageId: z.string() })

const inboundRecord = SqsRecordSchema.extend({
  body: JSONStringified(SnsSqsNotificationSchema.extend({ Message: JSONStringified(payload) })),
})

const config = configFromEnvironment()
const QueueUrl = environment('REPLIES_QUEUE_URL')
const senderKeyOf = createSenderKeyOf(environment('PEPPER'))
const dynamo = new DynamoDB()
const once = onceForEachId(dynamo, 'receive')
const sqs = new SQSClient()
const logger = new Logger()
const metrics = new Metrics()

export const handler = async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  // Powertools needs the context to know when a run has timed out, so that a retry doesn't wait for it.
  once.config.registerLambdaContext(context)
  const results = await Promise.allSettled(Records.map(receive))
  const batchItemFailures = Records.flatMap(({ messageId }, i) => {
    const result = results[i]
    if (result?.status !== 'rejected') return []
    logger.error('text failed', { messageId, error: errorName(result.reason) })
    return [{ itemIdentifier: messageId }]
  })
  metrics.addMetric('TextsReceived', MetricUnit.Count, Records.length - batchItemFailures.length)
  metrics.publishStoredMetrics()
  return { batchItemFailures }
}

/** The name only, because the message of an error could contain a phone number. */
const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

const receive = async (record: SQSRecord): Promise<void> => {
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

const answerOnce = makeIdempotent((_inboundId: string, text: Parameters<typeof answer>[0]) => answer(text), once)

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
