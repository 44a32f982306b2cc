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
import type { Config, Line } from '../../shared/rules/config.ts'
import { languageFor, replyText } from '../../shared/rules/messages.ts'
import { type Counter, type Once, onceForEachId } from './powertools.ts'
import type { Reply } from './send.ts'

const payload = z.object({
  originationNumber: z.string(),
  destinationNumber: z.string(),
  messageBody: z.string(),
  inboundMessageId: z.string(),
})

/** An SQS record whose body is an SNS envelope, which holds the payload of End User Messaging. */
export const inboundRecord = SqsRecordSchema.extend({
  body: JSONStringified(SnsSqsNotificationSchema.extend({ Message: JSONStringified(payload) })),
})

type Dependencies = {
  readonly once: Once
  readonly limits: Limits
  readonly put: (reply: Reply, delayMs: number) => Promise<void>
  readonly senderKeyOf: (number: string) => string
  readonly config: Config
  readonly logger: Pick<Logger, 'info' | 'error'>
  readonly metrics: Counter
}

/** Creates the peer's receiving handler, which decides once on each text. Texts of a batch are handled concurrently. */
export const createReceive = (dependencies: Dependencies) => {
  const { once, logger, metrics } = dependencies
  const answerOnce = makeIdempotent((_inboundId: string, text: Text) => answer(dependencies, text), once)

  const receive = async (record: SQSRecord): Promise<void> => {
    const { body } = inboundRecord.parse(record)
    const { inboundMessageId: inboundId, originationNumber: from, destinationNumber: to } = body.Message
    const screened = screen({ from, to, sentAt: Date.parse(body.Timestamp) }, dependencies.config, Date.now())
    const outcome =
      typeof screened === 'string' ? screened : await answerOnce(inboundId, { inboundId, from, ...screened })
    logger.info('text decided', { inboundId, outcome })
    metrics.addMetric(outcome === 'reply' ? 'RepliesBooked' : 'TextsSilenced', MetricUnit.Count, 1)
  }

  return async ({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
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
}

type Text = { readonly inboundId: string; readonly from: string } & Exclude<ReturnType<typeof screen>, string>

const answer = async (
  { limits, put, senderKeyOf, config }: Dependencies,
  { inboundId, from, line, country }: Text,
): Promise<'reply' | 'answered recently' | 'over budget'> => {
  if (!(await limits.sender(senderKeyOf(from)))) return 'answered recently'
  if (!(await limits.budget(line.budget))) return 'over budget'
  const { min, max } = config.replyDelayMs
  const delayMs = min + Math.floor(Math.random() * (max - min))
  const text = replyText(languageFor(country, line.language), 0, config.texts)
  await put({ inboundId, to: from, from: line.number, text, dueAt: Date.now() + delayMs }, delayMs)
  return 'reply'
}

/** The name only, because the message of an error could contain a phone number. */
const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error)

const staleMs = 48 * 3600 * 1000

type Incoming = { readonly from: string; readonly to: string; readonly sentAt: number }

/** The line and country of a text that may be answered, or the reason why it may not. */
export const screen = (
  text: Incoming,
  config: Config,
  now: number,
): { readonly line: Line; readonly country: string } | string => {
  if (now - text.sentAt > staleMs) return 'stale'
  const line = config.lines.find(({ number }) => number === text.to)
  if (line === undefined) return 'unknown line'
  if (config.lines.some(({ number }) => number === text.from)) return 'not a mobile'
  const number = parsePhoneNumberFromString(text.from)
  if (!number?.isValid() || number.number !== text.from) return 'not a mobile'
  if (number.country === undefined || !config.countries.includes(number.country)) return 'country'
  return { line, country: number.country }
}

const hour = 3600
const day = 24 * hour

/** The limits for each sender and for each budget. They count in fixed windows that begin with their first text. */
export type Limits = {
  /** Counts a reply to a sender. Returns false if it is one too many. */
  readonly sender: (senderKey: string) => Promise<boolean>
  /** Counts a reply against the budget. Returns false if it is one too many. */
  readonly budget: (name: string) => Promise<boolean>
}

export const createLimits = (storeClient: DynamoDB, tableName: string, { limits, budgets }: Config): Limits => {
  const limiter = (keyPrefix: string, points: number, duration: number): Limiter =>
    new RateLimiterDynamo({
      storeClient,
      tableName,
      tableCreated: true,
      ttlSet: true,
      keyPrefix,
      points,
      duration,
      // As the library's documentation advises for DynamoDB: a key without points left costs no request in this process.
      inMemoryBlockOnConsumed: points,
    })
  const senders = limits.map(({ replies, perMs }) => limiter(`sender${perMs}`, replies, perMs / 1000))
  const periods = Object.entries(budgets).map(
    ([name, budget]) =>
      [
        name,
        [
          limiter(`${name}-hour`, budget.hour, hour),
          limiter(`${name}-day`, budget.day, day),
          limiter(`${name}-month`, budget.month, 30 * day),
        ],
      ] as const,
  )
  const byBudget = new Map(periods)
  return {
    sender: (senderKey) => allLeaveRoom(senders, senderKey),
    budget: (name) => allLeaveRoom(byBudget.get(name) ?? [], name),
  }
}

type Limiter = Pick<RateLimiterDynamo, 'consume'>

/** Asks the limiters one after the other, because a reply that a shorter window refuses must not count in a longer one. */
const allLeaveRoom = async (limiters: readonly Limiter[], key: string): Promise<boolean> => {
  for (const limiter of limiters) if (!(await leavesRoom(limiter, key))) return false
  return true
}

const leavesRoom = async (limiter: Limiter, key: string): Promise<boolean> => {
  try {
    await limiter.consume(key)
    return true
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return false
    throw refusal
  }
}

/** The longest that SQS delays a message. */
const longestDelayMs = 15 * 60 * 1000

/** The receiving function, with the clients that it has on Lambda. */
export const createFunction = () => {
  const config = configFromEnvironment()
  const dynamo = new DynamoDB()
  const sqs = new SQSClient()
  const QueueUrl = environment('REPLIES_QUEUE_URL')
  return createReceive({
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
}
