import { type Counters, periodsOf } from './budget.ts'
import { daysLeft, monthElapsed } from './calendar.ts'
import type { BudgetLimits } from './config.ts'

/** From this share on, the rest of a period is shared evenly. */
const halfBooked = 0.5

/** When half of a day is booked, the rest is shared evenly among the hours that are left. */
export const evenHour = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const otherHours = (counters[periods.day] ?? 0) - (counters[periods.hour] ?? 0)
  if (otherHours < limits.day * halfBooked) return limits.hour
  const hoursLeft = 24 - new Date(hourStart).getUTCHours()
  return Math.min(limits.hour, Math.max(0, limits.day - otherHours) / hoursLeft)
}

/** When half of a month is booked ahead of the calendar, the rest is shared evenly among the days that are left. */
export const evenDay = (limits: BudgetLimits, hourStart: number, counters: Counters): number => {
  const periods = periodsOf(hourStart)
  const booked = counters[periods.month] ?? 0
  if (booked < limits.month * halfBooked || monthAhead(limits, hourStart, counters) <= 0) return limits.day
  const otherDays = booked - (counters[periods.day] ?? 0)
  return Math.min(limits.day, Math.max(0, limits.month - otherDays) / daysLeft(hourStart))
}

/** How far the bookings of a month are ahead of the calendar, as a share of the month. Negative when they are behind. */
export const monthAhead = ({ month }: BudgetLimits, hourStart: number, counters: Counters): number =>
  (counters[periodsOf(hourStart).month] ?? 0) / month - monthElapsed(hourStart)

/** More than two days' worth, which takes a flood of a whole day or a drip of a week. Before half of the month is booked, nobody is affected. */
export const farAhead = 0.08
