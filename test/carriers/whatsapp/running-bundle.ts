import type { SQSBatchResponse, SQSRecord } from 'aws-lambda'

import { startCloud } from '../../../bench/cloud.ts'
import { bundleFolder } from '../../../cdk/bundles.ts'
import { startEnvironment } from '../../../local/lambda/execution-environment.ts'
import { logEventsIn } from '../../../shared/log-event.ts'
import type { Config } from '../../../shared/rules/config.ts'
import { toRecord } from '../../virtual/messages.ts'

const topicArn = 'arn:aws:sns:eu-west-3:123456789012:whatsapp'

const config: Config = {
  lines: [
    { number: 'whatsapp:+33612345678', language: 'fr', budget: 'default', carrier: 'whatsapp' },
    { number: '+33612345678', language: 'fr', budget: 'default', carrier: 'aws' },
  ],
  countries: ['FR', 'US'],
  replyDelayMs: { min: 45 * 60_000, max: 75 * 60_000 },
  limits: [{ replies: 1, perMs: 24 * 3_600_000 }],
  block: { after: 20, forMs: 30 * 24 * 3_600_000 },
  budgets: { default: { hour: 1e6, day: 1e6, month: 1e6 } },
  maxPricePerReplyUsd: 0,
  texts: {},
}

const variables = (endpoint: string) => ({
  CONFIG: JSON.stringify(config),
  TABLE_NAME: 'state',
  PEPPER: 'pepper',
  REPLY_SIGNING_KEY: 'key',
  REPLIES_QUEUE_URL: `${endpoint}/123456789012/replies`,
  WHATSAPP_TOPIC_ARN: topicArn,
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_METRICS_NAMESPACE: 'test',
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL: endpoint,
  AWS_LAMBDA_FUNCTION_NAME: 'receive-sms',
})

/** Runs receive-sms as bundled for a stage with a line on WhatsApp, with a table of its own. */
export const startReceiveSms = async () => {
  const cloud = await startCloud([{ name: 'state', key: 'pk' }], 0)
  const log: string[] = []
  const { invoke, kill } = startEnvironment({
    data: {
      entry: `file://${bundleFolder('receive-sms', ['whatsapp'])}/index.mjs`,
      exportName: 'handler',
      functionName: 'receive-sms',
      functionArn: 'arn:aws:lambda:eu-west-3:123456789012:function:receive-sms',
      memoryMb: 256,
    },
    variables: variables(cloud.endpoint),
    timeoutMs: 20_000,
    log: (line) => log.push(line),
  })
  return {
    log,
    /** Invokes the function with records of SQS and returns its response. Throws if the function throws. */
    handle: async (Records: readonly SQSRecord[]): Promise<SQSBatchResponse> => {
      const invocation = await invoke(JSON.stringify({ Records }), 'request')
      if ('error' in invocation) throw new Error(`${invocation.error.type}: ${invocation.error.message}`)
      return JSON.parse(invocation.payload)
    },
    /** For each text `reply`, or the reason for silence, in the order of the log. */
    verdicts: (): readonly string[] =>
      log
        .flatMap(logEventsIn)
        .flatMap(({ decision }) => decision ?? [])
        .map((decision) => (decision.kind === 'reply' ? 'reply' : decision.reason)),
    stop: async () => {
      kill()
      await cloud.stop()
    },
  }
}

let messages = 0

/** An SQS record with an event in the envelope of SNS. */
export const recordOf = (event: string, publishedAt: number, receives = 1): SQSRecord =>
  toRecord({
    id: `message-${messages++}`,
    body: JSON.stringify({
      Type: 'Notification',
      MessageId: 'd7a5c1f0-0000-4000-8000-000000000000',
      TopicArn: topicArn,
      Message: event,
      Timestamp: new Date(publishedAt).toISOString(),
    }),
    receiptHandle: 'receipt',
    receives,
    sentAt: publishedAt,
  })
