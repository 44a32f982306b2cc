import { mustBuyFor } from '../carriers/aws/settings/on-sale.ts'
import { carriers } from '../carriers/registry.ts'
import type { Budget, BudgetLimits } from '../shared/rules/config.ts'
import { minute, second } from '../shared/rules/timing.ts'
import { mayAnswer } from './line-country.ts'
import { maxPartsPerDay } from './most-parts.ts'
import type { Settings } from './schema.ts'

type Contradiction = readonly [path: readonly (string | number)[], message: string]

/** What no setting alone can tell. */
export const contradictions = (settings: Settings): readonly Contradiction[] => [
  ...ofNames(settings),
  ...settings.lines.flatMap((line, i) => ofCountry(line, i, settings.countries)),
  ...settings.lines.flatMap((line, i) => ofSim(line, i, settings.budgets[line.budget])),
  ...(needsPrice(settings) ? [noPrice] : []),
  ...(partsADay(settings) > maxPartsPerDay ? [tooManyParts] : []),
]

const ofNames = ({ lines, budgets }: Settings): readonly Contradiction[] => {
  const numbers = lines.map(({ number }) => number)
  const names = Object.keys(budgets)
  const unnamed = lines.flatMap(({ budget }, i): Contradiction[] =>
    names.includes(budget) ? [] : [[['lines', i, 'budget'], namedOf(names)]],
  )
  // A budget that a line misspells is not blamed for it.
  const unused = unnamed.length > 0 ? [] : names.filter((name) => lines.every(({ budget }) => budget !== name))
  return [
    ...unnamed,
    ...unused.map((name): Contradiction => [['budgets', name], notUsed]),
    ...numbers.flatMap((number, i): Contradiction[] =>
      number === undefined || numbers.indexOf(number) === i ? [] : [[['lines', i, 'number'], 'must be listed once']],
    ),
  ]
}

const namedOf = (names: readonly string[]): string =>
  names.length === 0 ? 'must be left out, or be named in "budgets"' : `must be one of ${names.join(', ')}`

const notUsed = 'must be left out, or be the "budget" of a line: none uses it'

const ofCountry = (
  line: Settings['lines'][number],
  i: number,
  countries: Settings['countries'],
): readonly Contradiction[] => {
  if (!carriers[line.carrier].ownCountryOnly || countries.some((country) => mayAnswer(line, country))) return []
  if (line.buy !== undefined) return [[['lines', i, 'buy'], mustBuyFor(countries)]]
  const ofCountries = `must be a number of one of countries (${countries.join(', ')})`
  return [[['lines', i, 'number'], `${ofCountries}: a number of AWS answers phones of its own country`]]
}

/**
 * What French operators bear of a SIM: about 100 parts an hour, 1,000 a day, 10,000 a month. They count an hour from any
 * minute on, so that two neighbouring hours of ours must not exceed it.
 */
const simBears: BudgetLimits = { hour: 50, day: 1000, month: 10_000 }

/** While every part of an hour has its turn, its last replies wait: they must not wait for long. */
const longestRoundMs = 30 * minute

const ofSim = (
  { carrier, budget: name, acceptsSuspensionRisk }: Settings['lines'][number],
  i: number,
  budget: Budget | undefined,
): readonly Contradiction[] => {
  if (carrier !== 'sim' || budget === undefined) return []
  const { gapMs = 0, ...limits } = budget
  const excessive = (['hour', 'day', 'month'] as const).filter((period) => limits[period] > simBears[period])
  const longestGap = Math.floor(longestRoundMs / limits.hour / second)
  return [
    ...(acceptsSuspensionRisk ? [] : excessive).map(
      (period): Contradiction => [['budgets', name, period], `must be at most ${simBears[period]} ${orSuspended}`],
    ),
    ...(gapMs * limits.hour <= longestRoundMs
      ? []
      : [[['lines', i, 'gap'], `must be at most "${longestGap} s" with ${limits.hour} parts an hour`] as const]),
  ]
}

const orSuspended =
  'for a SIM, which its operator may suspend beyond that (a line that "acceptsSuspensionRisk": true may have more)'

const needsPrice = ({ lines, partPriceUsd }: Settings): boolean =>
  partPriceUsd === 0 && lines.some(({ carrier }) => carriers[carrier].billsParts)

const noPrice: Contradiction = [['partPriceUsd'], 'must be a price in USD']

const partsADay = ({ budgets }: Settings): number => Object.values(budgets).reduce((sum, { day }) => sum + day, 0)

const tooManyParts: Contradiction = [
  ['budgets'],
  `must add up to at most ${maxPartsPerDay} parts a day, or the queue could not hold the replies that wait`,
]
