import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { inboundSms } from '../../emulator/index.ts'
import { deliveryTopicArn, toRecord } from '../virtual/messages.ts'
import type { MeteredCloud } from './cloud.ts'
import { type Bundle, line, type Variables } from './contenders.ts'

/** A text that SNS put on the inbound queue, with an id of its own. */
export const textRecord = (sender: string): SQSRecord => {
  const id = `text-${texts++}`
  const sms = inboundSms({ id, from: sender, to: line, text: 'Salut, tu fais quoi ce soir ?' })
  return record(id, envelope('arn:aws:sns:eu-west-3:123456789012:inbound', sms))
}

/** An event with which AWS reports that a reply was delivered, and its cost. */
export const deliveryRecord = (inboundId: string): SQSRecord => {
  const event = { eventType: 'TEXT_DELIVERED', isFinal: true, context: { inboundId }, totalMessagePrice: 0.06 }
  return record(`delivery of ${inboundId}`, envelope(deliveryTopicArn, event))
}

let texts = 0

/** The record that Lambda makes of a queued reply. */
export const replyRecord = (body: string, n: number): SQSRecord => record(`reply-${n}`, body)

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
  const loggedBefore = process.loggedBytes()
  const begins = records.flatMap((_, i) => (i % batchSize === 0 ? [i] : []))
  const events = begins.map((begin) => ({ Records: records.slice(begin, begin + batchSize) }))
  const { unfinished, tookMs, cpuMs } = await process.handle(events)
  if (unfinished.length !== (expected === 'done' ? 0 : records.length))
    throw new Error(`${unfinished.length} messages were not finished`)
  const loggedBytes = process.loggedBytes() - loggedBefore
  return { texts: records.length, tookMs, cpuMs, loggedBytes, tally: cloud.take() }
}

export type FromFunction = { readonly unfinished: readonly string[]; readonly tookMs: number; readonly cpuMs: number }

/** A process that runs one function's bundle. */
export type FunctionProcess = Awaited<ReturnType<typeof startFunction>>

export const startFunction = async (bundle: Bundle, variables: Variables) => {
  const logFile = join(tmpdir(), `anti-relou-bench-${process.pid}-${processes++}.log`)
  const log = openSync(logFile, 'w')
  const child = fork(fileURLToPath(new URL('./function-main.ts', import.meta.url)), bundle, {
    env: { ...variables },
    execArgv: [],
    stdio: ['ignore', log, 'inherit', 'ipc'],
  })
  const ended = once(child, 'exit').then(([code]) => {
    if (!child.killed) throw new Error(`A process of the benchmark ended with ${code}`)
  })
  const hear = async (): Promise<FromFunction> => {
    const [answer] = await Promise.race([once(child, 'message'), ended.then(() => [])])
    return answer
  }
  await hear()
  return {
    handle: (events: readonly SQSEvent[]): Promise<FromFunction> => {
      const answer = hear()
      child.send(events)
      return answer
    },
    loggedBytes: (): number => fstatSync(log).size,
    stop: (): void => {
      child.kill()
      closeSync(log)
      rmSync(logFile)
    },
  }
}

let processes = 0
