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
 * How a text was sent that came late because of an outage: alone, or in a rush. Undefined for a text that is on time, whose rush shows in the
 * windows of the budget.
 */
export type Late = 'alone' | 'in a rush'

/** The quotas of a class of sender, in the order in which they are tried. */
export const quotasFor = (senderClass: SenderClass, delayMs: Delay, now: number, late?: Late): readonly QuotaOf[] => {
  const classes = late === 'in a rush' ? (['lookalike'] as const) : classesOf[senderClass]
  return classes.map((as) => quotaFor(as, delayMs, now, late !== undefined))
}

/** The same quota, if the month's budget were unlimited. */
export const inEndlessMonth =
  (quotaOf: QuotaOf): QuotaOf =>
  (budget, hourStart, counters) =>
    quotaOf({ ...budget, month: Number.POSITIVE_INFINITY }, hourStart, counters)

const quotaFor =
  (as: Class, delayMs: Delay, now: number, isLate: boolean): QuotaOf =>
  (budget, hourStart, counters) => {
    const dayShare = evenDay(budget, hourStart, counters)
    const perHour = Math.min(budget.hour, budget.day * mostOfDay)
    const limits = { ...budget, day: Math.ceil(dayShare), hour: (perHour * dayShare) / budget.day }
    const isLater = hourStart > firstHourFor(now + delayMs.max, budget)
    const partsOf = isLater ? ofLaterHour(as, isLate ? now : undefined) : ofHourAtHand(as, delayMs, now)
    const parts = partsOf(limits, hourStart, counters)
    return { ...limits, hour: parts, window: isLate ? undefined : windowFor(as, budget, now) }
  }

/** The most that an hour gives of its day, or else a flood in the night takes the whole day of a budget whose hour may hold it. */
const mostOfDay = 1 / 4

type PartsOf = (limits: BudgetLimits, hourStart: number, counters: Counters) => number

/**
 * What a class may book of the hour at hand. New: the first half, first come, first served; the other half minute by minute, while replies
 * fall due in it. Returning, rush and lookalike: the first half. If delays differ by more than an hour, so many hours are at hand that each
 * gives less to the first to come.
 */
const ofHourAtHand =
  (as: Class, { min, max }: Delay, now: number): PartsOf =>
  (limits, hourStart, counters) => {
    const spreadMs = Math.max(hour, max - min)
    const first = (siegeShare * hour) / spreadMs
    const even = evenHour(limits, hourStart, counters)
    if (as !== 'new') return Math.ceil(first * even)
    const elapsed = 1 / 2 + (now + (min + max) / 2 - hourStart - hour / 2) / spreadMs
    const share = first + (1 - first) * Math.min(1, Math.max(0, elapsed))
    return Math.ceil(share * (littleIsLent(limits, hourStart, counters) ? limits.hour : even))
  }

/**
 * What a class may book of a later hour's share of its day, because a siege must not use up the day that follows. Returning: three quarters;
 * new: a half; rush: an eighth; lookalike: nothing. Hours are rounded down in turn, so a day lends no more than all of them together.
 */
const ofLaterHour =
  (as: Class, lateUntil?: number): PartsOf =>
  (limits, hourStart, counters) => {
    const parts = laterShare[as] * lentHour(limits, hourStart, counters, lateUntil)
    const nth = (hourStart % day) / hour
    return Math.floor(parts * (nth + 1)) - Math.floor(parts * nth)
  }

const laterShare = { returning: 3 / 4, new: 1 / 2, rush: 1 / 8, lookalike: 0 } as const satisfies Record<Class, number>

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

/** The window in which a late text was sent. Each process counts the texts of such a window by itself. */
export const lateWindow = (sentAt: number, budget: Budget): number => Math.floor(sentAt / windowMs('new', budget))

/** The texts that a process has first seen of such a window, by id. The first `alone` of them were sent alone. */
export type SeenInWindow = { readonly ids: readonly string[]; readonly alone: number }

/** As soon as one process has seen this many late texts of a window, all of them are a rush; before, all but the first batch or two are. */
const lateRush = 6
const aloneInWindow = 2

/** Adds the texts of a batch. A flood in order fills its first batch, so those that come in one and are fewer are people. */
export const withLate = (seen: SeenInWindow | undefined, batch: readonly string[]): SeenInWindow => {
  const ids = [...new Set([...(seen?.ids ?? []), ...batch])].slice(0, lateRush)
  return { ids, alone: seen?.alone ?? Math.max(aloneInWindow, ids.length) }
}

export const lateAs = ({ ids, alone }: SeenInWindow, id: string): Late =>
  ids.length < lateRush && ids.indexOf(id) < alone ? 'alone' : 'in a rush'

/** An hour, or a day, is besieged when half of its budget is booked. */
const siegeShare = 0.5

/** A single text is no siege, however small the budget. */
export const isBesieged = (booked: number, limit: number): boolean => booked >= Math.max(2, limit * siegeShare)
