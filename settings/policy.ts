import { partsPerReply } from '../shared/rules/messages.ts'
import type { Policy } from '../shared/rules/policy.ts'
import type { Settings } from './schema.ts'

/** What the functions need of the settings. `numberOf` a line is the one it names, or the one the stack buys for it. */
export const policyOf = (settings: Settings, numberOf: (line: Settings['lines'][number]) => string): Policy => ({
  lines: settings.lines.map((line) => ({ number: numberOf(line), language: line.language, budget: line.budget })),
  countries: settings.countries,
  replyDelayMs: settings.replyDelay,
  limits: settings.limits.map(({ replies, per }) => ({ replies, perMs: per })),
  block: { after: settings.block.after, forMs: settings.block.for },
  budgets: settings.budgets,
  maxPricePerReplyUsd: settings.partPriceUsd * partsPerReply,
  texts: settings.texts,
})

/** What a full month of every budget costs: the monthly spend limit to request from AWS. */
export const monthlySpendLimitUsd = ({ budgets, partPriceUsd }: Settings): number =>
  Math.ceil(Object.values(budgets).reduce((parts, { month }) => parts + month, 0) * partPriceUsd)
