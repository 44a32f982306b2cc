import { randomUUID } from 'node:crypto'
import { type AttributeValue, ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createTickets, type Ticket } from '../../../functions/receive-sms/tickets.ts'
import { createMemoryBudgetStore } from '../../../lab/virtual/stores.ts'
import { configOf } from '../../../settings/config.ts'
import { createSenderKeyOf } from '../../../shared/adapters/signatures.ts'
import type { Counters } from '../../../shared/rules/budget.ts'
import { hourOf, monthOf } from '../../../shared/rules/calendar.ts'
import { type SenderRecord, unknownSender, withReply } from '../../../shared/rules/sender-record.ts'
import { decide } from '../../../shared/rules/throttle.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createSenderStore } from '../../../shared/stores/dynamodb/sender-store.ts'
import {
  createDynamoTable,
  createItemReads,
  type DynamoTable,
  type Item,
  type Update,
} from '../../../shared/stores/dynamodb/table.ts'
import { example } from '../../settings/checked.ts'

describe('requests', () => {
  const noon = Date.UTC(2026, 10, 24, 12)

  /** A store on a DynamoDB that refuses every update, and that returns the item if the request asks for it. */
  const refusing = (item: Record<string, { readonly N: string }>) => {
    const credentials = { accessKeyId: 'none', secretAccessKey: 'none' }
    const client = new DynamoDBClient({ region: 'eu-west-3', credentials })
    const asked: string[] = []
    client.middlewareStack.add(
      (_, { commandName = '' }) =>
        async ({ input }) => {
          asked.push(commandName)
          const tells = 'ReturnValuesOnConditionCheckFailure' in input ? { Item: item } : {}
          throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {}, ...tells })
        },
      { step: 'initialize' },
    )
    return { store: createBudgetStore(createDynamoTable(client, 'table')), asked }
  }

  test('a refused booking costs one request, because DynamoDB returns the item', async () => {
    const { store, asked } = refusing({ month: { N: '9' }, d24: { N: '9' }, d24h12: { N: '5' } })
    const quota = { hour: 5, day: 50, month: 500 }
    const counters = { month: 9, d24: 9, d24h12: 5 }
    expect(await store.book('default', noon, quota, [])).toEqual({ booked: false, counters })
    expect(asked).toEqual(['UpdateItemCommand'])
  })

  test('of concurrent bookings that are refused, those that fit are tried again, and others cost nothing', async () => {
    const { store, asked } = refusing({ month: { N: '9' }, d24: { N: '9' }, d24h12: { N: '3' } })
    const quota = { hour: 5, day: 50, month: 500 }
    const answers = await Promise.all(Array.from({ length: 10 }, () => store.book('default', noon, quota, [])))
    expect(answers.every(({ booked }) => !booked)).toBe(true)
    // The first request has five bookings, the most that an hour takes; the second the two that fit.
    expect(asked).toHaveLength(2)
  })
})

describe('the item of a month', () => {
  const budget = { hour: 9999, day: 9999 * 24, month: 9999 * 24 * 31 }
  const start = Date.UTC(2026, 9, 1)

  /** An item's size as DynamoDB counts it: names, one byte per two digits of a number, and one (Developer Guide). */
  const bytesOf = (counters: Counters): number => {
    const keyAndRest = 'pk'.length + 'budget#default#2026-10'.length + 'expiresAt'.length + 6
    const sizes = Object.entries(counters).map(([name, n]) => name.length + Math.ceil(String(n).length / 2) + 1)
    return sizes.reduce((sum, size) => sum + size, keyAndRest)
  }

  /** Books for a month, by five processes in turn or by a new one each time, and returns the item's sizes. */
  const bookAMonth = async (processes: 'five' | 'one each', store = createMemoryBudgetStore()) => {
    let now = start
    const dependencies = { budgets: store, config: { budgets: { default: budget } }, now: () => now, random: () => 0.5 }
    const five = Array.from({ length: 5 }, () => createTickets(dependencies))
    const sizes: number[] = []
    for (let bookings = 0; now < start + 30 * day; bookings++, now += 7 * minute) {
      const known = processes === 'five' ? five[bookings % 5] : undefined
      const tickets = known ?? createTickets(dependencies)
      await tickets.learn('default', now, now + day, 'eventual')
      const wantedAt = now + hour
      // Each refusal teaches the process what others have booked.
      for (let answer: Ticket | 'full' | undefined = 'full'; answer === 'full'; ) {
        const hourStart = hourOf(wantedAt)
        answer = await tickets.book('default', wantedAt, { hourStart, quota: budget })
      }
      sizes.push(bytesOf(await store.read('default', monthOf(start), 'consistent')))
    }
    return sizes
  }

  test.each(['five', 'one each'] as const)('a month’s item fits a write unit (processes: %s)', async (processes) => {
    const sizes = await bookAMonth(processes)
    expect(Math.max(...sizes)).toBeLessThan(1024)
  })

  test('the expressions of a booking stay below the four kilobytes that DynamoDB accepts', async () => {
    const memory = createMemoryBudgetStore()
    const lengths: number[] = []
    const table: DynamoTable = {
      get: async () => undefined,
      put: async () => true,
      update: async () => true,
      updateOrTell: async (_, { UpdateExpression = '', ConditionExpression = '' }: Update) => {
        lengths.push(UpdateExpression.length, ConditionExpression.length)
        return { updated: true, item: {} }
      },
      delete: async () => {},
    }
    const store = createBudgetStore(table)
    await bookAMonth('five', {
      ...memory,
      book: async (...booking) => {
        await store.book(...booking)
        return memory.book(...booking)
      },
    })
    expect(Math.max(...lengths)).toBeGreaterThan(100)
    expect(Math.max(...lengths)).toBeLessThan(4096)
  })
})

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

  test('fits a write unit', async () => {
    const items: Item[] = []
    const table = { put: async (item: Item) => items.push(item) > 0 } as unknown as DynamoTable
    const store = createSenderStore(table)
    for (const record of records()) await store.save(key, record, aYear, 2 * aYear)
    const sizes = items.map(itemBytes)
    expect(Math.max(...items.map(({ struck }) => struck?.L?.length ?? 0))).toBe(50)
    expect(Math.max(...sizes)).toBeGreaterThan(700)
    expect(Math.max(...sizes)).toBeLessThan(1024)
  })
})

describe('reads', () => {
  /** A table in which a batch read leaves one item unprocessed, and the keys by request, marked if any copy will do. */
  const createTable = (unread: string) => {
    const client = new DynamoDBClient({ region: 'eu-west-3' })
    onTestFinished(() => client.destroy())
    const requests: (readonly string[])[] = []
    const item = (pk: string) => ({ pk: { S: pk } })
    const marked = (pk: string, isConsistent: unknown) => (isConsistent === true ? pk : `any ${pk}`)
    client.middlewareStack.add(
      () =>
        async ({ input }) => {
          if ('Key' in input) {
            const { pk } = input.Key as ReturnType<typeof item>
            requests.push([marked(pk.S, 'ConsistentRead' in input && input.ConsistentRead)])
            return { output: { Item: item(pk.S), $metadata: {} }, response: {} }
          }
          type Batch = { RequestItems: { state: { Keys: ReturnType<typeof item>[]; ConsistentRead?: boolean } } }
          const { Keys, ConsistentRead } = (input as Batch).RequestItems.state
          const pks = Keys.map(({ pk }) => pk.S)
          requests.push(pks.map((pk) => marked(pk, ConsistentRead)))
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
    await Promise.all(['a', 'b'].map((pk) => read({ pk, consistent: false })))
    expect(requests.slice(2)).toEqual([['any a', 'any b'], ['any b']])
  })
})
