import { kindOf } from '../../../settings/values.ts'
import type { Budget, BudgetLimits } from '../../../shared/rules/config.ts'
import { minute, second } from '../../../shared/rules/timing.ts'
import type { AnyLine, CarrierSettings, Contradiction } from '../../carrier-settings.ts'

/** Half of what a mobile operator allows a SIM, because an hour, day or month of the operator's may overlap two of ours. */
const limits: BudgetLimits = { hour: 50, day: 500, month: 5000 }

/** Android lets an app send 30 texts a minute without asking the user. */
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
    // The name must not depend on where settings list the SIM, because bookings are stored under it. It shows only the last two digits of
    // the number, because it is logged.
    nameFor: (number) => `sim-${number?.slice(-2)}`,
    limits,
  },
  idMustBe: ({ phoneNumberId }) =>
    phoneNumberId === undefined ? undefined : 'must be left out: only a "number" of AWS needs one',
  // A caller sees nothing above the reply to a missed call, because the reply begins a new thread.
  repliesElsewhere: ({ calls = 'answer' }) => calls === 'answer',
  gapMs: ({ gap = defaultGapMs }) => gap,
  contradictions: (line, n, { budget }) => ofBudget(line, n, budget),
}

/**
 * French mobile operators allow a SIM about 100 parts an hour, 1,000 a day and 10,000 a month. Their hour may begin at any
 * minute, so two consecutive hours of ours must not exceed it together.
 */
const operatorLimits: BudgetLimits = { hour: 50, day: 1000, month: 10_000 }

/**
 * The replies of an hour are sent one after another, with a gap between them, and the last one must not wait longer than this.
 */
const longestRoundMs = 30 * minute

const ofBudget = (
  { budget: name, acceptsSuspensionRisk }: AnyLine,
  n: number,
  budget: Budget | undefined,
): readonly Contradiction[] => {
  if (budget === undefined) return []
  const { gapMs = 0, ...limits } = budget
  const excessive = (['hour', 'day', 'month'] as const).filter((period) => limits[period] > operatorLimits[period])
  const longestGap = Math.floor(longestRoundMs / limits.hour / second)
  return [
    ...(acceptsSuspensionRisk ? [] : excessive).map(
      (period): Contradiction => [
        ['budgets', name, period],
        `must be at most ${operatorLimits[period]} ${orSuspended}`,
      ],
    ),
    ...(gapMs * limits.hour <= longestRoundMs
      ? []
      : [[['lines', n, 'gap'], `must be at most "${longestGap} s" with ${limits.hour} parts an hour`] as const]),
  ]
}

const orSuspended =
  'for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more)'
