import { configOf } from '../../settings/config.ts'
import { readSettings } from '../../settings/read.ts'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import type { Config } from '../../shared/rules/config.ts'
import { deliveryTopicArn } from '../virtual/messages.ts'

/** A file of this repository, which Node runs as it is, and which of its exports is the handler. */
type Entry = readonly [file: string, handler: string]

/** A system that is measured. */
export type Contender = {
  readonly name: 'baseline' | 'ours'
  readonly entries: { readonly receive: Entry; readonly send: Entry }
  /** The key of each table. */
  readonly tables: Readonly<Record<string, string>>
  /** Its own environment variables. */
  readonly variables: Readonly<Record<string, string>>
  /** Changes when a queued reply is due: returns the body as the contender would queue it. */
  readonly withDueTime: (body: string, ms: number) => string
  readonly getsDeliveryReports: boolean
}

const settings = readSettings('local')

export const [line = ''] = settings.lines.map(({ number }) => number ?? '')

/** Every new sender is answered, and without a delay, so that a reply can be sent in the same run. */
const config: Config = {
  ...configOf(settings, () => line),
  budgets: { default: { hour: 1e9, day: 1e9, month: 1e9 } },
  replyDelayMs: { min: 0, max: 0 },
  // The stand-in accepts all that is sent.
  sendIntervalMs: {},
}

const signingKey = 'key'.repeat(16)

/** The environment of a contender's function, whose AWS is at `endpoint`. */
export const environmentOf = ({ name, variables }: Contender, endpoint: string) => ({
  CONFIG: JSON.stringify(config),
  PEPPER: 'pepper'.repeat(8),
  REPLY_SIGNING_KEY: signingKey,
  REPLIES_QUEUE_URL: `${endpoint}/123456789012/replies`,
  TEXTS_QUEUE_URL: `${endpoint}/123456789012/texts`,
  POWERTOOLS_SERVICE_NAME: name,
  POWERTOOLS_METRICS_NAMESPACE: name,
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_ENDPOINT_URL: endpoint,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  ...variables,
})

const baseline: Contender = {
  name: 'baseline',
  entries: { receive: ['lab/baseline.ts', 'receive'], send: ['lab/baseline.ts', 'send'] },
  tables: { idempotency: 'id', limits: 'key' },
  variables: { IDEMPOTENCY_TABLE: 'idempotency', LIMITS_TABLE: 'limits' },
  withDueTime: (body, dueAt) => JSON.stringify({ ...JSON.parse(body), dueAt }),
  getsDeliveryReports: false,
}

const ours: Contender = {
  name: 'ours',
  entries: {
    receive: ['functions/receive-sms/index.ts', 'handler'],
    send: ['functions/send-reply/index.ts', 'handler'],
  },
  tables: { state: 'pk' },
  variables: { TABLE_NAME: 'state', DELIVERY_TOPIC_ARN: deliveryTopicArn, CONFIGURATION_SET: 'AntiRelou-bench' },
  withDueTime: (body, dueAt) => {
    const { mac, ...reply } = JSON.parse(body)
    return createSignReply(signingKey)({ ...reply, dueAt })
  },
  getsDeliveryReports: true,
}

/** The systems, in the order in which they take turns. */
export const contenders: readonly Contender[] = [baseline, ours]
