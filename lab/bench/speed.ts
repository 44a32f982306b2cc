import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { insistentTexts } from './bill.ts'
import { type MeteredCloud, startMeteredCloud, type Table } from './cloud.ts'
import { type Contender, pepper } from './contenders.ts'
import { type Flow, newSenders, observe, senderNumber, startFunction, textRecord } from './function.ts'

/** Texts a second in several rounds of one thing. */
export type Speed = { readonly median: number; readonly min: number; readonly max: number }

/** The situations that a text may meet, in this order: later ones use the senders of the first. */
export const cases = [
  'new sender: a reply',
  'answered lately, by this process',
  'answered lately, by another process',
  'one sender, again and again',
] as const
export type Case = (typeof cases)[number]

const rounds = 3

/** Lambda gives a process one event at a time; five at once keep it busy, which shows what it takes of a processor. */
const flows = {
  'ten at a time': { batchSize: 10, atOnce: 1 },
  'one at a time': { batchSize: 1, atOnce: 1 },
  'five times ten at once': { batchSize: 10, atOnce: 5 },
} as const satisfies { readonly [how: string]: Flow }
export type How = keyof typeof flows
export const hows = Object.keys(flows) as readonly How[]

/** Measures the contenders in turns, in processes that have warmed up. */
export const measureSpeed = async (contenders: readonly Contender[], latencyMs: number, texts: number) => {
  const tables = contenders.flatMap((contender): readonly Table[] => contender.tables)
  const cloud = await startMeteredCloud(tables, latencyMs)
  const systems = await Promise.all(contenders.map((contender) => startSystem(contender, cloud)))
  const found = new Map<string, number[]>()
  // The first round only warms up.
  for (let round = 0; round <= rounds; round++)
    for (const how of hows)
      for (const one of cases)
        for (const { name, perSecond } of systems) {
          const speed = await perSecond(one, texts, flows[how])
          const key = `${name} ${one} ${how}`
          if (round > 0) found.set(key, [...(found.get(key) ?? []), speed])
        }
  for (const { stop } of systems) stop()
  await cloud.stop()
  return (name: Contender['name'], one: Case, how: How): Speed => speedOf(found.get(`${name} ${one} ${how}`) ?? [])
}

const speedOf = (values: readonly number[]): Speed => {
  const sorted = values.toSorted((a, b) => a - b)
  const [min = Number.NaN, max = Number.NaN] = [sorted[0], sorted.at(-1)]
  return { median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, min, max }
}

/** Two processes of a receiving function on one cloud: neither remembers what the other has seen. */
const startSystem = async ({ name, bundles, variables }: Contender, cloud: MeteredCloud) => {
  const start = () => startFunction(bundles.receive, variables(cloud.endpoint))
  const [here, elsewhere] = [await start(), await start()]
  const [insistent = ''] = newSenders(1)
  const ones = { batchSize: 1, atOnce: 1 }
  const insist = (texts: number) => Array.from({ length: texts }, () => textRecord(insistent))
  await observe(here, cloud, insist(insistentTexts + 1), ones)

  let senders: readonly string[] = []
  const records = (one: Case, texts: number) => {
    if (one === 'one sender, again and again') return insist(texts)
    if (one === 'new sender: a reply') senders = newSenders(texts)
    return senders.map(textRecord)
  }
  return {
    name,
    perSecond: async (one: Case, texts: number, flow: Flow): Promise<number> => {
      const process = one === 'answered lately, by another process' ? elsewhere : here
      const { tookMs, tally } = await observe(process, cloud, records(one, texts), flow)
      const replies = tally.sent.length
      // The speed of wrong decisions would be worthless.
      if (replies !== (one === 'new sender: a reply' ? texts : 0))
        throw new Error(`${name} sent ${replies} replies to ${texts} texts of the case "${one}"`)
      return (texts / tookMs) * 1000
    },
    stop: () => {
      here.stop()
      elsewhere.stop()
    },
  }
}

const textsARound = 500

/** Measures decisions about texts of senders all over a table of so many, who were all answered lately. */
export const measureGrowth = async (ours: Contender, latencyMs: number, senders: number): Promise<Speed> => {
  const cloud = await startMeteredCloud(ours.tables, latencyMs)
  await fillTable(cloud, ours, senders)
  const process = await startFunction(ours.bundles.receive, ours.variables(cloud.endpoint))
  const found: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const records = Array.from({ length: textsARound }, (_, i) =>
      textRecord(senderNumber(Math.floor(((i + round / (rounds + 1)) * senders) / textsARound))),
    )
    const { tookMs } = await observe(process, cloud, records, flows['five times ten at once'])
    if (round > 0) found.push((textsARound / tookMs) * 1000)
  }
  process.stop()
  await cloud.stop()
  return speedOf(found)
}

const fillTable = async ({ client, fill }: MeteredCloud, { tables: [table] }: Contender, senders: number) => {
  if (table === undefined) throw new Error('We have no table')
  const dynamoTable = createDynamoTable(client, table.name)
  const now = Date.now()
  const record = { ...unknownSender, replies: new Map([['earlier text', { at: now, dueAt: now }]]) }
  await createSenderStore(dynamoTable).save('template', record, 0, now)
  const item = await dynamoTable.get('sender#template', 'consistent')
  if (item === undefined) throw new Error('The record is not there')
  const keyOf = createSenderKeyOf(pepper)
  const ids = Array.from({ length: senders }, (_, i) => `sender#${keyOf(senderNumber(i))}`)
  await fill(table, item, ids)
}
