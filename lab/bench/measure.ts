import { type ChildProcess, fork, type Serializable } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SQSEvent, SQSRecord } from 'aws-lambda'

import { inboundSms } from '../../emulator/index.ts'
import { deliveryTopicArn, toRecord } from '../virtual/messages.ts'
import type { MeteredCloud, Requests } from './cloud.ts'
import { type Contender, line } from './contenders.ts'

/** The number of the n-th sender: a Belgian mobile, for n below ten million. */
export const senderNumber = (n: number): string => `+3247${String(n).padStart(7, '0')}`

/** The record that Lambda makes of a text that SNS put on the inbound queue. Every text has its own id. */
export const textRecord = (sender: string, line: string): SQSRecord => {
  const id = `text-${texts++}`
  const sms = inboundSms({ id, from: sender, to: line, text: 'Salut, tu fais quoi ce soir ?' })
  return ofInboundQueue(id, envelope('arn:aws:sns:eu-west-3:123456789012:inbound', sms))
}

/** The record that Lambda makes of the event with which AWS reports that a reply was delivered, and its cost. */
export const deliveryRecord = (inboundId: string): SQSRecord => {
  const event = { eventType: 'TEXT_DELIVERED', isFinal: true, context: { inboundId }, totalMessagePrice: 0.06 }
  return ofInboundQueue(`delivery of ${inboundId}`, envelope(deliveryTopicArn, event))
}

const ofInboundQueue = (messageId: string, body: string): SQSRecord => ({
  ...record(messageId, body),
  eventSourceARN: 'arn:aws:sqs:eu-west-3:123456789012:inbound',
})

let texts = 0

/** The record that Lambda makes of a queued reply. */
export const replyRecord = (body: string, n: number): SQSRecord => record(`reply-${n}`, body)

/** Splits records into events of at most `size` records each. */
const batches = (records: readonly SQSRecord[], size: number): readonly SQSEvent[] =>
  Array.from({ length: Math.ceil(records.length / size) }, (_, i) => ({
    Records: records.slice(i * size, (i + 1) * size),
  }))

const record = (id: string, body: string): SQSRecord =>
  toRecord({ id, body, receiptHandle: `receipt of ${id}`, receives: 1, sentAt: Date.now() })

/** An envelope as SNS writes it. The signature is not valid, but as long as a real one. */
const envelope = (TopicArn: string, message: object): string =>
  JSON.stringify({
    Type: 'Notification',
    MessageId: 'd7a5c1f0-0000-4000-8000-000000000000',
    TopicArn,
    Message: JSON.stringify(message),
    Timestamp: new Date().toISOString(),
    SignatureVersion: '1',
    Signature: 'c2lnbmF0dXJl'.repeat(28),
    SigningCertURL:
      'https://sns.eu-west-3.amazonaws.com/SimpleNotificationService-010a507c1833636cd94bdb98bd93083a.pem',
    UnsubscribeURL: 'https://sns.eu-west-3.amazonaws.com/?Action=Unsubscribe',
  })

/** The statistics of several measurements of one thing. */
export type Measured = { readonly median: number; readonly min: number; readonly max: number }

/** Throws if there are no values. */
export const measured = (values: readonly number[]): Measured => {
  const sorted = values.toSorted((a, b) => a - b)
  const [min, max, median] = [sorted[0], sorted.at(-1), sorted[Math.floor(sorted.length / 2)]]
  if (min === undefined || max === undefined || median === undefined) throw new Error('Nothing was measured')
  return { median, min, max }
}

/** The situations that a text may meet, in the order in which they are measured, because later ones use the senders of the first. */
export const caseNames = ['fresh', 'answered here', 'answered elsewhere', 'blocked'] as const
export type CaseName = (typeof caseNames)[number]

export const caseWords: Readonly<Record<CaseName, string>> = {
  fresh: 'new sender: a reply',
  'answered here': 'answered lately, by this process',
  'answered elsewhere': 'answered lately, by another process',
  blocked: 'one sender, again and again',
}

let next = 0

/** Phone numbers that have not sent a text yet in this run of the benchmark. */
export const newSenders = (count: number): readonly string[] =>
  Array.from({ length: count }, () => senderNumber(next++))

/** More texts than it takes for their sender to be blocked. */
export const insistentTexts = 30

/** How texts arrive: `batchSize` texts in an event, `atOnce` events at a time. */
export type Flow = { readonly batchSize: number; readonly atOnce: number }

/** What it took to handle a number of texts. */
export type Sample = {
  readonly texts: number
  readonly tookMs: number
  readonly cpuMs: number
  readonly heapBytes: number
  readonly loggedBytes: number
  readonly tally: Requests
}

/** Two processes of a contender's receiving function on one cloud. Neither remembers what the other has seen. */
export type System = {
  readonly receive: (name: CaseName, texts: number, flow: Flow) => Promise<Sample>
  readonly stop: () => void
}

export const startSystem = async ({ name, bundles, variables }: Contender, cloud: MeteredCloud): Promise<System> => {
  const start = () => startFunction(bundles.receive, variables(cloud.endpoint))
  const [here, elsewhere] = await Promise.all([start(), start()])
  const insistent = newSenders(1)
  let senders: readonly string[] = []

  /** Who sends the texts of each case, and which process gets them. */
  const rounds: Readonly<Record<CaseName, { process: FunctionProcess; from: (texts: number) => readonly string[] }>> = {
    fresh: {
      process: here,
      from: (texts) => {
        senders = newSenders(texts)
        return senders
      },
    },
    'answered here': { process: here, from: () => senders },
    'answered elsewhere': { process: elsewhere, from: () => senders },
    blocked: { process: here, from: (texts) => Array(texts).fill(insistent[0]) },
  }
  await observe(here, cloud, recordsFrom(insistent), { batchSize: 1, atOnce: 1 })
  await observe(here, cloud, recordsFrom(Array(insistentTexts).fill(insistent[0])), { batchSize: 1, atOnce: 1 })

  return {
    receive: async (caseName, texts, flow) => {
      const { process, from } = rounds[caseName]
      const sample = await observe(process, cloud, recordsFrom(from(texts)), flow)
      const replies = sample.tally.sent.length
      // The speed of wrong decisions would be worthless.
      if (replies !== (caseName === 'fresh' ? texts : 0))
        throw new Error(`${name} sent ${replies} replies to ${texts} texts of the case "${caseName}"`)
      return sample
    },
    stop: () => {
      here.stop()
      elsewhere.stop()
    },
  }
}

const recordsFrom = (senders: readonly string[]): readonly SQSRecord[] =>
  senders.map((sender) => textRecord(sender, line))

/** Measures how a process handles some messages. Throws unless it finishes all of them, or none if `unfinished` is expected. */
export const observe = async (
  process: FunctionProcess,
  cloud: MeteredCloud,
  records: readonly SQSRecord[],
  { batchSize, atOnce }: Flow,
  expected: 'done' | 'unfinished' = 'done',
): Promise<Sample> => {
  cloud.tally()
  const loggedBefore = process.loggedBytes()
  const { unfinished, tookMs, cpuMs, heapBytes } = await process.handle(batches(records, batchSize), atOnce)
  if (unfinished.length !== (expected === 'done' ? 0 : records.length))
    throw new Error(`${unfinished.length} messages were not finished`)
  const loggedBytes = process.loggedBytes() - loggedBefore
  return { texts: records.length, tookMs, cpuMs, heapBytes, loggedBytes, tally: cloud.tally() }
}

/** Exchanges messages with a child process that answers each message with one. Throws if the process ends instead. */
const createConversation = <Question extends Serializable, Answer>(child: ChildProcess) => {
  const hear = async (): Promise<Answer> => {
    const silenced = new AbortController()
    try {
      const { signal } = silenced
      const ended = once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`A process of the benchmark ended with ${code}`)
      })
      const [message] = await Promise.race([once(child, 'message', { signal }), ended])
      return message
    } finally {
      silenced.abort()
    }
  }
  const ask = (question: Question): Promise<Answer> => {
    const answer = hear()
    child.send(question)
    return answer
  }
  return { hear, ask }
}

/** Events to handle, in `atOnce` concurrent invocations. */
export type ToFunction = { readonly events: readonly SQSEvent[]; readonly atOnce: number }

/** What handling the events took, and the heap after it. */
export type FromFunction = {
  /** Ids of the messages that the function reported as not done. */
  readonly unfinished: readonly string[]
  readonly tookMs: number
  readonly cpuMs: number
  readonly heapBytes: number
}

export type Variables = { readonly [name: string]: string }

/** A process that runs one function's bundle. */
export type FunctionProcess = {
  readonly handle: (events: readonly SQSEvent[], atOnce: number) => Promise<FromFunction>
  /** The bytes that it has logged so far. */
  readonly loggedBytes: () => number
  readonly stop: () => void
}

export const startFunction = async (bundle: string, variables: Variables): Promise<FunctionProcess> => {
  const logFile = join(tmpdir(), `anti-relou-bench-${process.pid}-${processes++}.log`)
  const log = openSync(logFile, 'w')
  const child = fork(fileURLToPath(new URL('./function-main.ts', import.meta.url)), [bundle], {
    env: { ...variables },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', log, 'inherit', 'ipc'],
  })
  const { hear, ask } = createConversation<ToFunction, FromFunction>(child)
  await hear()
  return {
    handle: (events, atOnce) => ask({ events, atOnce }),
    loggedBytes: () => fstatSync(log).size,
    stop: () => {
      child.kill()
      closeSync(log)
      rmSync(logFile)
    },
  }
}

let processes = 0
