import { messages } from '../shared/messages/texts.ts'
import { addressOf, carriers, carriersOf } from '../shared/rules/carriers.ts'
import type { Config } from '../shared/rules/config.ts'
import { languageFor } from '../shared/rules/messages.ts'
import { carrierSettings } from './carriers.ts'
import { partHoldsIn } from './countries/countries.ts'
import type { Settings } from './schema.ts'

type Line = Settings['lines'][number]

/** Returns what functions need of the settings. A line's number is in them, or bought by the stack. */
export const configOf = (
  settings: Settings,
  numberOf: (line: Line) => string,
  beatToOf: (line: Line) => string | false | undefined = () => undefined,
): Config => ({
  lines: settings.lines.map((line) => {
    const { language, budget, carrier, texts, calls } = line
    const own = texts === settings.texts ? {} : { texts }
    const number = addressOf(line, numberOf(line))
    return { number, language, budget, carrier, calls, beatTo: beatToOf(line), ...own }
  }),
  countries: settings.countries,
  replyDelayMs: settings.replyDelay,
  limits: settings.limits.map(({ replies, per }) => ({ replies, perMs: per })),
  block: { after: settings.block.after, forMs: settings.block.for },
  budgets: settings.budgets,
  sendIntervalMs: Object.fromEntries(
    carriersOf(settings).flatMap((carrier) => {
      const intervalMs = carrierSettings[carrier].sendIntervalMs?.(settings)
      return intervalMs === undefined ? [] : [[carrier, intervalMs]]
    }),
  ),
  maxPricePerReplyUsd: smsReplyUsd(settings),
  texts: settings.texts,
  heartbeatUrl: settings.heartbeatUrl,
})

/** The spend limit to request from AWS: the cost in USD of a month in which all budgets are used up. */
export const monthlySpendLimitUsd = (settings: Settings): number => {
  const replies = Object.entries(settings.budgets).map(([name, { month }]) => (isBilled(settings, name) ? month : 0))
  return Math.ceil(replies.reduce((sum, month) => sum + month, 0) * smsReplyUsd(settings))
}

/** The most that AWS may ask for a reply, in USD: two parts if a text is longer than a part in its country. */
export const smsReplyUsd = ({ countries, lines, partPriceUsd }: Settings): number => {
  const isLong = countries.some((country) =>
    lines.some(({ carrier, language, texts }) => {
      const sent = languageFor(country, language)
      const longest = Math.max(...(texts[sent] ?? messages[sent]).map(({ length }) => length))
      return carriers[carrier].billsParts && longest > partHoldsIn([country])
    }),
  )
  return isLong ? 2 * partPriceUsd : partPriceUsd
}

/** Whether replies booked into a budget may cost money: one of its lines has a carrier that bills by the part. */
export const isBilled = ({ lines }: Pick<Settings, 'lines'>, budget: string): boolean =>
  lines.some((line) => line.budget === budget && carriers[line.carrier].billsParts)
