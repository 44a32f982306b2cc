import { hourOf, monthOf, twoDigits } from './calendar.ts'
import type { Budget, BudgetLimits } from './config.ts'
import { firstHourFor } from './due-time.ts'
import { day, hour } from './timing.ts'

/**
 * Parts booked so far in one month, by period: `month`, `d24` (the 24th), `d24h13` (its hour from 13:00), and `new130370370`, the
 * window of that number. All UTC.
 */
export type Counters = { readonly [period: string]: number }

/** The counters of a month (`2026-11`), as far as they are known. */
export type CountersOf = (month: string) => Counters

/** The names of the three periods that a moment lies in. */
export const periodsOf = (ms: number) => {
  const date = new Date(ms)
  const dayName = `d${twoDigits(date.getUTCDate())}`
  return { month: 'month', day: dayName, hour: `${dayName}h${twoDigits(date.getUTCHours())}` } as const
}

/** How many parts an hour, its day and its month may hold, and the window that a booking counts in. */
export type Quota = BudgetLimits & { readonly window?: Window | undefined }

/** A short time window that may hold few bookings. Its counter is one of the month's while it lasts. */
export type Window = { readonly row: string; readonly number: number; readonly most: number }

const nameOf = ({ row, number }: Window): string => `${row}${number}`

const isFull = (window: Window | undefined, counters: Counters, parts: number): boolean =>
  window !== undefined && (counters[nameOf(window)] ?? 0) + parts > window.most

const isPastWindow = (period: string, { row, number }: Window): boolean =>
  period.startsWith(row) && Number(period.slice(row.length)) < number - 1

/** How much of an hour may be used. It may depend on what is booked already. */
export type QuotaOf = (budget: Budget, hourStart: number, counters: Counters) => Quota

export const wholeBudget: QuotaOf = (budget) => budget

/** The periods that a booking counts in, by name, each with its limit. */
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
 * The first hour with room for a reply wanted at `wantedAt`, of those that begin before `until`, under the first quota that leaves any;
 * undefined if none does. A full window is full for every hour. `countersOf` may lag behind, since counters only grow.
 */
export const firstRoom = (
  wantedAt: number,
  until: number,
  parts: number,
  budget: Budget,
  countersOf: CountersOf,
  quotas: readonly QuotaOf[] = [wholeBudget],
): Room | undefined => {
  for (const quotaOf of quotas)
    for (let hourStart = firstHourFor(wantedAt, budget); hourStart < until; hourStart += hour) {
      const counters = countersOf(monthOf(hourStart))
      const quota = quotaOf(budget, hourStart, counters)
      // The next month has its own windows, which are empty.
      if (isFull(quota.window, counters, parts)) break
      if (hasRoom(counters, hourStart, parts, quota)) return { hourStart, quota }
    }
  return undefined
}

/** An expression may have four kilobytes (DynamoDB developer guide, quotas). What doesn't fit is removed by the next update. */
const maxWindowsLeft = 50

/**
 * The periods of a month that are over for every process, whatever its clock says: the hours of the last day, all known older hours, and all
 * windows of the booking's kind except the last two.
 */
export const pastPeriods = (now: number, month: string, known: Counters, { window }: Quota): readonly string[] => {
  const end = hourOf(now) - 2 * hour
  const lastDay = Array.from({ length: day / hour }, (_, i) => end - i * hour).filter(
    (start) => monthOf(start) === month,
  )
  const periods = Object.keys(known)
  const older = periods.filter((period) => /^d\d\dh\d\d$/.test(period) && hourNamed(month, period) <= end)
  const windows = periods
    .filter((period) => window !== undefined && isPastWindow(period, window))
    .slice(0, maxWindowsLeft)
  return [...new Set([...lastDay.map((start) => periodsOf(start).hour), ...older]), ...windows]
}

/** The start of the hour that `d24h13` names. */
const hourNamed = (month: string, period: string): number =>
  Date.parse(`${month}-${period.slice(1, 3)}T${period.slice(4)}:00:00Z`)
