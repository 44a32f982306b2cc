import { execFile } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

import { importTimesMs } from '../../cdk/import-time.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { type Item, type MeteredCloud, startMeteredCloud, type Table } from './cloud.ts'
import { type Contender, line, pepper } from './contenders.ts'
import {
  type CaseName,
  caseNames,
  type Flow,
  type Measured,
  measured,
  newSenders,
  observe,
  type Sample,
  type System,
  senderNumber,
  startFunction,
  startSystem,
  textRecord,
  type Variables,
} from './measure.ts'

/** What a cold start of the receiving function takes. */
export type Start = {
  readonly contender: Contender['name']
  readonly bytes: { readonly receive: number; readonly send: number }
  readonly importMs: Measured
  /** From the start of the process until its first reply is on the queue. */
  readonly firstReplyMs: Measured
}

export const measureStart = async (
  contenders: readonly Contender[],
  latencyMs: number,
  runs: number,
): Promise<readonly Start[]> => {
  const cloud = await startMeteredCloud(
    contenders.flatMap(({ tables }) => tables),
    latencyMs,
  )
  const modules = contenders.map(({ bundles, variables }) => ({
    file: bundles.receive,
    variables: variables(cloud.endpoint),
  }))
  const importTimes = importTimesMs(modules, runs)
  const rounds: (readonly number[])[] = []
  for (let run = 0; run < runs; run++) {
    const round: number[] = []
    for (const { file, variables } of modules) round.push(await firstReplyMs(file, variables, newSenders(1)))
    rounds.push(round)
  }
  await cloud.stop()
  return contenders.map(({ name, bundles }, i) => ({
    contender: name,
    bytes: { receive: bytesBeside(bundles.receive), send: bytesBeside(bundles.send) },
    importMs: measured(importTimes[i] ?? []),
    firstReplyMs: measured(rounds.map((round) => round[i] ?? Number.NaN)),
  }))
}

/** Prints to stderr how old the process is, in milliseconds, when its first text has been handled. The function itself logs to stdout. */
const program = `
const { handler } = await import(process.env.BUNDLE)
const { batchItemFailures } = await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 20000 })
if (batchItemFailures.length > 0) throw new Error('The text was not handled')
console.error(performance.now())
process.exit()`

const firstReplyMs = async (bundle: string, variables: Variables, senders: readonly string[]): Promise<number> => {
  const EVENT = JSON.stringify({ Records: senders.map((sender) => textRecord(sender, line)) })
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...variables, BUNDLE: `file://${bundle}`, EVENT },
  })
  return Number(stderr)
}

/** The speed of a contender in one case. */
export type Speed = {
  readonly contender: Contender['name']
  readonly case: CaseName
  readonly perSecond: Measured
  readonly cpuMs: Measured
}

/** Fifty texts in flight: five full batches at once. */
const flow: Flow = { batchSize: 10, atOnce: 5 }

/** Measures the contenders in turns, in processes that have warmed up. */
export const measureSpeed = async (
  contenders: readonly Contender[],
  latencyMs: number,
  rounds: number,
  texts: number,
): Promise<readonly Speed[]> => {
  const tables = contenders.flatMap((contender): readonly Table[] => contender.tables)
  const cloud = await startMeteredCloud(tables, latencyMs)
  const systems: { readonly name: Contender['name']; readonly system: System }[] = []
  for (const contender of contenders)
    systems.push({ name: contender.name, system: await startSystem(contender, cloud) })
  const measuredOf: { readonly contender: Contender['name']; readonly case: CaseName; readonly sample: Sample }[] = []
  for (let round = -1; round < rounds; round++)
    for (const caseName of caseNames)
      for (const { name, system } of systems) {
        const sample = await system.receive(caseName, texts, flow)
        // The first round only warms up.
        if (round >= 0) measuredOf.push({ contender: name, case: caseName, sample })
      }
  for (const { system } of systems) system.stop()
  await cloud.stop()
  return contenders.flatMap(({ name }) =>
    caseNames.map((caseName) => {
      const samples = measuredOf.filter((of) => of.contender === name && of.case === caseName)
      return {
        contender: name,
        case: caseName,
        perSecond: measured(samples.map(({ sample }) => (sample.texts / sample.tookMs) * 1000)),
        cpuMs: measured(samples.map(({ sample }) => sample.cpuMs / sample.texts)),
      }
    }),
  )
}

/** The speed and memory of decisions at one size of the table or of the events. */
export type Growth = {
  readonly size: number
  readonly perSecond: Measured
  readonly cpuMs: Measured
  /** The process's heap after its last text and a garbage collection. */
  readonly heapMb: number
}

const textsARound = 1000

/**
 * Measures decisions as the table grows: each size is a number of senders in it, all answered lately. The senders of the
 * texts are spread over all of them.
 */
export const measureSenders = async (
  ours: Contender,
  latencyMs: number,
  sizes: readonly number[],
  rounds: number,
): Promise<readonly Growth[]> => {
  const growth: Growth[] = []
  for (const size of sizes) {
    const cloud = await startMeteredCloud(ours.tables, latencyMs)
    await fillTable(cloud, ours, size)
    growth.push(await measureGrowth(ours, cloud, size, flow, rounds, size))
    await cloud.stop()
  }
  return growth
}

/** Measures how decisions change with the number of texts in an event, with one event at a time. */
export const measureBatches = async (
  ours: Contender,
  latencyMs: number,
  sizes: readonly number[],
  rounds: number,
): Promise<readonly Growth[]> => {
  const senders = 10 * textsARound
  const cloud = await startMeteredCloud(ours.tables, latencyMs)
  await fillTable(cloud, ours, senders)
  const growth: Growth[] = []
  for (const batchSize of sizes)
    growth.push(await measureGrowth(ours, cloud, batchSize, { batchSize, atOnce: 1 }, rounds, senders))
  await cloud.stop()
  return growth
}

/** Measures in a new process. Its first round is only a warm-up. */
const measureGrowth = async (
  { bundles, variables }: Contender,
  cloud: MeteredCloud,
  size: number,
  flow: Flow,
  rounds: number,
  senders: number,
): Promise<Growth> => {
  const process = await startFunction(bundles.receive, variables(cloud.endpoint))
  const samples = []
  for (let round = 0; round <= rounds; round++) {
    const records = Array.from({ length: textsARound }, (_, i) =>
      textRecord(senderNumber(Math.floor(((i + round / (rounds + 1)) * senders) / textsARound)), line),
    )
    samples.push(await observe(process, cloud, records, flow))
  }
  process.stop()
  const counted = samples.slice(1)
  return {
    size,
    perSecond: measured(counted.map(({ tookMs }) => (textsARound / tookMs) * 1000)),
    cpuMs: measured(counted.map(({ cpuMs }) => cpuMs / textsARound)),
    heapMb: (samples.at(-1)?.heapBytes ?? Number.NaN) / 1e6,
  }
}

/** Fills the table with one record, as our store writes it, under the key of each sender. */
const fillTable = async (cloud: MeteredCloud, { tables }: Contender, senders: number): Promise<void> => {
  const [table] = tables
  if (table === undefined) throw new Error('We have no table')
  const keyOf = createSenderKeyOf(pepper)
  const item = await answeredSender(cloud, table)
  const ids = Array.from({ length: senders }, (_, i) => `sender#${keyOf(senderNumber(i))}`)
  await cloud.fill(table, item, ids)
}

const answeredSender = async ({ client }: MeteredCloud, { name }: Table): Promise<Item> => {
  const table = createDynamoTable(client, name)
  const now = Date.now()
  const record = { ...unknownSender, replies: new Map([['earlier text', { at: now, dueAt: now }]]) }
  await createSenderStore(table).save('template', record, 0, now)
  const item = await table.get('sender#template', 'consistent')
  if (item === undefined) throw new Error('The record is not there')
  return item
}

/** The size of a bundle with the files beside its entry, which it may load. */
const bytesBeside = (entry: string): number =>
  readdirSync(dirname(entry)).reduce((sum, file) => sum + statSync(join(dirname(entry), file)).size, 0)
