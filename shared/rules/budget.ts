import { hourOf, monthOf, twoDigits } from './calendar.ts'
import type { Quota } from './config.ts'
import { day, hour } from './timing.ts'

/** Replies booked by period (UTC): `month`, `d24` (the 24th), `d24h13` (13:00). */
export type Counters = { readonly [period: string]: number }

/** Returns the counters of an hour's month, as far as they are known. */
export type CountersOf = (hourStart: number) => Counters

type Periods = { readonly month: 'month'; readonly day: string; readonly hour: string }

/** Returns the names of the month, day and hour counters for a time in milliseconds. */
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

/** Made once: in a siege each text looks at several hours, and making names took most of the time. */
const names = new Map<number, Periods>()
const mostNames = 100

/** Returns, for each kind of period that a booking into an hour counts in, the name of its counter and its limit. */
export const countedIn = (hourStart: number, { month, day, hour }: Quota) => {
  const periods = periodsOf(hourStart)
  return {
    month: [periods.month, month],
    day: [periods.day, day],
    hour: [periods.hour, hour],
  } as const satisfies { readonly [period: string]: readonly [string, number] }
}

/** Returns whether an hour, its day and its month have room for so many more replies. */
export const hasRoom = (counters: Counters, hourStart: number, quota: Quota, replies = 1): boolean =>
  Object.values(countedIn(hourStart, quota)).every(([period, most]) => (counters[period] ?? 0) + replies <= most)

/** An hour that has room for a reply under a quota. */
export type Room = { readonly hourStart: number; readonly quota: Quota }

/** Returns the names of a month's hours that ended at least an hour ago: the last 24, and older ones in `counters`. */
export const pastPeriods = (now: number, month: string, counters: Counters): readonly string[] => {
  const end = hourOf(now) - 2 * hour
  const lastDay = Array.from({ length: day / hour }, (_, i) => end - i * hour).filter(
    (start) => monthOf(start) === month,
  )
  const older = Object.keys(counters).filter((period) => /^d\d\dh\d\d$/.test(period) && hourNamed(month, period) <= end)
  return [...new Set([...lastDay.map((start) => periodsOf(start).hour), ...older])]
}

/** Returns the start, in milliseconds, of an hour with a name such as `d24h13`. */
const hourNamed = (month: string, period: string): number =>
  Date.parse(`${month}-${period.slice(1, 3)}T${period.slice(4)}:00:00Z`)
