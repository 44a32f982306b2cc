import { errorAnswer, type ServiceError } from './answers.ts'
import type { ServiceHandler } from './call.ts'

/** How many calls of an action a service accepts per second, and how many of them at once. */
export type Rate = { readonly perSecond: number; readonly burst: number }

/** The rates of a service by action. An action without a rate isn't limited. */
export type Rates = Readonly<Record<string, Rate>>

/** The rate of a documented quota. At once it accepts what it accepts in a second, because no document grants more. */
export const quotaOf = (perSecond: number): Rate => ({ perSecond, burst: perSecond })

/** The rates of an account that differ from the quotas, or none at all, for tests that are about something else. */
export type RaisedRates = Rates | 'unlimited'

/** A handler that answers with `refusal`, and does nothing else, when an action is called faster than its rate. */
export const limitRates = (
  handler: ServiceHandler,
  quotas: Rates,
  raised: RaisedRates,
  refusal: ServiceError,
  now: () => number,
): ServiceHandler => {
  if (raised === 'unlimited') return handler
  const rates = { ...quotas, ...raised }
  const buckets = new Map(Object.entries(rates).map(([action, rate]) => [action, createBucket(rate, now)]))
  return (call) => (buckets.get(call.action)?.() === false ? errorAnswer(call.service, refusal) : handler(call))
}

/** A bucket of `burst` tokens, known by when it is full again. Takes one, or returns false if there is none. */
const createBucket = ({ perSecond, burst }: Rate, now: () => number) => {
  const intervalMs = 1000 / perSecond
  let fullAt = Number.NEGATIVE_INFINITY
  return (): boolean => {
    const time = now()
    const fullAgainAt = Math.max(fullAt, time) + intervalMs
    if (fullAgainAt - time > burst * intervalMs) return false
    fullAt = fullAgainAt
    return true
  }
}
