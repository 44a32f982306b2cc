import { hourOf, monthOf, twoDigits } from './calendar.ts'
import type { Quota } from './config.ts'
import { day, hour } from './timing.ts'

/** Counts of booked replies, by name (UTC): `month`, `d24` (the 24th), `d24h13` (13:00). */
export type Counters = { readonly [name: string]: number }

/** Returns the counters of an hour's month, as far as they are known. */
export type CountersOf = (hourStart: number) => Counters

type Names = { readonly month: 'month'; readonly day: string; readonly hour: string }

/** Returns the names of the month, day and hour counters for a time in milliseconds. */
export const counterNames = (ms: number): Names => {
  const hours = Math.floor(ms / hour)
  const before = names.get(hours)
  if (before !== undefined) return before
  const named = nameHour(new Date(ms))
  if (names.size >= mostNames) names.clear()
  names.set(hours, named)
  return named
}

const nameHour = (date: Date): Names => {
  const day = `d${twoDigits(date.getUTCDate())}`
  return { month: 'month', day, hour: `${day}h${twoDigits(date.getUTCHours())}` }
}

/** Made once: in a siege each text looks at several hours, and making names took most of the time. */
const names = new Map<number, Names>()
const mostNames = 100

/** Returns the names of the counters that a booking into an hour adds to, and their limits. */
export const countedIn = (hourStart: number, { month, day, hour }: Quota) => {
  const names = counterNames(hourStart)
  return {
    month: [names.month, month],
    day: [names.day, day],
    hour: [names.hour, hour],
  } as const satisfies { readonly [kind: string]: readonly [string, number] }
}

/** Returns whether an hour, its day and its month have room for so many more replies. */
export const hasRoom = (counters: Counters, hourStart: number, quota: Quota, replies = 1): boolean =>
  Object.values(countedIn(hourStart, quota)).every(([name, most]) => (counters[name] ?? 0) + replies <= most)

/** An hour that has room for a reply under a quota. */
export type Room = { readonly hourStart: number; readonly quota: Quota }

/** Returns the names of a month's hours that ended at least an hour ago: the last 24, and older ones in `counters`. */
export const pastHours = (now: number, month: string, counters: Counters): readonly string[] => {
  const end = hourOf(now) - 2 * hour
  const lastDay = Array.from({ length: day / hour }, (_, i) => end - i * hour).filter(
    (start) => monthOf(start) === month,
  )
  const older = Object.keys(counters).filter((name) => /^d\d\dh\d\d$/.test(name) && hourNamed(month, name) <= end)
  return [...new Set([...lastDay.map((start) => counterNames(start).hour), ...older])]
}

/** Returns the start, in milliseconds, of an hour with a name such as `d24h13`. */
const hourNamed = (month: string, name: string): number =>
  Date.parse(`${month}-${name.slice(1, 3)}T${name.slice(4)}:00:00Z`)
