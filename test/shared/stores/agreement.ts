import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as memory from '../../../lab/virtual/stores.ts'
import type { Claim } from '../../../shared/ports.ts'
import { periodsOf } from '../../../shared/rules/budget.ts'
import type { DeliveryStatus } from '../../../shared/rules/delivery-report.ts'
import { unknownSender } from '../../../shared/rules/sender-record.ts'
import { outcomes } from '../../../shared/rules/telemetry.ts'
import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createCancellationStore } from '../../../shared/stores/dynamodb/cancellation-store.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { createCrowdStore } from '../../../shared/stores/dynamodb/crowd-store.ts'
import { createRestStore } from '../../../shared/stores/dynamodb/rest-store.ts'
import { createSenderStore } from '../../../shared/stores/dynamodb/sender-store.ts'
import type { DynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import type { OpenTable } from './dynamo-tables.ts'

/** Tests that these databases answer any operations, sequential or concurrent, as the stores in memory do. */
export const testAgreement = (tables: readonly OpenTable[]): void => {
  describe.concurrent.each(tables)('memory and $name agree', ({ table }) => {
    const stores = storesOn(table)
    let runs = 0

    test('on any sequence of operations, step by step', async () => {
      const sequences = fc.array(operations, { maxLength: 40, size: 'max' })
      const agree = fc.asyncProperty(sequences, async (sequence) => {
        expect(await inTurn(sequence, stores, `run ${runs++}`)).toEqual(await inTurn(sequence, storesInMemory()))
      })
      await fc.assert(agree, { numRuns: 15 })
    })

    test('on concurrent operations, which are answered as if they came in some order', async () => {
      const few = fc.array(operations, { maxLength: 4 })
      const agree = fc.asyncProperty(fc.array(operations, { maxLength: 8 }), few, async (before, together) => {
        const run = `run ${runs++}`
        await inTurn(before, stores, run)
        // The store throws if a claim is released while another caller reads it. That caller then tries again.
        const again = (operation: Operation) =>
          perform(operation, stores, run).catch(() => perform(operation, stores, run))
        const answers = await Promise.all(together.map(again))
        const orders = ordersOf(together.map((_, i) => i))
        const explanations = await Promise.all(orders.map((order) => explain(before, together, order)))
        expect(explanations).toContainEqual(answers)
      })
      await fc.assert(agree, { numRuns: 15 })
    })
  })
}

/** Performs operations one after the other. Returns the answers. */
const inTurn = async (sequence: readonly Operation[], stores: Stores, run = ''): Promise<readonly unknown[]> => {
  const answers: unknown[] = []
  for (const operation of sequence) answers.push(await perform(operation, stores, run))
  return answers
}

/** The answers that the operations `together` would have got if they had come in that order. */
const explain = async (before: readonly Operation[], together: readonly Operation[], order: readonly number[]) => {
  const inOrder = await inTurn([...before, ...order.flatMap((i) => together.slice(i, i + 1))], storesInMemory())
  return together.map((_, i) => inOrder[before.length + order.indexOf(i)])
}

const ordersOf = (items: readonly number[]): readonly (readonly number[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) => ordersOf(items.filter((item) => item !== first)).map((rest) => [first, ...rest]))

/** One call to a store, as data. The key is that of a sender, a budget or a reply. */
type Operation = readonly [of: keyof Stores, verb: string, key: string, ...others: readonly unknown[]]

/** Performs an operation and returns the answer. Each `run` has its own keys. */
const perform = ([of, verb, name, ...others]: Operation, stores: Stores, run: string): Promise<unknown> => {
  const store = stores[of] as unknown as Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>
  const key = `${run} ${name}`
  if (verb !== 'report') return store[verb]?.(key, ...others) ?? expect.unreachable(verb)
  const [status, token] = others
  return stores.claims.report({ inboundId: key, status: status as DeliveryStatus, costUsd: 0 }, String(token))
}

const never = Date.UTC(2099, 0)

const key = fc.constantFrom('A', 'B')
const token = fc.constantFrom('mine', 'theirs', 'somebody’s')
const outcome = fc.constantFrom(...outcomes)
const time = fc.oneof(fc.constant(0), fc.integer({ min: Date.UTC(2026, 10), max: never }))

const reply = fc.tuple(fc.constantFrom('first', 'second', 'third'), fc.record({ at: time, dueAt: time }))
const replies = fc.array(reply).map((entries) => new Map(entries))

const waiting = fc.record({ inboundId: token, sentAt: time, since: time, lot: fc.integer(), asksAgain: fc.boolean() })

const someNames = fc.array(fc.constantFrom('a', 'b'), { minLength: 1, maxLength: 2 })
const records = fc.record({
  replies,
  strikes: fc.integer({ min: 0, max: 20 }),
  struck: fc.array(fc.constantFrom('a', 'b'), { maxLength: 3 }),
  blockedUntil: time,
  optedOutUntil: time,
  optedOutSince: time,
  turnedAwayAt: time,
  waiting: fc.option(waiting, { nil: undefined }),
  names: fc.oneof(fc.constant(unknownSender.names), fc.record({ keys: someNames, until: time })),
})

/** Few hours, around two midnights, the second of which ends November, so that bookings share an hour, day or month. */
const hourStarts = fc
  .tuple(fc.constantFrom(30, 31), fc.constantFrom(-2, -1, 0))
  .map(([date, hours]) => Date.UTC(2026, 10, date, hours))

const upTo = (max: number) => fc.integer({ min: 1, max })
const quotas = fc.record({ hour: upTo(3), day: upTo(5), month: upTo(7) })

/** Each limit has room for at least one booking, as the settings require, and no hour is past when it is booked. */
const bookings = fc
  .tuple(key, hourStarts, quotas, fc.array(hourStarts))
  .map(([key, start, quota, others]): Operation => {
    const past = new Set(others.map((other) => periodsOf(other).hour))
    return ['budgets', 'book', key, start, quota, [...past].filter((hour) => hour !== periodsOf(start).hour)]
  })

const periods = fc.constantFrom(1495, 1496)
const counts = fc.dictionary(fc.constantFrom('r', 'r7', 'new-12', 'last144'), upTo(3), { minKeys: 1 })

const likely = fc.constantFrom(0, never, never + 1, never + 2)
/** Versions that a record has after a few saves and, rarely, absurd ones. */
const versions = fc.oneof({ weight: 9, arbitrary: likely }, fc.constantFrom(-1, 1_000_000))

const claims = fc
  .record({ token, claimedAt: time, outcome: fc.option(outcome, { freq: 4 }) })
  .map(({ outcome, ...claim }): Claim => (outcome === null ? claim : { ...claim, outcome }))

const call = (of: keyof Stores, verb: string, ...others: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<Operation> =>
  fc.tuple(fc.constant(of), fc.constant(verb), key, ...others)
const operations: fc.Arbitrary<Operation> = fc.oneof(
  call('senders', 'load', fc.constantFrom('eventual', 'consistent')),
  call('senders', 'save', records, versions, fc.constant(never)),
  bookings,
  call('budgets', 'read', fc.constantFrom('2026-11', '2026-12'), fc.constant('consistent')),
  call('crowdStore', 'read', periods, fc.constant('consistent')),
  call('crowdStore', 'add', periods, counts),
  call('claims', 'claim', claims),
  call('claims', 'settle', token, outcome, fc.constantFrom('this', 'that')),
  call('claims', 'release', token),
  call('claims', 'report', fc.constantFrom('delivered', 'blocked'), token),
  call('claims', 'read'),
)

export const storesInMemory = () => ({
  senders: memory.createMemorySenderStore(),
  budgets: memory.createMemoryBudgetStore(),
  crowdStore: memory.createMemoryCrowdStore(),
  claims: memory.createMemoryClaimStore(),
  cancellations: memory.createMemoryCancellationStore(),
  rests: memory.createMemoryRestStore(),
})

export type Stores = ReturnType<typeof storesInMemory>

export const storesOn = (table: DynamoTable): Stores => ({
  senders: createSenderStore(table),
  budgets: createBudgetStore(table),
  crowdStore: createCrowdStore(table),
  claims: createClaimStore(table),
  cancellations: createCancellationStore(table),
  rests: createRestStore(table),
})
