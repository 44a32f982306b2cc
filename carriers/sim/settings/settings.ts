import { kindOf } from '../../../settings/line-number.ts'
import type { Budget, BudgetLimits } from '../../../shared/rules/config.ts'
import { minute, second } from '../../../shared/rules/timing.ts'
import type { AnyLine, CarrierSettings, Contradiction } from '../../carrier-settings.ts'

/** Half of what an operator bears of a SIM, since its hour, day or month may lie across two of ours. */
const limits: BudgetLimits = { hour: 50, day: 500, month: 5000 }

/** What Android lets an app send without asking: 30 texts a minute. */
const defaultGapMs = 2 * second

export const simSettings: CarrierSettings = {
  ownSettings: {
    gap: 'only a SIM needs one',
    calls: 'only a SIM can be called',
    acceptsSuspensionRisk: 'only a SIM can be suspended',
  },
  mustBe: (number) =>
    kindOf(number) === undefined ? undefined : 'must be the mobile number of the SIM, which this is not',
  ownBudget: {
    // The same for as long as a SIM is a line, wherever settings list it: what is booked stays booked under its name. Budgets are
    // stored and logged under their names, so that the last two digits are all that it tells of the number.
    nameFor: (number) => `sim-${number?.slice(-2)}`,
    limits,
  },
  idMustBe: ({ phoneNumberId }) =>
    phoneNumberId === undefined ? undefined : 'must be left out: only a "number" of AWS needs one',
  replyPriceUsd: () => 0,
  priceSetting: [],
  // A caller has no thread: the reply to a missed call begins one.
  repliesElsewhere: ({ calls = 'answer' }) => calls === 'answer',
  gapMs: ({ gap = defaultGapMs }) => gap,
  contradictions: (line, n, { budget }) => ofBudget(line, n, budget),
}

/**
 * What French operators bear of a SIM: about 100 parts an hour, 1,000 a day, 10,000 a month. They count an hour from any
 * minute on, so that two neighbouring hours of ours must not exceed it.
 */
const simBears: BudgetLimits = { hour: 50, day: 1000, month: 10_000 }

/** While every part of an hour has its turn, its last replies wait: they must not wait for long. */
const longestRoundMs = 30 * minute

const ofBudget = (
  { budget: name, acceptsSuspensionRisk }: AnyLine,
  n: number,
  budget: Budget | undefined,
): readonly Contradiction[] => {
  if (budget === undefined) return []
  const { gapMs = 0, ...limits } = budget
  const excessive = (['hour', 'day', 'month'] as const).filter((period) => limits[period] > simBears[period])
  const longestGap = Math.floor(longestRoundMs / limits.hour / second)
  return [
    ...(acceptsSuspensionRisk ? [] : excessive).map(
      (period): Contradiction => [['budgets', name, period], `must be at most ${simBears[period]} ${orSuspended}`],
    ),
    ...(gapMs * limits.hour <= longestRoundMs
      ? []
      : [[['lines', n, 'gap'], `must be at most "${longestGap} s" with ${limits.hour} parts an hour`] as const]),
  ]
}

const orSuspended =
  'for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more)'
