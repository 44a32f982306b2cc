import { makeIdempotent } from '@aws-lambda-powertools/idempotency'
import type { Logger } from '@aws-lambda-powertools/logger'
import { MetricUnit } from '@aws-lambda-powertools/metrics'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'

import type { Counter } from './counter.ts'
import type { Once } from './once.ts'
import { type Reply, replyRecord } from './reply.ts'

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
