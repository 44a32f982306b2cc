import fc from 'fast-check'

import { carrierNames } from '../../carriers/registry.ts'
import type { Budget, BudgetLimits } from '../../shared/rules/config.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { hasPhone } from '../virtual/ports.ts'
import type { Schedule } from './schedule.ts'

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const limits = oneOf<Schedule['config']['limits']>(
  [
    { replies: 1, perMs: day },
    { replies: 3, perMs: 30 * day },
  ],
  [{ replies: 1, perMs: day }],
  [{ replies: 2, perMs: day }],
  [
    { replies: 1, perMs: hour },
    { replies: 2, perMs: day },
  ],
  [
    { replies: 1, perMs: minute },
    { replies: 6, perMs: 10 * day },
  ],
)

const replyDelayMs = oneOf(
  { min: 45 * minute, max: 75 * minute },
  { min: 0, max: 0 },
  { min: 2 * second, max: 2 * second },
  { min: minute, max: 2 * hour },
  { min: 12 * hour, max: 12 * hour },
)

/** Delays so short that an outage soon after a text also affects its reply. */
export const shortDelayMs = oneOf({ min: 0, max: 0 }, { min: 2 * second, max: 2 * second }, { min: 0, max: minute })

const budget: fc.Arbitrary<BudgetLimits> = fc
  .tuple(oneOf(1, 2, 3, 5, 100, 9999), oneOf(1, 2, 24), oneOf(1, 2, 31))
  .map(([perHour, hours, days]) => ({ hour: perHour, day: perHour * hours, month: perHour * hours * days }))

/** A budget with a gap, and few enough parts for a phone. As the settings require, all slots of an hour fit into half an hour. */
const withGap = (limits: fc.Arbitrary<BudgetLimits>): fc.Arbitrary<Budget> =>
  fc.tuple(limits, oneOf(2, 1, 30, 60)).map(([limits, gap]) => {
    const perHour = Math.min(100, limits.hour)
    return { ...limits, hour: perHour, gapMs: Math.min(gap * second, (30 * minute) / perHour) }
  })

const budgets = (limits: fc.Arbitrary<BudgetLimits>): fc.Arbitrary<Schedule['config']['budgets']> =>
  fc.record(Object.fromEntries(carrierNames.map((name) => [name, hasPhone(name) ? withGap(limits) : limits])))

const block = fc.record({ after: oneOf(20, 1, 2, 3), forMs: oneOf(30 * day, minute, hour) })

/** A block that begins after one or two strikes and lasts a minute. */
export const shortBlock = fc.record({ after: oneOf(1, 2), forMs: fc.constant(minute) })

type Given = {
  readonly replyDelayMs?: fc.Arbitrary<Schedule['config']['replyDelayMs']>
  readonly block?: fc.Arbitrary<Schedule['config']['block']>
  readonly budget?: fc.Arbitrary<BudgetLimits>
  readonly sendIntervalMs?: fc.Arbitrary<number>
}

/** Any configuration that the settings allow. Parts that are given replace the arbitrary ones. */
export const configs = (given: Given = {}): fc.Arbitrary<Schedule['config']> =>
  fc.record({
    limits,
    replyDelayMs: given.replyDelayMs ?? replyDelayMs,
    block: given.block ?? block,
    budgets: budgets(given.budget ?? budget),
    sendIntervalMs: given.sendIntervalMs ?? oneOf(0, second, 2 * second),
  })
