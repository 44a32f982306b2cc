import type { BudgetStore } from './ports.ts'
import { type Counters, firstRoom, pastPeriods, periodsOf, type QuotaOf } from './rules/budget.ts'
import { monthOf } from './rules/calendar.ts'
import type { Budget, Config } from './rules/config.ts'
import { dueIn } from './rules/due-time.ts'
import { monthAhead } from './rules/even-share.ts'
import { partsPerReply } from './rules/messages.ts'

/** An hour that has room for a reply, and what is booked with it. */
export type Booking = {
  readonly dueAt: number
  readonly hourStart: number
  readonly partsInHour: number
  /** How much of the month's budget is booked now, from 0 to 1, and how far that is ahead of the calendar. */
  readonly monthShare: number
  readonly monthAhead: number
}

/** Books replies into the hours of a budget. One per process: it remembers what it last saw booked. */
export type Scheduler = {
  readonly limitsOf: (budget: string) => Budget
  /** Reads what is booked of a budget between two moments, of months that this process knows nothing of yet. */
  readonly learn: (budget: string, from: number, until: number, read: 'eventual' | 'consistent') => Promise<void>
  /** Whether a reply would be booked, as far as this process knows. */
  readonly hasRoom: (budget: string, wantedAt: number, until: number, quotas?: readonly QuotaOf[]) => boolean
  /**
   * Books a reply into the first hour, of those from `wantedAt` that begin before `until`, in which a quota leaves room; the first
   * quota goes first. Without any, the whole budget may be used.
   */
  readonly book: (
    budget: string,
    wantedAt: number,
    until: number,
    quotas?: readonly QuotaOf[],
  ) => Promise<Booking | 'full'>
}

type Dependencies = {
  readonly budgets: BudgetStore
  readonly config: Pick<Config, 'budgets'>
  readonly now: () => number
  readonly random: () => number
}

/** Each refusal tells more of what is booked: after so many, the store contradicts itself. */
const maxAttempts = 30

export const createScheduler = ({ budgets, config, now, random }: Dependencies): Scheduler => {
  const known = createKnownCounters()

  const limitsOf = (budget: string): Budget => {
    const limits = config.budgets[budget]
    if (limits === undefined) throw new Error(`No budget is called ${budget}`)
    return limits
  }

  const learn: Scheduler['learn'] = async (budget, from, until, read) => {
    const unknown = [...new Set([from, until].map(monthOf))].filter((month) => !known.has(budget, month))
    const counters = await Promise.all(unknown.map((month) => budgets.read(budget, month, read)))
    for (const [i, month] of unknown.entries())
      if (!known.has(budget, month)) known.set(budget, month, counters[i] ?? {})
  }

  const roomFor = (budget: string, wantedAt: number, until: number, quotas?: readonly QuotaOf[]) =>
    firstRoom(wantedAt, until, partsPerReply, limitsOf(budget), (month) => known.of(budget, month), quotas)

  const book: Scheduler['book'] = async (budget, wantedAt, until, quotas) => {
    const limits = limitsOf(budget)
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      const room = roomFor(budget, wantedAt, until, quotas)
      if (room === undefined) return 'full'
      const { hourStart, quota } = room
      const month = monthOf(hourStart)
      const past = pastPeriods(now(), month, known.of(budget, month), quota)
      const { booked, counters } = await budgets.book(budget, hourStart, partsPerReply, quota, past)
      known.set(budget, month, counters)
      if (!booked) continue
      const partsInHour = counters[periodsOf(hourStart).hour] ?? 0
      return {
        dueAt: dueIn(hourStart, wantedAt, random(), partsInHour, limits),
        hourStart,
        partsInHour,
        monthShare: (counters['month'] ?? 0) / limits.month,
        monthAhead: monthAhead(limits, hourStart, counters),
      }
    }
    throw new Error('The budget refuses hours that it shows room in')
  }

  return {
    limitsOf,
    learn,
    hasRoom: (budget, wantedAt, until, quotas) => roomFor(budget, wantedAt, until, quotas) !== undefined,
    book,
  }
}

/** What a process has last seen booked. Two months of a budget can be booked into: what it sees of one takes the place of the older. */
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
