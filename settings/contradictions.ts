import { addressOf, type CarrierName, carrierNames, carriers, carriersOf } from '../shared/rules/carriers.ts'
import { minute } from '../shared/rules/timing.ts'
import { carrierSettings } from './carriers.ts'
import type { Contradiction } from './line.ts'
import type { Settings } from './schema.ts'
import { maxRepliesPerDay } from './values.ts'

/** Mistakes that only several settings together show. */
export const contradictions = (settings: Settings): readonly Contradiction[] => [
  ...ofNames(settings),
  ...carrierNames.flatMap((carrier) => ofCarrier(carrier, settings)),
  ...carriersOf(settings).flatMap((carrier) => ofPace(carrier, settings)),
  ...ofPrice(settings),
  ...(repliesADay(settings) > maxRepliesPerDay ? [tooManyReplies] : []),
]

const ofNames = ({ lines, budgets }: Settings): readonly Contradiction[] => {
  const addresses = lines.map((line) => line.number && addressOf(line, line.number))
  const names = Object.keys(budgets)
  const unnamed = lines.flatMap(({ budget }, i): Contradiction[] =>
    names.includes(budget) ? [] : [[['lines', i, 'budget'], namedOf(names)]],
  )
  // A budget may seem unused because a line misspells its name, so then only the misspelling is reported.
  const unused = unnamed.length > 0 ? [] : names.filter((name) => lines.every(({ budget }) => budget !== name))
  return [
    ...unnamed,
    ...unused.map((name): Contradiction => [['budgets', name], notUsed]),
    ...addresses.flatMap((address, i): Contradiction[] =>
      address === undefined || addresses.indexOf(address) === i
        ? []
        : [[['lines', i, 'number'], 'must be listed once']],
    ),
  ]
}

const namedOf = (names: readonly string[]): string =>
  names.length === 0 ? 'must be left out, or be named in "budgets"' : `must be one of ${names.join(', ')}`

const notUsed = 'must be left out, or be the "budget" of a line: none uses it'

const ofCarrier = (carrier: CarrierName, settings: Settings): readonly Contradiction[] =>
  settings.lines.flatMap((line, i) =>
    line.carrier === carrier
      ? (carrierSettings[carrier].contradictions?.(line, { n: i, budget: settings.budgets[line.budget] }, settings) ??
        [])
      : [],
  )

/** The replies of an hour must be sent within it, even if many of them are due near its end. */
const sendableWithinMs = 30 * minute

/** Lines that share a pace share what an hour can send. A carrier that paces each line sets its pace by its budget. */
const ofPace = (carrier: CarrierName, settings: Settings): readonly Contradiction[] => {
  const { sendIntervalMs, toSendFaster } = carrierSettings[carrier]
  if (sendIntervalMs === undefined || carriers[carrier].pacedBy === 'line') return []
  const shared = Object.entries(settings.budgets).filter(([name]) =>
    settings.lines.some((line) => line.carrier === carrier && line.budget === name),
  )
  const most = Math.round(sendableWithinMs / sendIntervalMs(settings))
  if (shared.reduce((sum, [, { hour }]) => sum + hour, 0) <= most) return []
  const isOne = shared.length === 1
  const must = `must ${isOne ? 'be' : 'add up to'} at most ${most} replies an hour for lines of ${carrier}`
  return [
    [
      ['budgets', ...(isOne ? shared.flatMap(([name]) => [name, 'hour']) : [])],
      `${must}, or they could not send all replies in time${toSendFaster === undefined ? '' : `: ${toSendFaster}`}`,
    ],
  ]
}

const ofPrice = (settings: Settings): readonly Contradiction[] =>
  carriersOf(settings).flatMap((carrier): readonly Contradiction[] => {
    const { replyPrice } = carrierSettings[carrier]
    const isLacking = replyPrice !== undefined && replyPrice.usd(settings) === undefined
    return isLacking ? [[replyPrice.setting, 'must be a price in USD']] : []
  })

const repliesADay = ({ budgets }: Settings): number => Object.values(budgets).reduce((sum, { day }) => sum + day, 0)

const tooManyReplies: Contradiction = [
  ['budgets'],
  `must add up to at most ${maxRepliesPerDay} replies a day, or in a flood more texts would wait for room than a queue can hold`,
]
