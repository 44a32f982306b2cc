import { makeIdempotent } from '@aws-lambda-powertools/idempotency'
import type { Logger } from '@aws-lambda-powertools/logger'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import type { Config } from '../../../shared/rules/config.ts'
import { languageFor, replyText } from '../../../shared/rules/messages.ts'
import type { Counter } from './counter.ts'
import { inboundRecord } from './inbound.ts'
import type { Limits } from './limits.ts'
import type { Once } from './once.ts'
import type { Reply } from './reply.ts'
import { screen } from './screen.ts'

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
