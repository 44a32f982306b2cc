import { day, hour, minute } from '../../../shared/rules/timing.ts'

export const ovhMetricNames = {
  creditsLeft: 'CreditsLeft',
  /** The days for which they last at the rate of the last week. Not counted while that is unknown or 0. */
  creditDaysLeft: 'CreditDaysLeft',
  creditsLow: 'CreditsLow',
} as const

/** The credits that the account had left at a moment. */
export type Reading = { readonly at: number; readonly left: number }

/** The time between two readings. The alarm about credits looks back two hours, so it doesn't end in between. */
export const readEveryMs = 30 * minute

const week = 7 * day

/** Returns the readings of the last week with a new one, oldest first. */
export const withReading = (readings: readonly Reading[], reading: Reading): readonly Reading[] => [
  ...readings.filter(({ at }) => at > reading.at - week),
  reading,
]

/** Over a shorter time, the rate would be chance. */
const shortestMs = 6 * hour

/** Returns the days that the credits last at the readings' rate; undefined in the first hours, or if none is spent. */
export const creditDaysLeft = (readings: readonly Reading[]): number | undefined => {
  const [first, last] = [readings[0], readings.at(-1)]
  if (first === undefined || last === undefined || last.at - first.at < shortestMs) return undefined
  const spent = readings.reduce((sum, { left }, i) => sum + Math.max(0, (readings[i - 1]?.left ?? left) - left), 0)
  return spent === 0 ? undefined : (last.left * (last.at - first.at)) / spent / day
}

/** With fewer, which are 25 replies, an account is low at any rate. */
const fewCredits = 50

/** Returns whether somebody has to buy credits now. */
export const areLow = (readings: readonly Reading[]): boolean =>
  (readings.at(-1)?.left ?? Number.POSITIVE_INFINITY) < fewCredits || (creditDaysLeft(readings) ?? week) < week / day
