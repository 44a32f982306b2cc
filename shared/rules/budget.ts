import { daysLeft, firstHourFor, hourOf, monthElapsed, monthOf, twoDigits } from './calendar.ts'
import type { Budget, BudgetLimits } from './config.ts'
import { partsPerReply } from './messages.ts'
import { day, hour } from './timing.ts'

/**
 * Parts booked so far in one month, by period: `month`, `d24` (the 24th), `d24h13` (its hour from 13:00) and `new130370370` (window
 * 130370370 of `new` senders). All UTC.
 */
export type Counters = { readonly [period: string]: number }

/** The counters of the month of an hour, as far as they are known, by which a reply may be planned into that hour. */
export type CountersOf = (hourStart: number) => Counters

type Periods = { readonly month: 'month'; readonly day: string; readonly hour: string }

/** The names of the month, day and hour counters for a time in milliseconds. */
export const periodsOf = (ms: number): Periods => {
  const hours = Math.floor(ms / hour)
  const before = names.get(hours)
  if (before !== undefined) return before
  const named = nameHour(new Date(ms))
  if (names.size >= mostNames) names.clear()
  names.set(hours, named)
  return named
}

const nameHour = (date: Date): Periods => {
  const day = `d${twoDigits(date.getUTCDate())}`
  return { month: 'month', day, hour: `${day}h${twoDigits(date.getUTCHours())}` }
}

/** Names that were made before: in a siege each text looks at every hour of a day, and making them took most of the function's time. */
const names = new Map<number, Periods>()
const mostNames = 100

/** The most parts that an hour, its day and its month may hold, and the window that a booking also counts in. */
export type Quota = BudgetLimits & { readonly window?: Window | undefined }

/**
 * A short time window in which at most `most` parts may be booked. Its counter, named `row` plus `number`, is kept with the month's
 * counters until the window has passed for every process: those before number `open` have.
 */
export type Window = {
  readonly row: string
  readonly number: number
  readonly most: number
  readonly open: number
}

const nameOf = ({ row, number }: Window): string => `${row}${number}`

const isFull = (window: Window | undefined, counters: Counters): boolean =>
  window !== undefined && (counters[nameOf(window)] ?? 0) + partsPerReply > window.most

const isPastWindow = (period: string, { row, open }: Window): boolean =>
  period.startsWith(row) && Number(period.slice(row.length)) < open

/** Computes the quota of an hour, which may depend on what is already booked. */
export type QuotaOf = (budget: Budget, hourStart: number, counters: Counters) => Quota

export const wholeBudget: QuotaOf = (budget) => budget

/** The periods that a booking counts in: for each kind, the name of its counter and its limit. */
export const countedIn = (hourStart: number, { month, day, hour, window }: Quota) => {
  const periods = periodsOf(hourStart)
  return {
    month: [periods.month, month],
    day: [periods.day, day],
    hour: [periods.hour, hour],
    ...(window && { window: [nameOf(window), window.most] }),
  } as const satisfies { readonly [period: string]: readonly [string, number] }
}

export const hasRoom = (counters: Counters, hourStart: number, parts: number, quota: Quota): boolean =>
  Object.values(countedIn(hourStart, quota)).every(([period, most]) => (counters[period] ?? 0) + parts <= most)

/** An hour that has room for a reply under a quota. */
export type Room = { readonly hourStart: number; readonly quota: Quota }

/**
 * Finds the first hour that begins before `until` and has room for a reply wanted at `wantedAt`. Quotas are tried in order, each for
 * all hours. If a quota's window is full, no hour has room under that quota. Stale counters are safe: counters only grow, so at worst
 * the store refuses the booking.
 */
export const firstRoom = (
  wantedAt: number,
  until: number,
  budget: Budget,
  countersOf: CountersOf,
  quotas: readonly QuotaOf[] = [wholeBudget],
): Room | undefined => {
  for (const quotaOf of quotas)
    for (let hourStart = firstHourFor(wantedAt, budget); hourStart < until; hourStart += hour) {
      const counters = countersOf(hourStart)
      const quota = quotaOf(budget, hourStart, counters)
      // No later hour is tried: in the next month, this window would have another counter that is still empty.
      if (isFull(quota.window, counters)) break
      if (hasRoom(counters, hourStart, partsPerReply, quota)) return { hourStart, quota }
    }
  return undefined
}

/**
 * The most past windows that one update removes, because an expression may have four kilobytes (DynamoDB developer guide, quotas).
 * The next update removes the rest.
 */
const maxWindowsLeft = 50

/**
 * The names of a month's periods that are over for every process, even one whose clock is slow: the hours of the last day, all older hours
 * among the counters, and windows of the booking's kind.
 */
export const pastPeriods = (now: number, month: string, counters: Counters, { window }: Quota): readonly string[] => {
  const end = hourOf(now) - 2 * hour
  const lastDay = Array.from({ length: day / hour }, (_, i) => end - i * hour).filter(
    (start) => monthOf(start) === month,
  )
  const periods = Object.keys(counters)
  const older = periods.filter((period) => /^d\d\dh\d\d$/.test(period) && hourNamed(month, period) <= end)
  const windows = periods
    .filter((period) => window !== undefined && isPastWindow(period, window))
    .slice(0, maxWindowsLeft)
  return [...new Set([...lastDay.map((start) => periodsOf(start).hour), ...older]), ...windows]
}

/** The start, in milliseconds, of an hour with a name such as `d24h13`. */
const hourNamed = (month: string, period: string): number =>
  Date.parse(`${month}-${period.slice(1, 3)}T${period.slice(4)}:00:00Z`)

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
 * The parts of a later hour of which a share may be lent: an even share, a 24th of the day at most. To a text that an outage made late, until
 * `lateUntil`, each hour that is left of that day lends of an even share of what the outage left of it, if that is more.
 */
export const lentHour = (limits: BudgetLimits, hourStart: number, counters: Counters, lateUntil?: number): number => {
  const even = evenHour(limits, hourStart, counters)
  const ofDay = Math.min(even, (limits.day * hour) / day)
  if (lateUntil === undefined || Math.floor(lateUntil / day) !== Math.floor(hourStart / day)) return ofDay
  const left = limits.day - (counters[periodsOf(hourStart).day] ?? 0)
  return Math.max(ofDay, Math.min(even, left / hoursLeftFrom(lateUntil)))
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
