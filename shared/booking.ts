import type { BudgetStore } from './ports/budget-store.ts'
import {
  type Counters,
  dueIn,
  firstHourWithRoom,
  monthOf,
  pastHours,
  periodsOf,
  type Ration,
  wholeBudget,
} from './rules/budget.ts'
import { partsPerReply } from './rules/messages.ts'
import type { Budget, Policy } from './rules/policy.ts'

type Booking = {
  readonly dueAt: number
  readonly hourStart: number
  readonly partsInHour: number
  /** How much of the month's budget is booked now, from 0 to 1. */
  readonly monthShare: number
}

/** Books replies into the hours of a budget. One per process: it remembers which hours are full. */
export type BookingOffice = {
  readonly limitsOf: (budget: string) => Budget
  /** The hour that a reply would be booked into, as far as this process knows; undefined when it knows that there is no room. */
  readonly likelyHour: (budget: string, wantedAt: number, until: number, ration?: Ration) => number | undefined
  /** Books a reply into the first hour with room, within its ration, of those from `wantedAt` that begin before `until`. */
  readonly book: (budget: string, wantedAt: number, until: number, ration?: Ration) => Promise<Booking | 'full'>
}

type Dependencies = {
  readonly budgets: BudgetStore
  readonly policy: Pick<Policy, 'budgets'>
  readonly now: () => number
  readonly random: () => number
}

/** More refusals than there are hours to choose from: the store contradicts itself. */
const mostAttempts = 30

export const createBookingOffice = ({ budgets, policy, now, random }: Dependencies): BookingOffice => {
  const known = createKnownCounters()

  const limitsOf = (budget: string): Budget => {
    const limits = policy.budgets[budget]
    if (limits === undefined) throw new Error(`No budget is called ${budget}`)
    return limits
  }

  const likelyHour: BookingOffice['likelyHour'] = (budget, wantedAt, until, ration) =>
    firstHourWithRoom(wantedAt, until, partsPerReply, limitsOf(budget), (month) => known.of(budget, month), ration)

  const book: BookingOffice['book'] = async (budget, wantedAt, until, ration = wholeBudget) => {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const hourStart = likelyHour(budget, wantedAt, until, ration)
      if (hourStart === undefined) return 'full'
      const month = monthOf(hourStart)
      const past = pastHours(now(), month, known.of(budget, month))
      const limits = ration(limitsOf(budget), hourStart, known.of(budget, month))
      const counters = await budgets.book(budget, hourStart, partsPerReply, limits, past)
      if (counters !== 'refused') {
        known.set(budget, month, counters)
        const partsInHour = counters[periodsOf(hourStart).hour] ?? 0
        const dueAt = dueIn(hourStart, wantedAt, random(), partsInHour, limitsOf(budget))
        const monthShare = (counters['month'] ?? 0) / limitsOf(budget).month
        return { dueAt, hourStart, partsInHour, monthShare }
      }
      known.set(budget, month, await budgets.read(budget, month))
    }
    throw new Error('The budget refuses hours that it shows room in')
  }

  return { limitsOf, likelyHour, book }
}

/** What a process has last seen booked. Two months of a budget can be booked into; it remembers those it saw last. */
const createKnownCounters = () => {
  const known = new Map<string, ReadonlyMap<string, Counters>>()
  return {
    of: (budget: string, month: string): Counters => known.get(budget)?.get(month) ?? {},
    set: (budget: string, month: string, counters: Counters): void => {
      const months = [...(known.get(budget) ?? [])].filter(([other]) => other !== month).slice(-1)
      known.set(budget, new Map([...months, [month, counters]]))
    },
  }
}
