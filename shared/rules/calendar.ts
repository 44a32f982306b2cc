import { hour } from './timing.ts'

/** The start of the clock hour that contains a time. All times here are UTC and in milliseconds. */
export const hourOf = (ms: number): number => ms - (ms % hour)

/** The month of a time, such as `2026-11`. */
export const monthOf = (ms: number): string => {
  const date = new Date(ms)
  return `${date.getUTCFullYear()}-${twoDigits(date.getUTCMonth() + 1)}`
}

/** The fraction of the month that has passed at a time, from 0 to 1. */
export const monthElapsed = (ms: number): number => {
  const date = new Date(ms)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const start = Date.UTC(year, month)
  return (ms - start) / (Date.UTC(year, month + 1) - start)
}

/** The number of days left in the month, the current one included. */
export const daysLeft = (ms: number): number => {
  const date = new Date(ms)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - date.getUTCDate() + 1
}

/**
 * Hand-written for speed: in a siege each text checks every hour of a day, and formatting a whole date for each
 * took most of the function's time.
 */
export const twoDigits = (number: number): string => (number < 10 ? `0${number}` : String(number))
