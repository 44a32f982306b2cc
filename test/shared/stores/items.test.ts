import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, test } from 'vitest'
import { createTickets, type Ticket } from '../../../functions/receive-sms/tickets.ts'
import { createMemoryBudgetStore } from '../../../lab/virtual/stores.ts'
import type { Counters } from '../../../shared/rules/budget.ts'
import { hourOf, monthOf } from '../../../shared/rules/calendar.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createDynamoTable, type DynamoTable, type Update } from '../../../shared/stores/dynamodb/table.ts'

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
