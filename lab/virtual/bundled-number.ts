import { createHash, randomUUID } from 'node:crypto'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'

import { buildBundles } from '../../cdk/bundles.ts'
import { type Answer, createDynalite, jsonAnswer, startEndpoint } from '../../emulator/index.ts'
import type { Config } from '../../shared/rules/config.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { second, sendReplyProcesses } from '../../shared/rules/timing.ts'
import { inboundBody, toRecord } from './messages.ts'
import { createVirtualQueue, type VirtualQueue } from './queue.ts'
import { type RunningBundle, startBundle } from './running-bundle.ts'

/** What the carrier does with a request: it accepts it, fails by itself, closes the connection, or refuses it with an error of AWS. */
export type SendAnswer = 'accepted' | 'failed' | 'cut' | { readonly name: string; readonly reason?: string }

type Options = {
  readonly config: Config
  readonly startAt: number
  /** Asked about each attempt, and about each question, which sends nothing. */
  readonly answer: (to: string, at: number, isQuestion: boolean) => SendAnswer
}

/** How long each request takes. */
const latencyMs = 10

/**
 * The bundles of a number with an AWS line: one process of receive-sms and as many of send-reply as there are on Lambda, with queues and a
 * table, on a clock that the test moves.
 */
export const startBundledNumber = async ({ config, startAt, answer }: Options) => {
  await buildBundles()
  const clock = new SharedArrayBuffer(8)
  const time = new Float64Array(clock)
  time[0] = startAt
  const now = () => time[0] ?? 0
  const queues = { 'receive-sms': createVirtualQueue(now), 'send-reply': createVirtualQueue(now) } as const
  const dynamodb = createDynalite()
  const attempts: { readonly at: number; readonly to: string; readonly answer: SendAnswer }[] = []
  const asked: number[] = []
  const counts = new Map<string, number>()
  let invocations = 0

  const sqs = (action: string, input: Readonly<Record<string, unknown>>): object => {
    const queue = queues['send-reply']
    const put = (body: string) => ({
      MessageId: queue.put(body),
      MD5OfMessageBody: createHash('md5').update(body).digest('hex'),
    })
    if (action === 'SendMessage') return put(String(input['MessageBody']))
    if (action === 'SendMessageBatch') {
      const entries = input['Entries'] as readonly { readonly Id: string; readonly MessageBody: string }[]
      return { Successful: entries.map(({ Id, MessageBody }) => ({ Id, ...put(MessageBody) })), Failed: [] }
    }
    queue.hide(String(input['ReceiptHandle']), Number(input['VisibilityTimeout']) * second)
    return {}
  }

  const sendText = (input: Readonly<Record<string, unknown>>): Answer | 'close' => {
    const to = String(input['DestinationPhoneNumber'])
    const isQuestion = input['DryRun'] === true
    const given = answer(to, now(), isQuestion)
    asked.push(now())
    if (!isQuestion) attempts.push({ at: now(), to, answer: given })
    if (given === 'cut') return 'close'
    if (given === 'accepted') return jsonAnswer(200, { MessageId: randomUUID() })
    if (given === 'failed') return jsonAnswer(503, { __type: 'InternalServerException', Message: 'no' })
    return jsonAnswer(400, { __type: given.name, Message: 'no', ...(given.reason && { Reason: given.reason }) })
  }

  const { url, serve, stop: stopEndpoint } = await startEndpoint(0)
  serve(async (call) => {
    const { service, action, parameters } = call
    time[0] = now() + latencyMs
    if (service === 'dynamodb') return dynamodb(call)
    return service === 'sqs' ? jsonAnswer(200, sqs(action, parameters)) : sendText(parameters)
  })
  const client = new DynamoDBClient({ endpoint: url, region: 'eu-west-3', credentials })
  await client.send(newTable('state', 'pk'))
  client.destroy()

  const log = (line: string): void => {
    const entry = parseJson(line)
    if (typeof entry !== 'object' || entry === null) return
    for (const [name, value] of '_aws' in entry ? Object.entries(entry) : [])
      for (const one of [value].flat()) if (typeof one === 'number') counts.set(name, (counts.get(name) ?? 0) + one)
  }
  const start = (name: 'receive-sms' | 'send-reply') =>
    startBundle(name, { clock, log, variables: { ...variables(url, config), AWS_LAMBDA_FUNCTION_NAME: name } })
  const receiving = await start('receive-sms')
  const sending = await Promise.all(Array.from({ length: sendReplyProcesses }, () => start('send-reply')))
  const processes = [receiving, ...sending]
  let paused = false

  const deliver = (process: RunningBundle, queue: VirtualQueue, most: number): boolean => {
    const messages = process.isBusy() ? [] : queue.receive(most)
    if (messages.length === 0) return false
    process.invoke(messages.map(toRecord), ({ batchItemFailures }) => {
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier))
      for (const message of messages) if (!failed.has(message.id)) queue.delete(message)
    })
    return true
  }

  /** Lets all processes work until each waits for time to pass. Returns the time at which something goes on. */
  const rest = async (): Promise<number> => {
    for (;;) {
      deliver(receiving, queues['receive-sms'], 10)
      if (!paused) for (const process of sending) if (deliver(process, queues['send-reply'], 1)) invocations++
      const timers = await Promise.all(processes.map((process) => process.rest()))
      const waiting = [
        ...(receiving.isBusy() ? [] : [queues['receive-sms'].nextVisibleAt()]),
        ...(paused || sending.every((process) => process.isBusy()) ? [] : [queues['send-reply'].nextVisibleAt()]),
      ]
      if (waiting.some((at) => at <= now())) continue
      if (Math.min(...timers) <= now()) {
        for (const process of processes) process.tick()
        continue
      }
      return Math.min(...waiting, ...timers)
    }
  }

  return {
    now,
    attempts,
    /** The times of all requests to the carrier, questions too. */
    asked,
    count: (metric: string): number => counts.get(metric) ?? 0,
    /** How often send-reply was invoked. */
    invocations: () => invocations,
    setPaused: (isPaused: boolean): void => {
      paused = isPaused
    },
    text: (from: string): string => {
      const id = randomUUID()
      const [line] = config.lines
      queues['receive-sms'].put(inboundBody({ from, to: line?.number ?? '', text: 'Salut', id, sentAt: now() }))
      return id
    },
    /** Moves time. Each process goes on when its time has come. */
    pass: async (ms: number): Promise<void> => {
      const end = now() + ms
      for (let next = await rest(); next <= end; next = await rest()) {
        time[0] = Math.max(now(), next)
        for (const process of processes) process.tick()
      }
      time[0] = Math.max(now(), end)
      await Promise.all(processes.map((process) => process.flush()))
    },
    stop: async () => {
      await Promise.all(processes.map((process) => process.stop()))
      await stopEndpoint()
    },
  }
}

/** The command that creates a table with a key. */
export const newTable = (TableName: string, AttributeName: string): CreateTableCommand =>
  new CreateTableCommand({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName, KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
  })

const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }

const variables = (endpoint: string, config: Config) => ({
  CONFIG: JSON.stringify(config),
  TABLE_NAME: 'state',
  PEPPER: 'pepper',
  REPLY_SIGNING_KEY: 'key',
  REPLIES_QUEUE_URL: `${endpoint}/123456789012/replies`,
  CONFIGURATION_SET: 'AntiRelou-test',
  POWERTOOLS_SERVICE_NAME: 'test',
  POWERTOOLS_METRICS_NAMESPACE: 'test',
  AWS_REGION: 'eu-west-3',
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL: endpoint,
})
