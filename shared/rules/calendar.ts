import type { Quota } from './config.ts'
import { hour, publishMarginMs } from './timing.ts'

/** Returns the start of the clock hour that contains a time. All times here are UTC and in milliseconds. */
export const hourOf = (ms: number): number => ms - (ms % hour)

/** Returns the month of a time, such as `2026-11`. */
export const monthOf = (ms: number): string => {
  const date = new Date(ms)
  return `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}`
}

/** Returns the fraction of the month that has passed at a time, from 0 to 1. */
export const monthElapsed = (ms: number): number => {
  const date = new Date(ms)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const start = Date.UTC(year, month)
  return (ms - start) / (Date.UTC(year, month + 1) - start)
}

/** Returns the number of days left in the month, the current one included. */
export const daysLeft = (ms: number): number => {
  const date = new Date(ms)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate() + 1
}

/** Adds a zero by hand: in a siege each text looks at several hours, and formatting dates took most of the time. */
export const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number))

/** Returns the first hour into which a reply may be booked: that of `wantedAt` or, near its end, the next one. */
export const firstHourFor = (wantedAt: number, quota: Quota): number => {
  const wantedHour = hourOf(wantedAt)
  return wantedAt <= lastDueIn(wantedHour, quota) ? wantedHour : wantedHour + hour
}

/** Returns when an hour's nth reply is due: at or after the wanted time if that is in the hour, else at random. */
export const dueIn = (hourStart: number, wantedAt: number, random: number, nth: number, quota: Quota): number =>
  staggered(aboutDueIn(hourStart, wantedAt, random, quota), hourStart, nth, quota)

const aboutDueIn = (hourStart: number, wantedAt: number, random: number, quota: Quota): number => {
  const first = firstDueIn(hourStart)
  const last = lastDueIn(hourStart, quota)
  if (hourOf(wantedAt) === hourStart) return Math.max(wantedAt, first)
  // A reply wanted at the very end of an hour is due at the start of the next one, not up to an hour later.
  if (wantedAt > lastDueIn(hourStart - hour, quota) && hourOf(wantedAt) === hourStart - hour) return first
  return first + Math.floor(random * (last - first))
}

/** Returns the nth reply's next slot from `dueAt` on. With a gap, each of an hour has its own slots, so no lock. */
const staggered = (dueAt: number, hourStart: number, nth: number, quota: Quota): number => {
  const roundMs = roundOf(quota)
  if (roundMs === 0) return dueAt
  const firstSlot = firstDueIn(hourStart) + (nth - 1) * (quota.gapMs ?? 0)
  return firstSlot + Math.max(0, Math.ceil((dueAt - firstSlot) / roundMs)) * roundMs
}

/** Returns the length of a round of slots, in which each reply of an hour has one. */
const roundOf = ({ hour, gapMs = 0 }: Quota): number => hour * gapMs

const firstDueIn = (hourStart: number): number => hourStart + publishMarginMs

/** A margin at the end, so that most replies leave in the hour that they are booked into. */
const lastDueIn = (hourStart: number, quota: Quota): number => hourStart + hour - 2 * publishMarginMs - roundOf(quota)
