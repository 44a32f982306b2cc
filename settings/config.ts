import type { AnyLine } from '../carriers/carrier-settings.ts'
import { carriers } from '../carriers/registry.ts'
import type { Config } from '../shared/rules/config.ts'
import { partsPerReply } from '../shared/rules/messages.ts'
import { addressOf } from './line-address.ts'
import type { Settings } from './schema.ts'

/** What the functions need of the settings. `numberOf` a line is the one it names, or the one the stack buys for it. */
export const configOf = (settings: Settings, numberOf: (line: Settings['lines'][number]) => string): Config => ({
  lines: settings.lines.map((line) => {
    const { language, budget, carrier, texts } = line
    // Only some carriers have the setting.
    const { calls }: AnyLine = line
    const own = texts === settings.texts ? {} : { texts }
    return { number: addressOf(line, numberOf(line)), language, budget, carrier, calls, ...own }
  }),
  countries: settings.countries,
  replyDelayMs: settings.replyDelay,
  limits: settings.limits.map(({ replies, per }) => ({ replies, perMs: per })),
  block: { after: settings.block.after, forMs: settings.block.for },
  budgets: settings.budgets,
  maxPricePerReplyUsd: settings.partPriceUsd * partsPerReply,
  texts: settings.texts,
})

/** What a full month of every budget costs: the monthly spend limit to request from AWS, which has no part in what is sent by carriers that don't bill. */
export const monthlySpendLimitUsd = (settings: Settings): number => {
  const parts = Object.entries(settings.budgets).map(([name, { month }]) => (isBilled(settings, name) ? month : 0))
  return Math.ceil(parts.reduce((sum, month) => sum + month, 0) * settings.partPriceUsd)
}

/** Whether what is booked into a budget may cost money: a line of it has a carrier that bills parts. */
export const isBilled = ({ lines }: Pick<Settings, 'lines'>, budget: string): boolean =>
  lines.some((line) => line.budget === budget && carriers[line.carrier].billsParts)
