import type { QuotaOf, Window } from './budget.ts'
import type { Budget } from './config.ts'
import { firstHourFor } from './due-time.ts'
import { evenDay, evenHour } from './even-share.ts'
import type { SenderClass } from './sender-class.ts'
import { day, hour } from './timing.ts'

/** What a sender is treated as: how he looks or, when more like him come than people do, as part of a `rush`. */
type Class = SenderClass | 'rush'

/**
 * Beyond what comes of their kind at a time, newcomers are a rush, and those who ask again a crowd like any other: they don't get
 * what is kept for newcomers, or a flood that asks five times would have five times the chance of people.
 */
const classesOf = {
  returning: ['returning', 'lookalike'],
  new: ['new', 'rush'],
  lookalike: ['lookalike'],
} as const satisfies { readonly [S in SenderClass]: readonly Class[] }

type Delay = { readonly min: number; readonly max: number }

/** What of an hour a sender may use, in the order in which it is to be tried. */
export const quotasFor = (senderClass: SenderClass, delayMs: Delay, now: number): readonly QuotaOf[] =>
  classesOf[senderClass].map((as) => quotaFor(as, delayMs, now))

/** What the quota would be if its month had no end. */
export const inEndlessMonth =
  (quotaOf: QuotaOf): QuotaOf =>
  (budget, hourStart, counters) =>
    quotaOf({ ...budget, month: Number.POSITIVE_INFINITY }, hourStart, counters)

const quotaFor =
  (as: Class, delayMs: Delay, now: number): QuotaOf =>
  (budget, hourStart, counters) => {
    const dayShare = evenDay(budget, hourStart, counters)
    const limits = { ...budget, day: Math.ceil(dayShare), hour: (budget.hour * dayShare) / budget.day }
    const even = evenHour(limits, hourStart, counters)
    const isLater = hourStart > firstHourFor(now + delayMs.max, budget)
    const elapsed = (now + (delayMs.min + delayMs.max) / 2 - hourStart) / hour
    const parts = isLater
      ? laterShare[as] * Math.min(even, (limits.day * hour) / day)
      : shareAtHand(as, Math.min(1, Math.max(0, elapsed))) * even
    return { ...limits, hour: Math.ceil(parts), window: windowFor(as, budget, now) }
  }

/** What can be booked of an hour's share of its day before its turn comes: a siege must not use up the day after it. */
const laterShare = { returning: 3 / 4, new: 1 / 2, rush: 1 / 8, lookalike: 0 } as const satisfies Record<Class, number>

/** Half of the hour at hand goes to whoever comes first. The other half is handed out minute by minute, to newcomers. */
const shareAtHand = (as: Class, elapsed: number): number =>
  as === 'new' ? siegeShare + (1 - siegeShare) * elapsed : siegeShare

/** Newcomers are a rush when they are booked at more than twice the rate of the hour's budget; for those who ask again, the limit is a quarter of that. */
const ratePerHour = { new: 2, returning: 1 / 2 }

/** Few, since a flood that waits for the next window gets so many each time. With thousands of parts an hour a window is shorter than clocks are apart: then several are open at once. */
const bookingsInWindow = 3

const windowFor = (as: Class, budget: Budget, now: number): Window | undefined => {
  if (as === 'rush' || as === 'lookalike') return undefined
  const lastsMs = (bookingsInWindow * hour) / (ratePerHour[as] * budget.hour)
  return { row: as, number: Math.floor(now / lastsMs), most: bookingsInWindow }
}

/** An hour, or a day, is besieged when half of its budget is booked. */
const siegeShare = 0.5

/** The hours that one process has seen besieged. */
export type SiegeWatch = Map<string, number>

export const newSiegeWatch = (): SiegeWatch => new Map()

export const isBesieged = (booked: number, limit: number): boolean => booked >= limit * siegeShare

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
