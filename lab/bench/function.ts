import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { SQSEvent, SQSRecord } from 'aws-lambda'
import { inboundBody, reportBody, toRecord } from '../virtual/messages.ts'
import type { MeteredCloud } from './cloud.ts'
import { type Contender, environmentOf, line } from './contenders.ts'

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
