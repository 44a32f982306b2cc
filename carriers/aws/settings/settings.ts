import { kindOf } from '../../../settings/values.ts'
import { minute, second } from '../../../shared/rules/timing.ts'
import type { AnyLine, CarrierSettings, Contradiction } from '../../carrier-settings.ts'
import { mayAnswer } from './country.ts'
import { mustBuyFor } from './on-sale.ts'

export const awsSettings: CarrierSettings = {
  ownSettings: { buy: 'only AWS numbers are bought' },
  // Toll-free and virtual numbers are allowed, because AWS has them, too. Landlines are not: those among AWS's long codes are for calls
  // (user guide, phone-numbers-sms-by-country).
  mustBe: (number) =>
    kindOf(number) === 'FIXED_LINE' ? 'must be a number that AWS has for texts, which a landline is not' : undefined,
  idMustBe: ({ phoneNumberId, number }) => {
    if (phoneNumberId === undefined) return undefined
    if (number === undefined) return 'must be left out: only a "number" of AWS needs one'
    return /^phone-\w+$/.test(phoneNumberId) ? undefined : 'must be an id of AWS such as "phone-0123abcd"'
  },
  sendIntervalMs: ({ aws }) => second / aws.repliesPerSecond,
  contradictions: (line, n, stage) => [...ofCountry(line, n, stage.countries), ...ofBudget(line, stage)],
}

/** The replies of an hour must be sent within it, even if many of them are due near its end. */
const sendableWithinMs = 30 * minute

const ofBudget = (
  { budget: name }: AnyLine,
  { budget, aws: { repliesPerSecond } }: Stage,
): readonly Contradiction[] => {
  const most = Math.floor((sendableWithinMs / second) * repliesPerSecond)
  if (budget === undefined || budget.hour <= most) return []
  return [
    [
      ['budgets', name, 'hour'],
      `must be at most ${most} while "aws" has ${repliesPerSecond} as its "repliesPerSecond", which AWS can raise`,
    ],
  ]
}

type Stage = Parameters<CarrierSettings['contradictions']>[2]

const ofCountry = (line: AnyLine, n: number, countries: readonly string[]): readonly Contradiction[] => {
  if (countries.some((country) => mayAnswer(line, country))) return []
  if (line.buy !== undefined) return [[['lines', n, 'buy'], mustBuyFor(countries)]]
  const ofCountries = `must be a number of one of countries (${countries.join(', ')})`
  return [[['lines', n, 'number'], `${ofCountries}: an AWS number answers phones of its own country`]]
}
