import { NamedError } from '../../shared/named-error.ts'
import type { BudgetStore } from '../../shared/ports.ts'
import {
  type Counters,
  type CountersOf,
  countedIn,
  counterNames,
  pastHours,
  type Room,
} from '../../shared/rules/budget.ts'
import { dueIn, hourOf, monthOf } from '../../shared/rules/calendar.ts'
import { type Config, quotaOf } from '../../shared/rules/config.ts'
import { monthAhead } from '../../shared/rules/shares.ts'
import { minute } from '../../shared/rules/timing.ts'

/** A booked place for one reply, the `nth` of its hour. `counted` names its counters. */
export type Ticket = {
  readonly budget: string
  readonly dueAt: number
  readonly hourStart: number
  readonly nth: number
  /** The booked share of the month's budget, from 0 to 1, and its lead over the elapsed share of the month. */
  readonly monthShare: number
  readonly monthAhead: number
  readonly counted: readonly string[]
}

/** Books tickets into the hours of budgets. Each process remembers what is booked, and has its spare tickets. */
export type Tickets = ReturnType<typeof createTickets>

type Dependencies = {
  readonly budgets: BudgetStore
  readonly config: Pick<Config, 'budgets'>
  readonly now: () => number
  readonly random: () => number
}

/** The time for which a process books nothing after a lost answer, at first and at most. Then it tries one booking. */
const shortestBackoffMs = 2 * minute
const longestBackoffMs = 15 * minute

export const createTickets = ({ budgets, config, now, random }: Dependencies) => {
  /** The counters that this process last saw, by budget and month. */
  const seen = new Map<string, Counters>()
  let spares: readonly Ticket[] = []
  let backoff = { ms: 0, until: 0 }

  const seenOf = (budget: string, hourStart: number): Counters => seen.get(keyOf(budget, monthOf(hourStart))) ?? {}

  const ticketOf = (budget: string, wantedAt: number, { hourStart, quota }: Room, counters: Counters): Ticket => {
    const ofBudget = quotaOf(config, budget)
    const nth = counters[counterNames(hourStart).hour] ?? 0
    return {
      budget,
      dueAt: dueIn(hourStart, wantedAt, random(), nth, ofBudget),
      hourStart,
      nth,
      monthShare: (counters['month'] ?? 0) / ofBudget.month,
      monthAhead: monthAhead(ofBudget, hourStart, counters),
      counted: Object.values(countedIn(hourStart, quota)).map(([name]) => name),
    }
  }

  return {
    /** Reads a budget's counters for the months of two times, unless they are known. Throws without an answer. */
    learn: async (budget: string, from: number, until: number, read: 'eventual' | 'consistent'): Promise<void> => {
      const learnMonth = async (month: string): Promise<void> => {
        const key = keyOf(budget, month)
        if (seen.has(key)) return
        const counters = await budgets.read(budget, month, read)
        // A booking may have brought newer counters meanwhile.
        if (!seen.has(key)) seen.set(key, counters)
      }
      await Promise.all([...new Set([from, until].map(monthOf))].map(learnMonth))
    },
    /** Returns the counters of a budget that this process last saw, without its spare tickets. */
    countersOf:
      (budget: string): CountersOf =>
      (hourStart) => {
        const counters = seenOf(budget, hourStart)
        const unused = spares.filter((ticket) => ticket.budget === budget && ticket.hourStart === hourStart)
        return unused.length === 0 ? counters : without(counters, unused)
      },
    /** Books a ticket for an hour, or returns `full`. Throws if an answer is lost, and then for a while. */
    book: async (budget: string, wantedAt: number, room: Room): Promise<Ticket | 'full'> => {
      // A backoff further ahead than any was set by a wrong clock, and counts as none.
      if (now() < backoff.until && backoff.until - now() <= longestBackoffMs)
        throw new NamedError(
          'BookingBacksOff',
          'Nothing is booked for a while, because the answer to a booking was lost',
        )
      const lastMs = backoff.ms
      // While one booking tries whether answers come again, all others throw.
      backoff = { ms: lastMs, until: now() + lastMs }
      const { hourStart, quota } = room
      const month = monthOf(hourStart)
      try {
        const past = pastHours(now(), month, seenOf(budget, hourStart))
        const { booked, counters } = await budgets.book(budget, hourStart, quota, past)
        backoff = { ms: 0, until: 0 }
        seen.set(keyOf(budget, month), counters)
        return booked ? ticketOf(budget, wantedAt, room, counters) : 'full'
      } catch (error) {
        const ms = Math.max(shortestBackoffMs, Math.min(longestBackoffMs, 2 * lastMs))
        backoff = { ms, until: now() + ms }
        throw error
      }
    },
    /** Keeps an unused ticket for the next reply that this process plans into its hour. */
    spare: (ticket: Ticket): void => {
      spares = [...spares.filter(({ hourStart }) => hourStart >= hourOf(now())), ticket]
    },
    /** Takes a spare ticket of an hour, if there is one. */
    takeSpare: (budget: string, wantedAt: number, { hourStart }: Room): Ticket | undefined => {
      const ticket = spares.find((spare) => spare.budget === budget && spare.hourStart === hourStart)
      if (ticket === undefined) return undefined
      spares = spares.filter((spare) => spare !== ticket)
      return { ...ticket, dueAt: dueIn(hourStart, wantedAt, random(), ticket.nth, quotaOf(config, budget)) }
    },
  }
}

const keyOf = (budget: string, month: string): string => `${budget} ${month}`

const without = (counters: Counters, tickets: readonly Ticket[]): Counters => {
  const less: Record<string, number> = { ...counters }
  for (const { counted } of tickets) for (const name of counted) less[name] = Math.max(0, (less[name] ?? 0) - 1)
  return less
}
