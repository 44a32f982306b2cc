import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { bundleFolder } from '../../cdk/bundles.ts'
import { configOf } from '../../settings/config.ts'
import { readSettings } from '../../settings/read.ts'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import type { Config } from '../../shared/rules/config.ts'
import { deliveryTopicArn } from '../virtual/messages.ts'
import type { Table } from './cloud.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const baselineBundle = `${root}dist/baseline/index.mjs`

/** A file, and which of its exports is the handler. */
export type Bundle = readonly [file: string, handler: string]

export type Variables = { readonly [name: string]: string }

/** A system that is measured: its bundles, its tables and its environment variables. */
export type Contender = {
  readonly name: 'baseline' | 'ours'
  readonly bundles: { readonly receive: Bundle; readonly send: Bundle }
  readonly tables: readonly Table[]
  readonly variables: (endpoint: string) => Variables
  /** Changes when a queued reply is due: returns the body as the contender would queue it. */
  readonly withDueTime: (body: string, ms: number) => string
  readonly getsDeliveryReports: boolean
}

const settings = readSettings('local')

export const [line = ''] = settings.lines.map(({ number }) => number ?? '')

/** Every new sender is answered, and without a delay, so that a reply can be sent in the same run. */
const unlimited = { hour: 1e9, day: 1e9, month: 1e9 }
const config: Config = {
  ...configOf(settings, () => line),
  budgets: { default: unlimited },
  replyDelayMs: { min: 0, max: 0 },
  // The stand-in accepts all that is sent.
  sendIntervalMs: {},
}

const pepper = 'pepper'.repeat(8)

const signingKey = 'key'.repeat(16)

const common = (name: string, endpoint: string): Variables => ({
  CONFIG: JSON.stringify(config),
  PEPPER: pepper,
  REPLY_SIGNING_KEY: signingKey,
  REPLIES_QUEUE_URL: `${endpoint}/123456789012/replies`,
  TEXTS_QUEUE_URL: `${endpoint}/123456789012/texts`,
  POWERTOOLS_SERVICE_NAME: name,
  POWERTOOLS_METRICS_NAMESPACE: name,
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_SESSION_TOKEN: 'bench',
  AWS_ENDPOINT_URL: endpoint,
  AWS_LAMBDA_FUNCTION_NAME: name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  TZ: ':UTC',
})

const tableNames = { IDEMPOTENCY_TABLE: 'idempotency', LIMITS_TABLE: 'limits' }

const baseline: Contender = {
  name: 'baseline',
  bundles: { receive: [baselineBundle, 'receive'], send: [baselineBundle, 'send'] },
  tables: [
    { name: 'idempotency', key: 'id' },
    { name: 'limits', key: 'key' },
  ],
  variables: (endpoint) => ({ ...common('baseline', endpoint), ...tableNames }),
  withDueTime: (body, dueAt) => JSON.stringify({ ...JSON.parse(body), dueAt }),
  getsDeliveryReports: false,
}

const ours: Contender = {
  name: 'ours',
  bundles: {
    receive: [`${bundleFolder('receive-sms')}/index.mjs`, 'handler'],
    send: [`${bundleFolder('send-reply')}/index.mjs`, 'handler'],
  },
  tables: [{ name: 'state', key: 'pk' }],
  variables: (endpoint) => ({
    ...common('ours', endpoint),
    TABLE_NAME: 'state',
    DELIVERY_TOPIC_ARN: deliveryTopicArn,
    CONFIGURATION_SET: 'AntiRelou-bench',
  }),
  withDueTime: (body, dueAt) => {
    const { mac, ...reply } = JSON.parse(body)
    return createSignReply(signingKey)({ ...reply, dueAt })
  },
  getsDeliveryReports: true,
}

/** The systems, in the order in which they take turns. */
export const contenders: readonly Contender[] = [baseline, ours]

/** With the options that CDK's `NodejsFunction` has for a small bundle, as Powertools and AWS advise. */
export const buildBaseline = async (): Promise<void> => {
  await build({
    entryPoints: [`${root}lab/baseline.ts`],
    outfile: baselineBundle,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'module';const require=createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
}
