import { type Counters, periodsOf } from './budget.ts'
import { daysLeft, monthElapsed } from './calendar.ts'
import type { BudgetLimits } from './config.ts'

/** From then on, what is left of a period is shared evenly. */
const halfBooked = 0.5

/** Of a day half booked, what its other hours have not taken is shared evenly among the hours that are left. */
export const evenHour = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const otherHours = (counters[periods.day] ?? 0) - (counters[periods.hour] ?? 0)
  if (otherHours < limits.day * halfBooked) return limits.hour
  const hoursLeft = 24 - new Date(hourStart).getUTCHours()
  return Math.min(limits.hour, Math.max(0, limits.day - otherHours) / hoursLeft)
}

/** Of a month half booked, and more of it than is over, what its other days have not taken is shared evenly among the days that are left. */
export const evenDay = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const booked = counters[periods.month] ?? 0
  if (booked < limits.month * halfBooked || monthAhead(limits, hourStart, counters) <= 0) return limits.day
  const otherDays = booked - (counters[periods.day] ?? 0)
  return Math.min(limits.day, Math.max(0, limits.month - otherDays) / daysLeft(hourStart))
}

/** How far what is booked of a month is ahead of the calendar in one of its hours, as a share of the month; below 0 when it is behind. */
export const monthAhead = ({ month }: BudgetLimits, hourStart: number, counters: Counters): number =>
  (counters[periodsOf(hourStart).month] ?? 0) / month - monthElapsed(hourStart)

/** More than two days' worth: a whole day of a flood, or a week of a drip. Before half of a month is booked nobody has lost anything. */
export const farAhead = 0.08
