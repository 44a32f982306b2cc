import { batchCalls } from '../../batch-calls.ts'
import type { BudgetStore } from '../../ports.ts'
import { type Counters, countedIn, hasRoom } from '../../rules/budget.ts'
import { monthOf } from '../../rules/calendar.ts'
import type { Quota } from '../../rules/config.ts'
import { day } from '../../rules/timing.ts'
import { type DynamoTable, type Item, numberOf, ttl, type Update } from './table.ts'

/** An item is kept for this long after the hour last booked in it, so that bookings can still be looked up. */
const keepMs = 93 * day

/** Stores budgets as `budget#<name>#<month>`. Concurrent bookings under one quota share a conditional update. */
export const createBudgetStore = (table: DynamoTable): BudgetStore => {
  const read: BudgetStore['read'] = async (budget, month, consistency) =>
    fromItem((await table.get(pk(budget, month), consistency)) ?? {})

  /** Books all of them or none. */
  const bookTogether = async (bookings: Bookings): Promise<Answer> => {
    const [{ budget, hourStart, quota, past }] = bookings
    const booking = update(hourStart, bookings.length, quota, past)
    const { updated, item } = await table.updateOrTell(pk(budget, monthOf(hourStart)), booking)
    return { booked: updated, counters: fromItem(item) }
  }

  /** Grants bookings in order: first, together, those that fit `before`, then others by the counters in the answer. */
  const bookInOrder = async (bookings: readonly Booking[], before: Counters): Promise<readonly Answer[]> => {
    const first = firstThatFit(bookings, before)
    if (!isSome(first)) return refuse(bookings, before)
    const { booked, counters } = await bookTogether(first)
    if (booked) return [...granted(first, counters), ...(await bookInOrder(bookings.slice(first.length), counters))]
    // If as many still seem to fit, the refusal has another reason, and would come again.
    const doFewerFit = firstThatFit(bookings, counters).length < first.length
    return doFewerFit ? bookInOrder(bookings, counters) : refuse(bookings, counters)
  }

  const book = batchCalls<Booking, Answer>({
    most: 100,
    kindOf: ({ budget, hourStart, quota }) => JSON.stringify([budget, hourStart, countedIn(hourStart, quota)]),
    ask: (bookings) => bookInOrder(bookings, {}),
  })
  return {
    book: async (budget, hourStart, quota, past) =>
      // A booking over a whole limit must not reach the update, whose condition holds where nothing is booked yet.
      hasRoom({}, hourStart, quota)
        ? book({ budget, hourStart, quota, past })
        : { booked: false, counters: await read(budget, monthOf(hourStart), 'consistent') },
    read,
  }
}

type Booking = {
  readonly budget: string
  readonly hourStart: number
  readonly quota: Quota
  readonly past: readonly string[]
}

type Bookings = readonly [Booking, ...Booking[]]

type Answer = { readonly booked: boolean; readonly counters: Counters }

const isSome = (bookings: readonly Booking[]): bookings is Bookings => bookings.length > 0

/** Returns the bookings before the first that finds no room after those before it. */
const firstThatFit = (bookings: readonly Booking[], counters: Counters): readonly Booking[] => {
  const isFull = ({ hourStart, quota }: Booking, i: number) => !hasRoom(counters, hourStart, quota, i + 1)
  const full = bookings.findIndex(isFull)
  return full < 0 ? bookings : bookings.slice(0, full)
}

const refuse = (bookings: readonly Booking[], counters: Counters): readonly Answer[] =>
  bookings.map(() => ({ booked: false, counters }))

/** Returns the counters after each booking, as if they had come one by one. `after` are those after all of them. */
const granted = (bookings: readonly Booking[], after: Counters): readonly Answer[] =>
  bookings.map(({ hourStart, quota }, i) => {
    const later = bookings.length - i - 1
    const counted = Object.values(countedIn(hourStart, quota))
    const before = counted.map(([name]) => [name, (after[name] ?? 0) - later] as const)
    return { booked: true, counters: { ...after, ...Object.fromEntries(before) } }
  })

const pk = (budget: string, month: string): string => `budget#${budget}#${month}`

const update = (hourStart: number, replies: number, quota: Quota, past: readonly string[]): Update => {
  const counted = Object.entries(countedIn(hourStart, quota))
  const values = counted.map(([kind, [, most]]) => [`:${kind}Room`, { N: String(most - replies) }])
  return {
    UpdateExpression: [
      'SET expiresAt = :expiresAt',
      `ADD ${counted.map(([kind]) => `#${kind} :replies`).join(', ')}`,
      past.length > 0 ? `REMOVE ${past.join(', ')}` : '',
    ].join(' '),
    ConditionExpression: counted
      .map(([kind]) => `(attribute_not_exists(#${kind}) OR #${kind} <= :${kind}Room)`)
      .join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(counted.map(([kind, [name]]) => [`#${kind}`, name])),
    ExpressionAttributeValues: {
      ':expiresAt': ttl(hourStart + keepMs),
      ':replies': { N: String(replies) },
      ...Object.fromEntries(values),
    },
  }
}

const fromItem = ({ pk: _, expiresAt: __, ...counters }: Item): Counters =>
  Object.fromEntries(Object.entries(counters).map(([name, replies]) => [name, numberOf(replies)]))
