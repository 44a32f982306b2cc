import { type Counters, periodsOf } from './budget.ts'
import { daysLeft, monthElapsed } from './calendar.ts'
import type { BudgetLimits } from './config.ts'
import { day, hour } from './timing.ts'

// How what is left of a day or a month is shared among its hours or days, by what is booked already.

/** Whether less than a quarter of an hour's day is booked. */
export const isQuiet = (limits: BudgetLimits, hourStart: number, counters: Counters): boolean =>
  bookedOfDay(hourStart, counters) < limits.day / 4

const bookedOfDay = (hourStart: number, counters: Counters): number => counters[periodsOf(hourStart).day] ?? 0

/** The parts of an hour: its limit on a quiet day, then an even share of what the other hours leave of the day. */
export const evenHour = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  if (isQuiet(limits, hourStart, counters)) return limits.hour
  const otherHours = bookedOfDay(hourStart, counters) - (counters[periodsOf(hourStart).hour] ?? 0)
  return Math.min(limits.hour, Math.max(0, limits.day - otherHours) / hoursLeftFrom(hourStart))
}

const hoursLeftFrom = (ms: number): number => 24 - new Date(ms).getUTCHours()

/** What a later hour may lend of: a 24th of the day; for a text late until `lateUntil`, an even share of that day. */
export const lentHour = (limits: BudgetLimits, hourStart: number, counters: Counters, lateUntil?: number): number => {
  const even = evenHour(limits, hourStart, counters)
  const ofDay = Math.min(even, (limits.day * hour) / day)
  if (lateUntil === undefined || Math.floor(lateUntil / day) !== Math.floor(hourStart / day)) return ofDay
  const left = limits.day - bookedOfDay(hourStart, counters)
  return Math.max(ofDay, Math.min(even, left / hoursLeftFrom(lateUntil)))
}

/** Half of an hour, a day or a month: who books beyond it besieges an hour or a day, and rations a month. */
export const siegeShare = 0.5

/** The parts of a day: its limit until half of the month is booked, then an even share of what other days leave. */
export const evenDay = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const booked = counters[periodsOf(hourStart).month] ?? 0
  if (booked < limits.month * siegeShare || monthAhead(limits, hourStart, counters) <= 0) return limits.day
  const otherDays = booked - bookedOfDay(hourStart, counters)
  return Math.min(limits.day, Math.max(0, limits.month - otherDays) / daysLeft(hourStart))
}

/** The booked share of a month's budget less the elapsed share of the month. Negative if bookings are behind. */
export const monthAhead = ({ month }: BudgetLimits, hourStart: number, counters: Counters): number =>
  (counters[periodsOf(hourStart).month] ?? 0) / month - monthElapsed(hourStart)

/** How far ahead raises an alarm: over two days' worth. Nobody is hurt before half of the month is booked. */
export const farAhead = 0.08
