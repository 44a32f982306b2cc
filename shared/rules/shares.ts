import { type Counters, periodsOf } from './budget.ts'
import { daysLeft, monthElapsed } from './calendar.ts'
import type { BudgetLimits } from './config.ts'

// How what is left of a day or a month is shared among its hours or days, by what is booked already.

/** The replies of an hour: its limit until a quarter of its day is booked, then an even share of that day. */
export const evenHour = (limits: BudgetLimits, hourStart: number, counters: Counters): number =>
  bookedOfDay(hourStart, counters) < limits.day / 4 ? limits.hour : evenShare(limits, hourStart, counters)

/** An hour's even share of what the other hours leave of its day, and its limit at most. */
export const evenShare = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const otherHours = bookedOfDay(hourStart, counters) - (counters[periodsOf(hourStart).hour] ?? 0)
  const hoursLeft = 24 - new Date(hourStart).getUTCHours()
  return Math.min(limits.hour, Math.max(0, limits.day - otherHours) / hoursLeft)
}

const bookedOfDay = (hourStart: number, counters: Counters): number => counters[periodsOf(hourStart).day] ?? 0

/** Half of an hour, a day or a month: who books beyond it besieges an hour or a day, and rations a month. */
export const siegeShare = 0.5

/** The replies of a day: its limit until half of the month is booked, then an even share of what other days leave. */
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
