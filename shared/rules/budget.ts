import type { Budget, BudgetLimits } from './policy.ts'
import { day, hour, publishMarginMs } from './timing.ts'

/** Parts booked so far in one month, by period: `month`, `d24` (the 24th), `d24h13` (its hour from 13:00). All UTC. */
export type Counters = { readonly [period: string]: number }

export const hourOf = (ms: number): number => ms - (ms % hour)

export const monthOf = (ms: number): string => {
  const date = new Date(ms)
  return `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}`
}

/** The names of the three periods that a moment lies in. */
export const periodsOf = (ms: number) => {
  const date = new Date(ms)
  const dayName = `d${twoDigits(date.getUTCDate())}`
  return { month: 'month', day: dayName, hour: `${dayName}h${twoDigits(date.getUTCHours())}` } as const
}

/** In a siege each text looks at all hours of a day: formatting a whole date for each took most of the function's time. */
const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number))

/** What of an hour, its day and its month may be used; it may depend on what is booked already. */
export type Ration = (budget: Budget, hourStart: number, counters: Counters) => BudgetLimits

export const wholeBudget: Ration = (budget) => budget

export const hasRoom = (counters: Counters, hourStart: number, parts: number, limits: BudgetLimits): boolean => {
  const { month, day, hour } = periodsOf(hourStart)
  const fits = (period: string, limit: number) => (counters[period] ?? 0) + parts <= limit
  return fits(hour, limits.hour) && fits(day, limits.day) && fits(month, limits.month)
}

/** The hour that a reply wanted at a moment is booked into if there is room: the next one, if that moment is too near its hour's end. */
export const firstHourFor = (wantedAt: number, budget: Budget): number => {
  const wantedHour = hourOf(wantedAt)
  return wantedAt <= lastDueIn(wantedHour, budget) ? wantedHour : wantedHour + hour
}

/**
 * The first hour with room for a reply wanted at `wantedAt`, among those that begin before `until`; undefined if there is none.
 * `countersOf` a month are the ones known, and may lag behind: they only ever grow.
 */
export const firstHourWithRoom = (
  wantedAt: number,
  until: number,
  parts: number,
  budget: Budget,
  countersOf: (month: string) => Counters,
  ration: Ration = wholeBudget,
): number | undefined => {
  for (let start = firstHourFor(wantedAt, budget); start < until; start += hour) {
    const counters = countersOf(monthOf(start))
    if (hasRoom(counters, start, parts, ration(budget, start, counters))) return start
  }
  return undefined
}

/** When the nth part booked into an hour is due: as wanted if that hour was, else at a random moment of it; never near its edges. */
export const dueIn = (hourStart: number, wantedAt: number, random: number, nthPart: number, budget: Budget): number =>
  apart(aboutDueIn(hourStart, wantedAt, random, budget), hourStart, nthPart, budget)

const aboutDueIn = (hourStart: number, wantedAt: number, random: number, budget: Budget): number => {
  const first = firstDueIn(hourStart)
  const last = lastDueIn(hourStart, budget)
  if (hourOf(wantedAt) === hourStart) return Math.max(wantedAt, first)
  // Who wanted the hour's last seconds is due as soon as the next one has begun, not up to an hour later.
  if (wantedAt > lastDueIn(hourStart - hour, budget) && hourOf(wantedAt) === hourStart - hour) return first
  return first + Math.floor(random * (last - first))
}

/**
 * The next moment that belongs to the nth part of an hour: with a gap, the parts take turns, a gap each, so that no two of an
 * hour, which have different numbers, are due within one.
 */
const apart = (dueAt: number, hourStart: number, nthPart: number, budget: Budget): number => {
  const roundMs = roundOf(budget)
  if (roundMs === 0) return dueAt
  const firstTurn = firstDueIn(hourStart) + ((nthPart - 1) * roundMs) / budget.hour
  return firstTurn + Math.max(0, Math.ceil((dueAt - firstTurn) / roundMs)) * roundMs
}

/** How long it takes until every part of an hour has had its turn. */
const roundOf = ({ hour, gapMs = 0 }: Budget): number => hour * gapMs

/** Whether a publish that starts now could end in another hour than the one that the reply is booked into. */
export const isLate = (dueAt: number, now: number): boolean => now > hourOf(dueAt) + hour - publishMarginMs

/**
 * The hours of a month that no process can book into any more, with a generous allowance for clock skew: those of the last
 * day, whether or not anything was booked in them, and all older ones that are known.
 */
export const pastHours = (now: number, month: string, known: Counters): readonly string[] => {
  const end = hourOf(now) - 2 * hour
  const lastDay = Array.from({ length: day / hour }, (_, i) => end - i * hour).filter(
    (start) => monthOf(start) === month,
  )
  const older = Object.keys(known).filter((period) => /^d\d\dh\d\d$/.test(period) && hourNamed(month, period) <= end)
  return [...new Set([...lastDay.map((start) => periodsOf(start).hour), ...older])]
}

/** The start of the hour that `d24h13` names. */
const hourNamed = (month: string, period: string): number =>
  Date.parse(`${month}-${period.slice(1, 3)}T${period.slice(4)}:00:00Z`)

const firstDueIn = (hourStart: number): number => hourStart + publishMarginMs

/** The margin counts twice: a reply that is due just before it would be late would be late when the queue hands it out. */
const lastDueIn = (hourStart: number, budget: Budget): number =>
  hourStart + hour - 2 * publishMarginMs - roundOf(budget)
