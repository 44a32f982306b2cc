import type { SQSRecord } from 'aws-lambda'
import type { Cloud } from '../cloud.ts'
import { type Contender, line } from '../contenders.ts'
import { type FunctionProcess, startFunction } from '../function/process.ts'
import type { Tally } from '../tally.ts'
import { batches, textRecord } from '../texts.ts'
import type { CaseName } from './cases.ts'
import { insistentTexts, newSenders } from './senders.ts'

/** How texts arrive: `batchSize` texts in an event, `atOnce` events at a time. */
export type Flow = { readonly batchSize: number; readonly atOnce: number }

/** What it took to handle a number of texts. */
export type Sample = {
  readonly texts: number
  readonly tookMs: number
  readonly cpuMs: number
  readonly heapBytes: number
  readonly loggedBytes: number
  readonly tally: Tally
}

/** Two processes of a contender's receiving function on one cloud. Neither remembers what the other has seen. */
export type System = {
  readonly receive: (name: CaseName, texts: number, flow: Flow) => Promise<Sample>
  readonly stop: () => void
}

export const startSystem = async ({ name, bundles, variables }: Contender, cloud: Cloud): Promise<System> => {
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
  cloud: Cloud,
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
