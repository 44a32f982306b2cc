import { hourOf } from './calendar.ts'
import type { Budget } from './config.ts'
import { day, hour, publishMarginMs } from './timing.ts'

/** The hour that a reply wanted at a moment is booked into if there is room. Near the end of an hour, it is the next one. */
export const firstHourFor = (wantedAt: number, budget: Budget): number => {
  const wantedHour = hourOf(wantedAt)
  return wantedAt <= lastDueIn(wantedHour, budget) ? wantedHour : wantedHour + hour
}

/** When the nth part booked into an hour is due: as wanted if the hour is the wanted one, otherwise at random. Never near the hour's edges. */
export const dueIn = (hourStart: number, wantedAt: number, random: number, nthPart: number, budget: Budget): number =>
  staggered(aboutDueIn(hourStart, wantedAt, random, budget), hourStart, nthPart, budget)

const aboutDueIn = (hourStart: number, wantedAt: number, random: number, budget: Budget): number => {
  const first = firstDueIn(hourStart)
  const last = lastDueIn(hourStart, budget)
  if (hourOf(wantedAt) === hourStart) return Math.max(wantedAt, first)
  // A reply wanted in the last seconds of an hour is due at the start of the next one, not up to an hour later.
  if (wantedAt > lastDueIn(hourStart - hour, budget) && hourOf(wantedAt) === hourStart - hour) return first
  return first + Math.floor(random * (last - first))
}

/**
 * The next moment that belongs to the nth part of an hour. With a gap, each part has its own slot of that length, so that no two parts of an
 * hour are due within one gap.
 */
const staggered = (dueAt: number, hourStart: number, nthPart: number, budget: Budget): number => {
  const roundMs = roundOf(budget)
  if (roundMs === 0) return dueAt
  const firstTurn = firstDueIn(hourStart) + ((nthPart - 1) * roundMs) / budget.hour
  return firstTurn + Math.max(0, Math.ceil((dueAt - firstTurn) / roundMs)) * roundMs
}

/** How long it takes until every part of an hour has had its slot. */
const roundOf = ({ hour, gapMs = 0 }: Budget): number => hour * gapMs

/** Whether a publish that starts now could end in another hour than the one that the reply is booked into. */
export const isLate = (dueAt: number, now: number): boolean => now > hourOf(dueAt) + hour - publishMarginMs

/** Until when an hour must begin for a reply wanted at a moment: within a day, and so that the hour ends before the carrier refuses the reply. */
export const lastHourFor = (wantedAt: number, answerBy?: number): number =>
  answerBy === undefined ? wantedAt + day : Math.min(wantedAt + day, hourOf(answerBy))

const firstDueIn = (hourStart: number): number => hourStart + publishMarginMs

/** The margin counts twice, because a reply that is due just before it is late would be late when SQS delivers it. */
const lastDueIn = (hourStart: number, budget: Budget): number =>
  hourStart + hour - 2 * publishMarginMs - roundOf(budget)
