import { type Counters, evenDay, evenHour, lentHour, littleIsLent, type QuotaOf, type Window } from './budget.ts'
import { firstHourFor } from './calendar.ts'
import type { Budget, BudgetLimits } from './config.ts'
import type { SenderClass } from './sender-class.ts'
import { clockSkewMs, day, hour } from './timing.ts'

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

/**
 * How a text was sent that was held up by an outage: alone, or in a rush. Undefined for a text that is on time, whose rush shows in the
 * windows of the budget.
 */
export type HeldUp = 'alone' | 'in a rush'

/** The quotas of a class of sender, in the order in which they are tried. */
export const quotasFor = (
  senderClass: SenderClass,
  delayMs: Delay,
  now: number,
  heldUp?: HeldUp,
): readonly QuotaOf[] => {
  const classes = heldUp === 'in a rush' ? (['lookalike'] as const) : classesOf[senderClass]
  return classes.map((as) => quotaFor(as, delayMs, now, heldUp !== undefined))
}

/** The same quota, if the month's budget were unlimited. */
export const inEndlessMonth =
  (quotaOf: QuotaOf): QuotaOf =>
  (budget, hourStart, counters) =>
    quotaOf({ ...budget, month: Number.POSITIVE_INFINITY }, hourStart, counters)

const quotaFor =
  (as: Class, delayMs: Delay, now: number, isHeldUp: boolean): QuotaOf =>
  (budget, hourStart, counters) => {
    const dayShare = evenDay(budget, hourStart, counters)
    const limits = { ...budget, day: Math.ceil(dayShare), hour: (budget.hour * dayShare) / budget.day }
    const isLater = hourStart > firstHourFor(now + delayMs.max, budget)
    const parts = isLater
      ? lentParts(laterShare[as] * lentHour(limits, hourStart, counters, { now, isAfterOutage: isHeldUp }), hourStart)
      : Math.ceil(shareAtHand(as, delayMs, now, hourStart) * hourAtHand(as, limits, hourStart, counters))
    return { ...limits, hour: parts, window: isHeldUp ? undefined : windowFor(as, budget, now) }
  }

const hourAtHand = (as: Class, limits: BudgetLimits, hourStart: number, counters: Counters): number =>
  as === 'new' && littleIsLent(limits, hourStart, counters) ? limits.hour : evenHour(limits, hourStart, counters)

/** Rounds the parts of an hour such that a day gets no more than 24 times as many: some hours get one more than others. */
const lentParts = (parts: number, hourStart: number): number => {
  const nth = (hourStart % day) / hour
  return Math.floor(parts * (nth + 1)) - Math.floor(parts * nth)
}

/** The share of a later hour that each class can book in advance. A siege must not use up the day that follows. */
const laterShare = { returning: 3 / 4, new: 1 / 2, rush: 1 / 8, lookalike: 0 } as const satisfies Record<Class, number>

/**
 * Half of an hour is first come, first served. The other half is released gradually while replies fall due in it, for newcomers only. If
 * delays differ by more than an hour, so many hours are at hand that each gives less to the first to come.
 */
const shareAtHand = (as: Class, { min, max }: Delay, now: number, hourStart: number): number => {
  const spreadMs = Math.max(hour, max - min)
  const first = (siegeShare * hour) / spreadMs
  if (as !== 'new') return first
  const elapsed = 1 / 2 + (now + (min + max) / 2 - hourStart - hour / 2) / spreadMs
  return first + (1 - first) * Math.min(1, Math.max(0, elapsed))
}

/**
 * How fast each class may book, as a multiple of the budget's hourly rate. Newcomers are a rush above twice that rate; for returning
 * senders, the limit is a quarter of that.
 */
const timesHourlyRate = { new: 2, returning: 1 / 2 }

/**
 * A small number, because a flood that waits for each new window gets this many bookings every time. With thousands of parts an hour,
 * windows are shorter than the clock skew between processes, so several are open at once.
 */
const bookingsInWindow = 3

const windowFor = (as: Class, budget: Budget, now: number): Window | undefined => {
  if (as === 'rush' || as === 'lookalike') return undefined
  const numberAt = (ms: number) => Math.floor(ms / windowMs(as, budget))
  return { row: as, number: numberAt(now), most: bookingsInWindow, open: numberAt(now - clockSkewMs) }
}

const windowMs = (as: keyof typeof timesHourlyRate, budget: Budget): number =>
  (bookingsInWindow * hour) / (timesHourlyRate[as] * budget.hour)

/** The window in which a text was sent that was held up. Each process counts the texts of such a window by itself. */
export const heldUpWindow = (sentAt: number, budget: Budget): number => Math.floor(sentAt / windowMs('new', budget))

/** As soon as one process has seen this many held-up texts of a window, all of them are a rush; before, all but the first two are. */
const heldUpRush = 6
const aloneInWindow = 2

/** Adds a text to those that a process has first seen of a window. */
export const withHeldUp = (ids: readonly string[], id: string): readonly string[] =>
  ids.length >= heldUpRush || ids.includes(id) ? ids : [...ids, id]

export const heldUpAs = (ids: readonly string[], id: string): HeldUp =>
  ids.length < heldUpRush && ids.indexOf(id) < aloneInWindow ? 'alone' : 'in a rush'

/** An hour, or a day, is besieged when half of its budget is booked. */
const siegeShare = 0.5

/** The start of each besieged hour that one process has seen, by budget and hour. */
export type SiegeWatch = ReadonlyMap<string, number>

export const noSiege: SiegeWatch = new Map()

/** A single text is no siege, however small the budget. */
export const isBesieged = (booked: number, limit: number): boolean => booked >= Math.max(2, limit * siegeShare)

export const withBesiegedHour = (watch: SiegeWatch, budget: string, hourStart: number): SiegeWatch => {
  const key = `${budget}#${hourStart}`
  return watch.has(key) ? watch : new Map([...watch, [key, hourStart]])
}

export const withoutPastHours = (watch: SiegeWatch, now: number): SiegeWatch =>
  new Map([...watch].filter(([, hourStart]) => hourStart + hour > now))

export const underSiege = (watch: SiegeWatch): boolean => watch.size > 0
