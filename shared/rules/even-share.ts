import { type Counters, periodsOf } from './budget.ts'
import { daysLeft, monthElapsed } from './calendar.ts'
import type { BudgetLimits } from './config.ts'
import { day, hour } from './timing.ts'

/** When this share of a period's budget is booked, the rest is spread evenly over the time that is left. */
const halfBooked = 0.5

/**
 * The most parts that an hour may hold. When half of the day is booked in other hours, the rest is divided evenly among the hours left in
 * the day.
 */
export const evenHour = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const otherHours = (counters[periods.day] ?? 0) - (counters[periods.hour] ?? 0)
  if (otherHours < limits.day * halfBooked) return limits.hour
  return Math.min(limits.hour, Math.max(0, limits.day - otherHours) / hoursLeftFrom(hourStart))
}

const hoursLeftFrom = (ms: number): number => 24 - new Date(ms).getUTCHours()

/** Whether little has been lent ahead: at most a tenth of what the later hours of an hour's day hold or may still get. */
export const littleIsLent = (limits: BudgetLimits, hourStart: number, counters: Counters): boolean => {
  let lent = 0
  for (let later = hourStart + hour; later % day !== 0; later += hour) lent += counters[periodsOf(later).hour] ?? 0
  const left = Math.max(0, limits.day - (counters[periodsOf(hourStart).day] ?? 0))
  return lent <= littleLent * (left + lent)
}

const littleLent = 0.1

/**
 * The parts of a later hour of which a share may be lent: an even share, a 24th of the day at most. After an outage, each hour that is left of
 * today has an even share of what the outage left of it.
 */
export const lentHour = (
  limits: BudgetLimits,
  hourStart: number,
  counters: Counters,
  { now, isAfterOutage }: { readonly now: number; readonly isAfterOutage: boolean },
): number => {
  const even = evenHour(limits, hourStart, counters)
  const ofDay = Math.min(even, (limits.day * hour) / day)
  const isToday = now - (now % day) === hourStart - (hourStart % day)
  if (!isAfterOutage || !isToday) return ofDay
  const left = limits.day - (counters[periodsOf(hourStart).day] ?? 0)
  return Math.max(ofDay, Math.min(even, left / hoursLeftFrom(now)))
}

/**
 * The most parts that a day may hold. When half of the month is booked and bookings are ahead of the calendar, the rest is divided evenly
 * among the days left in the month.
 */
export const evenDay = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const booked = counters[periods.month] ?? 0
  if (booked < limits.month * halfBooked || monthAhead(limits, hourStart, counters) <= 0) return limits.day
  const otherDays = booked - (counters[periods.day] ?? 0)
  return Math.min(limits.day, Math.max(0, limits.month - otherDays) / daysLeft(hourStart))
}

/**
 * How far a month's bookings are ahead of the calendar: the booked share of the budget less the elapsed share of the
 * month. Negative if they are behind.
 */
export const monthAhead = ({ month }: BudgetLimits, hourStart: number, counters: Counters): number =>
  (counters[periodsOf(hourStart).month] ?? 0) / month - monthElapsed(hourStart)

/**
 * How far ahead of the calendar raises an alarm: more than two days' worth, which takes a flood of a whole day or a slow drip of a week.
 * No sender is affected before half of the month is booked.
 */
export const farAhead = 0.08
