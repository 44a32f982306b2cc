import { randomUUID } from 'node:crypto'
import { type AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, onTestFinished, test } from 'vitest'
import { configOf } from '../../../settings/config.ts'
import { createSenderKeyOf } from '../../../shared/adapters/signatures.ts'
import { type SenderRecord, unknownSender, withReply } from '../../../shared/rules/sender-record.ts'
import { decide } from '../../../shared/rules/throttle.ts'
import { day, minute } from '../../../shared/rules/timing.ts'
import { createSenderStore } from '../../../shared/stores/dynamodb/sender-store.ts'
import type { DynamoTable, Item } from '../../../shared/stores/dynamodb/table.ts'
import { createItemReads } from '../../../shared/stores/dynamodb/table.ts'
import { example } from '../../settings/checked.ts'

describe('the item of a sender', () => {
  /** A value's size as DynamoDB counts it: three bytes for a list or map, and one for each member (Developer Guide). */
  const bytesOf = ({ S, N, L, M }: AttributeValue): number => {
    if (S !== undefined) return Buffer.byteLength(S)
    if (N !== undefined) return Math.ceil(N.length / 2) + 1
    if (L !== undefined) return L.reduce((sum, member) => sum + bytesOf(member) + 1, 3)
    return 3 + Object.entries(M ?? {}).reduce((sum, [name, value]) => sum + name.length + bytesOf(value) + 1, 0)
  }
  const itemBytes = (item: Item): number =>
    Object.entries(item).reduce((sum, [name, value]) => sum + name.length + bytesOf(value), 0)

  /** The records of a sender who is answered as often as example settings allow, and is never silenced. */
  const records = (): readonly SenderRecord[] => {
    const config = configOf(example, ({ number = '' }) => number)
    const seen: SenderRecord[] = []
    let record = unknownSender
    for (let now = Date.UTC(2026, 0, 1); now < Date.UTC(2026, 3, 1); now += 20 * minute) {
      const inboundId = randomUUID()
      const text = now % day === 0 ? 'STOP' : 'Salut'
      const inbound = { inboundId, sender: '', line: '', text, sentAt: now, publishedAt: now }
      const decision = decide(record, inbound, config, now)
      if (decision.kind !== 'promised') record = decision.record ?? record
      if (decision.kind === 'reply') record = withReply(record, inboundId, { at: now, dueAt: now })
      record = { ...record, optedOutUntil: 0, blockedUntil: 0, turnedAwayAt: now }
      seen.push({ ...record, optedOutUntil: now, blockedUntil: now, blockedByHandUntil: now })
    }
    return seen
  }

  const aYear = Date.UTC(2026, 0, 1)
  const key = createSenderKeyOf('pepper')('+33612345678')
  const names = Array.from({ length: 10 }, () => key)

  test.each([
    ['one name', [], { least: 700, units: 1 }],
    ['ten names', names, { least: 1024, units: 2 }],
  ])('of one who has %s stays below as many kilobytes as write units', async (_, keys, { least, units }) => {
    const items: Item[] = []
    const table = { put: async (item: Item) => items.push(item) > 0 } as unknown as DynamoTable
    const store = createSenderStore(table)
    for (const record of records())
      await store.save(key, { ...record, names: { keys, until: record.blockedUntil } }, aYear, 2 * aYear)
    const sizes = items.map(itemBytes)
    expect(Math.max(...items.map(({ struck }) => struck?.L?.length ?? 0))).toBe(50)
    expect(Math.max(...sizes)).toBeGreaterThan(least)
    expect(Math.max(...sizes)).toBeLessThan(units * 1024)
  })
})

describe('reads', () => {
  /** A table in which a batch read leaves one item unprocessed. Also returns the requested keys, request by request. */
  const createTable = (unread: string) => {
    const client = new DynamoDBClient({ region: 'eu-west-3' })
    onTestFinished(() => client.destroy())
    const requests: (readonly string[])[] = []
    const item = (pk: string) => ({ pk: { S: pk } })
    client.middlewareStack.add(
      () =>
        async ({ input }) => {
          if ('Key' in input) {
            const { pk } = input.Key as ReturnType<typeof item>
            requests.push([pk.S])
            return { output: { Item: item(pk.S), $metadata: {} }, response: {} }
          }
          const { Keys } = (input as { RequestItems: { state: { Keys: ReturnType<typeof item>[] } } }).RequestItems
            .state
          const pks = Keys.map(({ pk }) => pk.S)
          requests.push(pks)
          const Responses = { state: pks.filter((pk) => pk !== unread).map(item) }
          const UnprocessedKeys = { state: { Keys: [item(unread)] } }
          return { output: { Responses, UnprocessedKeys, $metadata: {} }, response: {} }
        },
      { step: 'initialize', priority: 'low' },
    )
    return { read: createItemReads(client, 'state'), requests }
  }

  test('an item that a batch read leaves unprocessed is read alone, and the others are not read again', async () => {
    const { read, requests } = createTable('b')
    const items = await Promise.all(['a', 'b', 'c'].map((pk) => read({ pk, consistent: true })))
    expect(items.map((item) => item?.['pk']?.S)).toEqual(['a', 'b', 'c'])
    expect(requests).toEqual([['a', 'b', 'c'], ['b']])
  })
})
