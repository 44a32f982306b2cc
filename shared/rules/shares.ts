import { type Counters, counterNames } from './budget.ts'
import { daysLeft, monthElapsed } from './calendar.ts'
import type { Quota } from './config.ts'

// The shares of an hour in its day, and of a day in its month, by what is booked already.

/** Returns an hour's replies: its limit until a quarter of its day is booked, then an even share of what is left. */
export const evenHour = (quota: Quota, hourStart: number, counters: Counters): number => {
  if (bookedOfDay(hourStart, counters) < quota.day / 4) return quota.hour
  const otherHours = bookedOfDay(hourStart, counters) - (counters[counterNames(hourStart).hour] ?? 0)
  const hoursLeft = 24 - new Date(hourStart).getUTCHours()
  return Math.min(quota.hour, Math.max(0, quota.day - otherHours) / hoursLeft)
}

const bookedOfDay = (hourStart: number, counters: Counters): number => counters[counterNames(hourStart).day] ?? 0

/**
 * Returns the replies of a day: its limit or, once half of the month is booked and bookings are ahead of the calendar,
 * an even share of what other days leave.
 */
export const evenDay = (quota: Quota, hourStart: number, counters: Counters): number => {
  const booked = counters[counterNames(hourStart).month] ?? 0
  if (booked < quota.month / 2 || monthAhead(quota, hourStart, counters) <= 0) return quota.day
  const otherDays = booked - bookedOfDay(hourStart, counters)
  return Math.min(quota.day, Math.max(0, quota.month - otherDays) / daysLeft(hourStart))
}

/** Returns the booked share of a month's budget less the elapsed share of the month: negative if that is larger. */
export const monthAhead = ({ month }: Quota, hourStart: number, counters: Counters): number =>
  (counters[counterNames(hourStart).month] ?? 0) / month - monthElapsed(hourStart)

/** A larger lead raises an alarm: over two days' worth. Nobody is hurt before half of the month is booked. */
export const farAhead = 0.08
