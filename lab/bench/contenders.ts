import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { configOf } from '../../settings/config.ts'
import { readSettings } from '../../settings/read.ts'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import type { Config } from '../../shared/rules/config.ts'
import { deliveryTopicArn, inboundBody, reportBody, toRecord } from '../virtual/messages.ts'
import type { MeteredCloud } from './cloud.ts'

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
const environmentOf = ({ name, variables }: Contender, endpoint: string) => ({
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

let texts = 0

/** A text that SNS put on the inbound queue, with an id of its own. */
export const textRecord = (from: string): SQSRecord => {
  const id = `text-${texts++}`
  return record(id, inboundBody({ id, from, to: line, text: 'Salut, tu fais quoi ce soir ?', sentAt: Date.now() }))
}

/** An event with which AWS reports that a reply was delivered, and its cost. */
export const deliveryRecord = (inboundId: string): SQSRecord => {
  const event = { eventType: 'TEXT_DELIVERED', isFinal: true, context: { inboundId }, totalMessagePrice: 0.06 }
  return record(`delivery of ${inboundId}`, reportBody(event, Date.now()))
}

/** A message as Lambda hands it to a function. */
export const record = (id: string, body: string): SQSRecord =>
  toRecord({ id, body, receiptHandle: `receipt of ${id}`, receives: 1, sentAt: Date.now() })

let next = 0

/** Belgian mobiles that have not sent a text yet in this run of the benchmark. */
export const newSenders = (count: number): readonly string[] =>
  Array.from({ length: count }, () => `+3247${String(next++).padStart(7, '0')}`)

export type Sample = Awaited<ReturnType<typeof observe>>

/** Hands over events of `batchSize` messages, one at a time. Throws unless all, or none if expected, are finished. */
export const observe = async (
  process: FunctionProcess,
  cloud: MeteredCloud,
  records: readonly SQSRecord[],
  batchSize: number,
  expected: 'done' | 'unfinished' = 'done',
) => {
  cloud.take()
  const begins = records.flatMap((_, i) => (i % batchSize === 0 ? [i] : []))
  const handled = await process.handle(begins.map((begin) => ({ Records: records.slice(begin, begin + batchSize) })))
  if (handled.unfinished !== (expected === 'done' ? 0 : records.length))
    throw new Error(`${handled.unfinished} messages were not finished`)
  return { ...handled, texts: records.length, batchSize, tally: cloud.take() }
}

/** How many messages were not finished, and what the others took. */
export type Handled = Readonly<Record<'unfinished' | 'tookMs' | 'cpuMs' | 'loggedBytes', number>>

type FunctionProcess = Awaited<ReturnType<typeof startFunction>>

export const startFunction = async (contender: Contender, name: 'receive' | 'send', endpoint: string) => {
  const [file, handler] = contender.entries[name]
  const entry = new URL(`../../${file}`, import.meta.url).href
  const child = fork(fileURLToPath(new URL('./function-main.ts', import.meta.url)), [entry, handler], {
    env: environmentOf(contender, endpoint),
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    if (!child.killed) throw new Error(`A process of the benchmark ended with ${code}`)
  })
  const hear = async (): Promise<Handled> => {
    const [answer] = await Promise.race([once(child, 'message'), ended.then(() => [])])
    return answer
  }
  await hear()
  return {
    handle: (events: readonly SQSEvent[]): Promise<Handled> => {
      const answer = hear()
      child.send(events)
      return answer
    },
    stop: (): void => void child.kill(),
  }
}
