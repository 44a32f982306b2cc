import { describe, expect, onTestFinished, test } from 'vitest'
import type { Deployment } from '../../ops/deployment.ts'
import { openSenders } from '../../ops/senders.ts'
import { type SenderRecord, unknownSender } from '../../shared/rules/sender-record.ts'
import { day } from '../../shared/rules/timing.ts'
import { createSenderStore } from '../../shared/stores/dynamodb/sender-store.ts'
import { example } from '../settings/checked.ts'
import { openTable, startDynalite } from '../shared/stores/dynamo-tables.ts'

describe('forget', () => {
  test('erases the record, and an opt-out that has ended, and no other', async () => {
    const { forget, left } = await start({
      number: { replies, optedOutSince: 1, optedOutUntil: now },
      other: { replies },
    })
    await forget('number')
    expect(await left()).toEqual(['other'])
  })

  test('keeps an opt-out alone', async () => {
    const optOut = { optedOutSince: now, optedOutUntil: until }
    const { store, forget } = await start({ number: { ...optOut, replies } })
    await forget('number')
    expect((await store.load('number', 'consistent')).record).toEqual({ ...unknownSender, ...optOut })
  })

  test.each<[string, Partial<SenderRecord>, readonly string[]]>([
    ['erases a record that a function changes meanwhile', { strikes: 1 }, []],
    ['keeps a STOP that a function stores meanwhile', { optedOutSince: now, optedOutUntil: until }, ['number']],
  ])('%s', async (_, change, kept) => {
    const { client, store, forget, left } = await start({ number: { replies } })
    let changes = 1
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const { Key } = args.input as { readonly Key?: { readonly pk?: { readonly S?: string } } }
          if (commandName === 'DeleteItemCommand' && Key?.pk?.S === 'sender#number' && changes-- > 0) {
            const { version, record } = await store.load('number', 'consistent')
            await store.save('number', { ...record, ...change }, version, until)
          }
          return next(args)
        },
      { step: 'initialize' },
    )
    await forget('number')
    expect(await left()).toEqual(kept)
    expect((await store.load('number', 'consistent')).record.optedOutUntil).toBe(change.optedOutUntil ?? 0)
  })
})

const now = Date.UTC(2026, 10, 24, 12)
const until = now + 31 * day

/** A table with these records, an operator who looks after it, and which of the records are left. */
const start = async (records: { readonly [key: string]: Partial<SenderRecord> }) => {
  const { client, table, close } = await openTable(await startDynalite())
  onTestFinished(close)
  const store = createSenderStore(table)
  for (const [key, record] of Object.entries(records)) await store.save(key, { ...unknownSender, ...record }, 0, until)
  const deployment = { aws: { dynamodb: client }, outputs: { TableName: 'state' }, settings: example, now: () => now }
  const { forget } = openSenders(deployment as unknown as Deployment)
  const left = async () => {
    const keys = Object.keys(records)
    const loaded = await Promise.all(keys.map((key) => store.load(key, 'consistent')))
    return keys.filter((_, i) => (loaded[i]?.version ?? 0) > 0)
  }
  return { client, store, forget, left }
}

const replies = new Map([['text', { at: now, dueAt: now }]])
