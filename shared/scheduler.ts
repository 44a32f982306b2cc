import type { BudgetStore } from './ports.ts'
import { type Counters, type CountersOf, monthAhead, pastPeriods, periodsOf, type Room } from './rules/budget.ts'
import { dueIn, monthOf } from './rules/calendar.ts'
import { budgetOf, type Config } from './rules/config.ts'
import { partsPerReply } from './rules/messages.ts'

/** A booking that was made. `partsInHour` and `partsInDay` count the parts booked into its hour and its day so far, these included. */
export type Booking = {
  readonly dueAt: number
  readonly hourStart: number
  readonly partsInHour: number
  readonly partsInDay: number
  /** The share of the month's budget that is booked now, from 0 to 1, and how far that is ahead of the calendar. */
  readonly monthShare: number
  readonly monthAhead: number
}

/** Books replies into the hours of a budget. One per process: it remembers what it last saw booked. */
export type Scheduler = {
  /** Reads a budget's counters for the months of `from` and `until`, unless this process already knows them. */
  readonly learn: (budget: string, from: number, until: number, read: 'eventual' | 'consistent') => Promise<void>
  /** What this process last saw booked of a budget. */
  readonly countersOf: (budget: string) => CountersOf
  /**
   * Books a reply wanted at `wantedAt` into the hour that `findRoom` returns. If the store refuses because it knows of more bookings,
   * `findRoom` is called again with the store's counters, until it finds no room.
   */
  readonly book: (
    budget: string,
    wantedAt: number,
    findRoom: (countersOf: CountersOf) => Room | undefined,
  ) => Promise<Booking | 'full'>
}

type Dependencies = {
  readonly budgets: BudgetStore
  readonly config: Pick<Config, 'budgets'>
  readonly now: () => number
  readonly random: () => number
}

/** Each refusal brings newer counters, so this many mean that the store contradicts itself. */
const maxAttempts = 30

export const createScheduler = ({ budgets, config, now, random }: Dependencies): Scheduler => {
  const known = createKnownCounters()

  const learn: Scheduler['learn'] = async (budget, from, until, read) => {
    const unknown = [...new Set([from, until].map(monthOf))].filter((month) => !known.has(budget, month))
    const counters = await Promise.all(unknown.map((month) => budgets.read(budget, month, read)))
    for (const [i, month] of unknown.entries())
      if (!known.has(budget, month)) known.set(budget, month, counters[i] ?? {})
  }

  const book: Scheduler['book'] = async (budget, wantedAt, findRoom) => {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const room = findRoom((month) => known.of(budget, month))
      if (room === undefined) return 'full'
      const { hourStart, quota } = room
      const month = monthOf(hourStart)
      const past = pastPeriods(now(), month, known.of(budget, month), quota)
      const { booked, counters } = await budgets.book(budget, hourStart, partsPerReply, quota, past)
      known.set(budget, month, counters)
      if (booked) return bookingOf(budget, hourStart, wantedAt, counters)
    }
    throw new Error('The budget refuses hours that it shows room in')
  }

  const bookingOf = (budget: string, hourStart: number, wantedAt: number, counters: Counters): Booking => {
    const limits = budgetOf(config, budget)
    const periods = periodsOf(hourStart)
    const partsInHour = counters[periods.hour] ?? 0
    return {
      dueAt: dueIn(hourStart, wantedAt, random(), partsInHour, limits),
      hourStart,
      partsInHour,
      partsInDay: counters[periods.day] ?? 0,
      monthShare: (counters['month'] ?? 0) / limits.month,
      monthAhead: monthAhead(limits, hourStart, counters),
    }
  }

  return { learn, countersOf: (budget) => (month) => known.of(budget, month), book }
}

/**
 * The counters that a process last saw. Replies can be booked into two months of a budget, so counters of two months are kept; those of a
 * newer month replace the older ones.
 */
const createKnownCounters = () => {
  const known = new Map<string, ReadonlyMap<string, Counters>>()
  return {
    has: (budget: string, month: string): boolean => known.get(budget)?.has(month) ?? false,
    of: (budget: string, month: string): Counters => known.get(budget)?.get(month) ?? {},
    set: (budget: string, month: string, counters: Counters): void => {
      const others = [...(known.get(budget) ?? [])].filter(([other]) => other !== month)
      const latest = others.toSorted(([a], [b]) => a.localeCompare(b)).slice(-1)
      known.set(budget, new Map([...latest, [month, counters]]))
    },
  }
}
