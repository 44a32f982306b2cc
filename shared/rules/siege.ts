import type { QuotaOf, Window } from './budget.ts'
import type { Budget } from './config.ts'
import { firstHourFor } from './due-time.ts'
import { evenDay, evenHour } from './even-share.ts'
import type { SenderClass } from './sender-class.ts'
import { day, hour } from './timing.ts'

/** How a sender is treated: by class, or as part of a `rush` if too many newcomers come at a time. */
type Class = SenderClass | 'rush'

/**
 * The classes that are tried for a sender, in order. Too many newcomers at a time are a rush. Too many returning senders are treated as
 * lookalikes; otherwise a flood whose senders text five times would have five times the chance of a person.
 */
const classesOf = {
  returning: ['returning', 'lookalike'],
  new: ['new', 'rush'],
  lookalike: ['lookalike'],
} as const satisfies { readonly [S in SenderClass]: readonly Class[] }

type Delay = { readonly min: number; readonly max: number }

/** The quotas of a class of sender, in the order in which they are tried. */
export const quotasFor = (senderClass: SenderClass, delayMs: Delay, now: number): readonly QuotaOf[] =>
  classesOf[senderClass].map((as) => quotaFor(as, delayMs, now))

/** The same quota, if the month's budget were unlimited. */
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

/** The share of a later hour that each class can book in advance. A siege must not use up the day that follows. */
const laterShare = { returning: 3 / 4, new: 1 / 2, rush: 1 / 8, lookalike: 0 } as const satisfies Record<Class, number>

/** Half of the current hour is first come, first served. The other half is released gradually during the hour, for newcomers only. */
const shareAtHand = (as: Class, elapsed: number): number =>
  as === 'new' ? siegeShare + (1 - siegeShare) * elapsed : siegeShare

/**
 * How fast each class may book, as a multiple of the budget's hourly rate. Newcomers are a rush above twice that rate; for returning
 * senders, the limit is a quarter of that.
 */
const ratePerHour = { new: 2, returning: 1 / 2 }

/**
 * A small number, because a flood that waits for each new window gets this many bookings every time. With thousands of parts an hour,
 * windows are shorter than the clock skew between processes, so several are open at once.
 */
const bookingsInWindow = 3

const windowFor = (as: Class, budget: Budget, now: number): Window | undefined => {
  if (as === 'rush' || as === 'lookalike') return undefined
  const lastsMs = (bookingsInWindow * hour) / (ratePerHour[as] * budget.hour)
  return { row: as, number: Math.floor(now / lastsMs), most: bookingsInWindow }
}

/** An hour, or a day, is besieged when half of its budget is booked. */
const siegeShare = 0.5

/** The start of each besieged hour that one process has seen, by budget and hour. */
export type SiegeWatch = ReadonlyMap<string, number>

export const noSiege: SiegeWatch = new Map()

export const isBesieged = (booked: number, limit: number): boolean => booked >= limit * siegeShare

export const withBesiegedHour = (watch: SiegeWatch, budget: string, hourStart: number): SiegeWatch => {
  const key = `${budget}#${hourStart}`
  return watch.has(key) ? watch : new Map([...watch, [key, hourStart]])
}

export const withoutPastHours = (watch: SiegeWatch, now: number): SiegeWatch =>
  new Map([...watch].filter(([, hourStart]) => hourStart + hour > now))

export const underSiege = (watch: SiegeWatch): boolean => watch.size > 0
