import type { Contradiction } from '../carriers/carrier-settings.ts'
import { type CarrierName, carrierNames, carriers } from '../carriers/registry.ts'
import { carrierSettings } from '../carriers/settings.ts'
import { maxPartsPerDay } from './most-parts.ts'
import type { Settings } from './schema.ts'

/** What no setting alone can tell. */
export const contradictions = (settings: Settings): readonly Contradiction[] => [
  ...ofNames(settings),
  ...carrierNames.flatMap((carrier) => ofCarrier(carrier, settings)),
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

const ofCarrier = (carrier: CarrierName, { lines, budgets, countries }: Settings): readonly Contradiction[] =>
  lines.flatMap((line, i) =>
    line.carrier === carrier
      ? carrierSettings[carrier].contradictions(line, i, { budget: budgets[line.budget], countries })
      : [],
  )

const needsPrice = ({ lines, partPriceUsd }: Settings): boolean =>
  partPriceUsd === 0 && lines.some(({ carrier }) => carriers[carrier].billsParts)

const noPrice: Contradiction = [['partPriceUsd'], 'must be a price in USD']

const partsADay = ({ budgets }: Settings): number => Object.values(budgets).reduce((sum, { day }) => sum + day, 0)

const tooManyParts: Contradiction = [
  ['budgets'],
  `must add up to at most ${maxPartsPerDay} parts a day, or the queue could not hold the replies that wait`,
]
