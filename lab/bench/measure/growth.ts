import { createSenderKeyOf } from '../../../shared/adapters/sender-key.ts'
import { unknownSender } from '../../../shared/rules/sender-record.ts'
import { createSenderStore } from '../../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import { type Cloud, type Item, startCloud, type Table } from '../cloud.ts'
import { type Contender, line, pepper } from '../contenders.ts'
import { startFunction } from '../function/process.ts'
import { type Measured, measured } from '../statistics.ts'
import { senderNumber, textRecord } from '../texts.ts'
import { type Flow, observe } from './system.ts'

/** The speed and memory of decisions at one size of the table or of the events. */
export type Growth = {
  readonly size: number
  readonly perSecond: Measured
  readonly cpuMs: Measured
  /** The process's heap after its last text and a garbage collection. */
  readonly heapMb: number
}

const texts = 1000
const full: Flow = { batchSize: 10, atOnce: 5 }

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
    const cloud = await startCloud(ours.tables, latencyMs)
    await fillTable(cloud, ours, size)
    growth.push(await measure(ours, cloud, size, full, rounds, size))
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
  const senders = 10 * texts
  const cloud = await startCloud(ours.tables, latencyMs)
  await fillTable(cloud, ours, senders)
  const growth: Growth[] = []
  for (const batchSize of sizes)
    growth.push(await measure(ours, cloud, batchSize, { batchSize, atOnce: 1 }, rounds, senders))
  await cloud.stop()
  return growth
}

/** Measures in a new process. Its first round is only a warm-up. */
const measure = async (
  { bundles, variables }: Contender,
  cloud: Cloud,
  size: number,
  flow: Flow,
  rounds: number,
  senders: number,
): Promise<Growth> => {
  const process = await startFunction(bundles.receive, variables(cloud.endpoint))
  const samples = []
  for (let round = 0; round <= rounds; round++) {
    const records = Array.from({ length: texts }, (_, i) =>
      textRecord(senderNumber(Math.floor(((i + round / (rounds + 1)) * senders) / texts)), line),
    )
    samples.push(await observe(process, cloud, records, flow))
  }
  process.stop()
  const counted = samples.slice(1)
  return {
    size,
    perSecond: measured(counted.map(({ tookMs }) => (texts / tookMs) * 1000)),
    cpuMs: measured(counted.map(({ cpuMs }) => cpuMs / texts)),
    heapMb: (samples.at(-1)?.heapBytes ?? Number.NaN) / 1e6,
  }
}

/** Fills the table with one record, as our store writes it, under the key of each sender. */
const fillTable = async (cloud: Cloud, { tables }: Contender, senders: number): Promise<void> => {
  const [table] = tables
  if (table === undefined) throw new Error('We have no table')
  const keyOf = createSenderKeyOf(pepper)
  const item = await answeredSender(cloud, table)
  const ids = Array.from({ length: senders }, (_, i) => `sender#${keyOf(senderNumber(i))}`)
  await cloud.fill(table, item, ids)
}

const answeredSender = async ({ client }: Cloud, { name }: Table): Promise<Item> => {
  const table = createDynamoTable(client, name)
  const now = Date.now()
  const record = { ...unknownSender, replies: new Map([['earlier text', now]]) }
  await createSenderStore(table).save('template', record, 0, now)
  const item = await table.get('sender#template', 'consistent')
  if (item === undefined) throw new Error('The record is not there')
  return item
}
