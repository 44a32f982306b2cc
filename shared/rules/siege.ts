import { type Counters, firstHourFor, periodsOf, type Ration } from './budget.ts'
import type { BudgetLimits } from './policy.ts'
import type { Standing } from './standing.ts'
import { hour } from './timing.ts'

/** An hour is besieged when half of its budget is booked, and so is a day. */
const siegeShare = 0.5

/** What of an hour newcomers can book before its turn comes: a siege must not use up the day after it. */
const earlyShare = 0.25

/**
 * What of an hour's budget a reply may use. Half of it goes to whoever comes first, a lookalike too. The other half is handed out evenly,
 * minute by minute, as replies with the usual delay fall due in that hour. Who finds no room may be booked into later hours,
 * twice as far for asking again; a lookalike may not.
 */
export const rationOf =
  (standing: Standing, delayMs: { readonly min: number; readonly max: number }, now: number): Ration =>
  (budget, hourStart, counters) => {
    const isEarly = hourStart > firstHourFor(now + delayMs.max, budget)
    const elapsed = (now + (delayMs.min + delayMs.max) / 2 - hourStart) / hour
    const share = shareOf(standing, isEarly, Math.min(1, Math.max(0, elapsed)))
    return { ...budget, hour: Math.ceil(share * evenHour(budget, hourStart, counters)) }
  }

const shareOf = (standing: Standing, isEarly: boolean, elapsed: number): number => {
  if (standing === 'lookalike') return isEarly ? 0 : siegeShare
  if (isEarly) return standing === 'returning' ? siegeShare : earlyShare
  return siegeShare + (1 - siegeShare) * elapsed
}

/** In a besieged day, what its other hours have not taken is shared evenly among the hours that are left. */
const evenHour = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const otherHours = (counters[periods.day] ?? 0) - (counters[periods.hour] ?? 0)
  if (otherHours < limits.day * siegeShare) return limits.hour
  const hoursLeft = 24 - new Date(hourStart).getUTCHours()
  return Math.min(limits.hour, Math.max(0, limits.day - otherHours) / hoursLeft)
}

/** The hours that one process has seen besieged. */
export type SiegeWatch = Map<string, number>

export const newSiegeWatch = (): SiegeWatch => new Map()

export const isBesieged = (partsInHour: number, hourLimit: number): boolean => partsInHour >= hourLimit * siegeShare

/** True when a siege begins with this hour. */
export const enterSiege = (watch: SiegeWatch, budget: string, hourStart: number): boolean => {
  const begins = !underSiege(watch)
  watch.set(`${budget}#${hourStart}`, hourStart)
  return begins
}

/** Forgets the hours that are over. True when the siege ends with them. */
export const leaveHours = (watch: SiegeWatch, now: number): boolean => {
  const before = underSiege(watch)
  for (const [key, hourStart] of watch) if (hourStart + hour <= now) watch.delete(key)
  return before && !underSiege(watch)
}

export const underSiege = (watch: SiegeWatch): boolean => watch.size > 0
