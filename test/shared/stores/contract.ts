import { describe, expect, test } from 'vitest'
import * as memory from '../../../lab/virtual/stores.ts'
import type { Claim } from '../../../shared/ports.ts'
import { periodOf, startOf } from '../../../shared/rules/crowd.ts'
import { owedMs } from '../../../shared/rules/debt.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { createCrowdStore } from '../../../shared/stores/dynamodb/crowd-store.ts'
import { createDebtStore } from '../../../shared/stores/dynamodb/debt-store.ts'
import {
  createOperatorSenderStore,
  createSenderStore,
  eraseSender,
} from '../../../shared/stores/dynamodb/sender-store.ts'
import type { DynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import type { OpenTable } from './dynamo-tables.ts'

const now = Date.UTC(2026, 10, 24, 12)
let keys = 0
const unlessThere = { ConditionExpression: 'attribute_not_exists(pk)' }
const newKey = () => `key ${keys++}`

const optedOut = { optedOutUntil: now + 2, optedOutSince: now - 1 }
const record: SenderRecord = {
  ...unknownSender,
  ...{ ...optedOut, strikes: 2, struck: ['a mark', 'another'], blockedUntil: now + 1, turnedAwayAt: now + 3 },
  replies: new Map([['id', { at: now, dueAt: now + 4 }]]),
}

/** Tests the guarantees of the stores, both in memory and on these databases. */
export const testContract = (tables: readonly OpenTable[]): void => {
  const inTables = tables.map(({ name, table }) => ({ name, ...storesOn(table) }))
  const everywhere = [{ name: 'memory', ...storesInMemory() }, ...inTables]

  describe.each(everywhere)('senders in $name', ({ senders }) => {
    test('nobody is loaded as unknown, and a saved record is read back, with a new version', async () => {
      const key = newKey()
      expect(await senders.load(key, 'eventual')).toEqual({ record: unknownSender, version: 0 })
      expect(await senders.save(key, record, 0, now)).toBe('saved')
      const first = await senders.load(key, 'consistent')
      expect(first.record).toEqual(record)
      expect(await senders.save(key, unknownSender, first.version, now)).toBe('saved')
      const second = await senders.load(key, 'consistent')
      expect(second.record).toEqual(unknownSender)
      expect(new Set([0, first.version, second.version]).size).toBe(3)
    })

    test.each<Partial<SenderRecord>>([
      ...[true, false].map((asksAgain) => ({
        waiting: { inboundId: 'a text', sentAt: now - 2, since: now - 1, lot: -96, asksAgain },
      })),
      ...['constructor', 'prototype', '__type', 'toString', 'hasOwnProperty', 'toJSON', 'then'].map((id) => ({
        replies: new Map([[id, { at: now, dueAt: now }]]),
      })),
    ])('a text that waits is read back, and a reply to a text with any id: %o', async (special) => {
      const key = newKey()
      const given = { ...unknownSender, ...special }
      expect(await senders.save(key, given, 0, now)).toBe('saved')
      expect((await senders.load(key, 'consistent')).record).toEqual(given)
    })

    test('a save with another version than the stored one is a conflict and changes nothing', async () => {
      const key = newKey()
      await senders.save(key, record, 0, now)
      const stored = await senders.load(key, 'consistent')
      for (const version of [0, 1, stored.version - 1, stored.version + 1])
        expect(await senders.save(key, unknownSender, version, now)).toBe('conflict')
      expect(await senders.load(key, 'consistent')).toEqual(stored)
      // Nor of one that no longer exists.
      expect(await senders.save(newKey(), record, 3, now)).toBe('conflict')
    })
  })

  describe.each(everywhere)('budgets in $name', ({ budgets }) => {
    const limits = { hour: 3, day: 5, month: 6 }

    test('a booking counts in its hour, day and month', async () => {
      const name = newKey()
      const book = async (start: number) => (await budgets.book(name, start, limits, [])).counters
      expect(await book(now)).toEqual({ month: 1, d24: 1, d24h12: 1 })
      await book(now + hour)
      expect(await book(now + hour)).toEqual({ month: 3, d24: 3, d24h12: 1, d24h13: 2 })
      expect(await budgets.read(name, '2026-11', 'consistent')).toEqual({ month: 3, d24: 3, d24h12: 1, d24h13: 2 })
    })

    test('hour, day and month each refuse a booking that exceeds them, and take one that just fits', async () => {
      const name = newKey()
      const book = async (start: number) => (await budgets.book(name, start, limits, [])).booked
      const inHours = [0, 0, 0, 0, 1, 1, 1, 24, 24, 48]
      const booked: boolean[] = []
      for (const hours of inHours) booked.push(await book(now + hours * hour))
      expect(booked).toEqual([true, true, true, false, true, true, false, true, false, false])
      expect(await budgets.read(name, '2026-11', 'consistent')).toMatchObject({ month: 6, d24: 5, d25: 1 })
    })

    test('a booking that exceeds the limit of a whole period is refused, even if nothing is booked yet', async () => {
      const refused = { booked: false, counters: {} }
      expect(await budgets.book(newKey(), now, { ...limits, hour: 0 }, [])).toEqual(refused)
      expect(await budgets.book(newKey(), now, { ...limits, month: 0 }, [])).toEqual(refused)
    })

    test('concurrent bookings, even into several hours, are all counted', async () => {
      const name = newKey()
      const starts = [now, now + hour, now, now + hour]
      const answers = await Promise.all(starts.map((start) => budgets.book(name, start, limits, [])))
      expect(answers.map(({ booked }) => booked)).toEqual(Array(4).fill(true))
      expect(await budgets.read(name, '2026-11', 'consistent')).toEqual({ month: 4, d24: 4, d24h12: 2, d24h13: 2 })
    })

    test('each of many concurrent bookings gets the counters as they are after it', async () => {
      const name = newKey()
      const roomy = { hour: 30, day: 30, month: 30 }
      await budgets.book(name, now, roomy, [])
      const answers = await Promise.all(Array.from({ length: 20 }, () => budgets.book(name, now, roomy, [])))
      const counts = answers.map(({ counters }) => counters['d24h12'])
      expect(counts.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2))
      for (const { counters } of answers)
        expect([counters['month'], counters['d24']]).toEqual(Array(2).fill(counters['d24h12']))
    })

    test('the next booking deletes past hours, and keeps their day and month', async () => {
      const name = newKey()
      await budgets.book(name, now, limits, [])
      const after = await budgets.book(name, now + 4 * hour, limits, ['d24h12', 'd24h03'])
      expect(after).toEqual({ booked: true, counters: { month: 2, d24: 2, d24h16: 1 } })
    })

    test('each budget and month is counted separately', async () => {
      const name = newKey()
      await budgets.book(name, now, limits, [])
      expect(await budgets.read(newKey(), '2026-11', 'consistent')).toEqual({})
      expect(await budgets.read(name, '2026-12', 'consistent')).toEqual({})
    })
  })

  describe.each(everywhere)('crowds in $name', ({ crowdStore }) => {
    const period = periodOf(now)

    test('nobody is a crowd without counts, and what is added to it is summed and told with what others added', async () => {
      const name = newKey()
      expect(await crowdStore.read(name, period, 'eventual')).toEqual({})
      expect(await crowdStore.add(name, period, { r7: 1, r: 1, 'new-12': 2 })).toEqual({ r7: 1, r: 1, 'new-12': 2 })
      const both = { r7: 1, r: 3, 'new-12': 2, r8: 2 }
      expect(await crowdStore.add(name, period, { r8: 2, r: 2 })).toEqual(both)
      expect(await crowdStore.read(name, period, 'consistent')).toEqual(both)
    })

    test('each budget and period is counted separately', async () => {
      const name = newKey()
      await crowdStore.add(name, period, { r7: 1 })
      expect(await crowdStore.read(newKey(), period, 'consistent')).toEqual({})
      expect(await crowdStore.read(name, period + 1, 'consistent')).toEqual({})
    })

    test('a crowd that was read or told stays as it was when others are added', async () => {
      const name = newKey()
      const told = await crowdStore.add(name, period, { r7: 1 })
      const read = await crowdStore.read(name, period, 'consistent')
      await crowdStore.add(name, period, { r7: 1 })
      expect([told, read]).toEqual([{ r7: 1 }, { r7: 1 }])
    })

    test('all that are added at the same time count, and each answer tells a sum that it had a part in', async () => {
      const name = newKey()
      const answers = await Promise.all(Array.from({ length: 20 }, () => crowdStore.add(name, period, { w: 1, w1: 2 })))
      const sums = answers.map(({ w }) => w).toSorted((a = 0, b = 0) => a - b)
      expect(sums).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
      expect(await crowdStore.read(name, period, 'consistent')).toEqual({ w: 20, w1: 40 })
    })

    test('as many counts as a process tells at once are taken', async () => {
      const counts = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`returning-${i}`, i]))
      expect(await crowdStore.add(newKey(), period, counts)).toEqual(counts)
    })
  })

  describe.each(everywhere)('claims in $name', ({ claims }) => {
    const mine = { token: 'mine', claimedAt: now }
    const delivered = (inboundId: string) => ({ inboundId, status: 'delivered', costUsd: 0.06 }) as const
    const blocked = (inboundId: string) => ({ inboundId, status: 'blocked', costUsd: 0 }) as const
    /** The id of a text whose reply is claimed. */
    const claimed = async (claim: Claim = mine) => {
      const id = newKey()
      await claims.claim(id, claim)
      return id
    }

    test('the first claim is stored, and later ones return it, as it does itself if its answer was lost', async () => {
      const id = newKey()
      expect(await claims.read(id)).toBeUndefined()
      for (const claim of [mine, { token: 'theirs', claimedAt: now + 1 }, mine])
        expect(await claims.claim(id, claim)).toEqual(mine)
      expect(await claims.read(id)).toEqual(mine)
    })

    test('a claim may be stored with an outcome, which is then final', async () => {
      const given = { ...mine, outcome: 'expired' } as const
      const id = await claimed(given)
      expect(await claims.settle(id, 'mine', 'sent', 'a')).toBe(false)
      expect(await claims.read(id)).toEqual(given)
    })

    test('an outcome is written once, with the token of the claim, and counts again if its answer was lost', async () => {
      const id = await claimed()
      expect(await claims.settle(id, 'theirs', 'sent', 'a')).toBe(false)
      expect(await claims.settle(id, 'mine', 'sent', 'b')).toBe(true)
      expect(await claims.settle(id, 'mine', 'uncertain', 'c')).toBe(false)
      expect(await claims.settle(id, 'mine', 'sent', 'b')).toBe(true)
      expect(await claims.read(id)).toEqual({ ...mine, outcome: 'sent' })
    })

    test('a released claim can be taken again; a settled one, or with another token, can’t be released', async () => {
      const id = await claimed()
      await claims.release(id, 'theirs')
      expect(await claims.read(id)).toBeDefined()
      await claims.release(id, 'mine')
      expect(await claims.read(id)).toBeUndefined()
      await claims.claim(id, { token: 'again', claimedAt: now })
      await claims.settle(id, 'again', 'sent', 'a')
      await claims.release(id, 'again')
      expect((await claims.read(id))?.outcome).toBe('sent')
    })

    test('a claim that was never made can be neither settled nor released', async () => {
      const id = newKey()
      expect(await claims.settle(id, 'mine', 'sent', 'a')).toBe(false)
      await claims.release(id, 'mine')
      expect(await claims.read(id)).toBeUndefined()
    })

    test('only the first report is stored and counts, and again if its answer was lost', async () => {
      const id = await claimed()
      const reports = [await claims.report(delivered(id), 'a'), await claims.report(delivered(id), 'b')]
      reports.push(await claims.report(blocked(id), 'c'), await claims.report(delivered(id), 'a'))
      expect(reports).toEqual([true, false, false, true])
      expect((await claims.read(id))?.report).toBe('delivered')
    })

    test('a report about a reply without a claim is not stored and creates no claim', async () => {
      const id = newKey()
      expect(await claims.report(delivered(id), 'a')).toBe(false)
      expect(await claims.read(id)).toBeUndefined()
      expect(await claims.claim(id, mine)).toEqual(mine)
      expect(await claims.report(delivered(id), 'b')).toBe(true)
    })

    test('a report that arrives before the outcome does not prevent that outcome', async () => {
      const id = await claimed()
      await claims.report(delivered(id), 'a')
      expect(await claims.settle(id, 'mine', 'sent', 's')).toBe(true)
      expect(await claims.read(id)).toEqual({ ...mine, outcome: 'sent', report: 'delivered' })
    })

    test('a carrier’s own id of a reply leads to its inbound id once it is noted, and never to another', async () => {
      const [messageId, id] = [newKey(), newKey()]
      expect(await claims.inboundIdOf(messageId)).toBeUndefined()
      await claims.noteMessageId(messageId, id, now)
      await claims.noteMessageId(messageId, newKey(), now)
      expect(await claims.inboundIdOf(messageId)).toBe(id)
    })
  })

  describe.each(everywhere)('debts in $name', ({ debts }) => {
    test('a line that never lost a reply owes nothing, and pays nothing back', async () => {
      const line = newKey()
      await debts.add(line, -minute, now)
      expect(await debts.read(line)).toBe(0)
    })

    test('losses add up, also those at once, and answers and time pay them back', async () => {
      const line = newKey()
      await Promise.all([31, 32, 33].map((minutes) => debts.add(line, minutes * minute, now)))
      expect(await debts.read(line)).toBe(now + 96 * minute)
      await debts.add(line, -6 * minute, now)
      await debts.add(line, 30 * minute, now + hour)
      expect(await debts.read(line)).toBe(now + 120 * minute)
      await debts.add(line, 40 * minute, now + 2 * hour + 1)
      expect(await debts.read(line)).toBe(now + 2 * hour + 1 + 40 * minute)
    })

    test('what no losses can add up to is owed by nobody: an answer leaves it, and the next loss begins anew', async () => {
      const line = newKey()
      await debts.add(line, day, now)
      await debts.add(line, -minute, now)
      await debts.add(line, minute, now)
      expect(await debts.read(line)).toBe(now + minute)
    })
  })

  test.each(tables)('a debt that nobody can read mutes no line in $name', async ({ table }) => {
    for (const paidAt of [undefined, { S: 'a text' }, { N: '1e15' }, { N: '-1' }]) {
      const [line, { debts }] = [newKey(), storesOn(table)]
      await table.put({ pk: { S: `debt#${line}` }, ...(paidAt && { paidAt }) }, unlessThere)
      expect(owedMs(await debts.read(line), now)).toBe(0)
      await debts.add(line, -minute, now)
      await debts.add(line, minute, now)
      expect(await debts.read(line)).toBe(now + minute)
    }
  })

  describe.each(tables)('senders whom an operator changes in $name', ({ table }) => {
    const [functions, operator] = [createSenderStore(table), createOperatorSenderStore(table)]
    const waiting = { inboundId: 'a text', sentAt: now - 2, since: now - 1, lot: 7, asksAgain: true }
    const known = { ...record, waiting, blockedByHandUntil: now }

    test('what operators may not write stays as it is, whatever they save, and what they leave out goes', async () => {
      const key = newKey()
      await functions.save(key, known, 0, now)
      const { version } = await operator.load(key, 'consistent')
      expect(await operator.save(key, { ...unknownSender, blockedUntil: now }, version, now)).toBe('saved')
      const { replies, struck, turnedAwayAt } = known
      const changed = { ...unknownSender, replies, struck, turnedAwayAt, waiting, blockedUntil: now }
      expect(await functions.load(key, 'consistent')).toEqual({ record: changed, version: version + 1 })
    })

    test('somebody unknown gets a record, with all that operators may write', async () => {
      const key = newKey()
      const ends = { blockedUntil: now + 1, blockedByHandUntil: now + 2, optedOutUntil: now, optedOutSince: 1 }
      const written = { ...unknownSender, ...ends, strikes: 3 }
      expect(await operator.save(key, written, 0, now)).toBe('saved')
      expect((await functions.load(key, 'consistent')).record).toEqual(written)
    })

    test('a change of a record that somebody else has changed is a conflict', async () => {
      const key = newKey()
      await functions.save(key, known, 0, now)
      const stored = await functions.load(key, 'consistent')
      for (const version of [0, stored.version + 1])
        expect(await operator.save(key, unknownSender, version, now)).toBe('conflict')
      expect(await functions.load(key, 'consistent')).toEqual(stored)
    })
  })

  describe.each(tables)('items in $name', ({ client, table }) => {
    const { senders, budgets, crowdStore, claims, debts } = storesOn(table)
    const expiryOf = async (pk: string) => (await table.get(pk, 'consistent'))?.['expiresAt']?.N

    test('every item expires: sender as asked, claim in 5 days, debt 1, crowd an hour, budget its month', async () => {
      const id = newKey()
      await senders.save(id, unknownSender, 0, now + 1)
      expect(await expiryOf(`sender#${id}`)).toBe(String(now / 1000 + 1))
      await claims.claim(id, { token: 'mine', claimedAt: now })
      expect(await expiryOf(`claim#${id}`)).toBe(String((now + 5 * day) / 1000))
      await claims.noteMessageId(id, 'text', now)
      expect(await expiryOf(`message#${id}`)).toBe(String((now + 5 * day) / 1000))
      await debts.add(id, 1, now)
      expect(await expiryOf(`debt#${id}`)).toBe(String((now + day) / 1000))
      await crowdStore.add(id, periodOf(now), { r: 1 })
      expect(await expiryOf(`crowd#${id}#${periodOf(now)}`)).toBe(String((startOf(periodOf(now)) + hour) / 1000))
      await budgets.book(id, now, { hour: 1, day: 1, month: 1 }, [])
      expect(Number(await expiryOf(`budget#${id}#2026-11`))).toBeGreaterThan(Date.UTC(2026, 11, 31) / 1000)
    })

    test('a save with the version of a deleted record is a conflict, even if the sender has a new record', async () => {
      const key = newKey()
      await senders.save(key, unknownSender, 0, now)
      const { version } = await senders.load(key, 'consistent')
      await eraseSender(table, key, version)
      await senders.save(key, { ...unknownSender, strikes: 1 }, 0, now + day)
      expect(await senders.save(key, unknownSender, version, now + day)).toBe('conflict')
      expect((await senders.load(key, 'consistent')).record.strikes).toBe(1)
    })

    test('only senders are read with eventual consistency, and only on request', async () => {
      const reads: string[] = []
      const watched: DynamoTable = {
        ...table,
        get: (pk, read) => {
          reads.push(`${pk.split('#')[0]} ${read}`)
          return table.get(pk, read)
        },
      }
      await createSenderStore(watched).load('somebody', 'eventual')
      await createSenderStore(watched).load('somebody', 'consistent')
      await createClaimStore(watched).read('something')
      await createBudgetStore(watched).read('default', '2026-11', 'consistent')
      expect(reads).toEqual(['sender eventual', 'sender consistent', 'claim consistent', 'budget consistent'])
    })

    test('a read has the consistency that was requested', async () => {
      const asked: unknown[] = []
      client.middlewareStack.add((next) => (call) => {
        if ('ConsistentRead' in call.input) asked.push(call.input.ConsistentRead)
        return next(call)
      })
      await table.get('any', 'eventual')
      await table.get('any', 'consistent')
      expect(asked).toEqual([false, true])
    })
  })
}

/** The stores, as the lab keeps them in memory. */
const storesInMemory = () => ({
  senders: memory.createMemorySenderStore(),
  budgets: memory.createMemoryBudgetStore(),
  crowdStore: memory.createMemoryCrowdStore(),
  claims: memory.createMemoryClaimStore(),
  debts: memory.createMemoryDebtStore(),
})

type Stores = ReturnType<typeof storesInMemory>

/** The stores, as they are deployed. */
const storesOn = (table: DynamoTable): Stores => ({
  senders: createSenderStore(table),
  budgets: createBudgetStore(table),
  crowdStore: createCrowdStore(table),
  claims: createClaimStore(table),
  debts: createDebtStore(table),
})
