import { RegionInfo } from 'aws-cdk-lib/region-info'
import { z } from 'zod'
import { lineBudgets, lineSchemas, stageSchemas } from '../carriers/settings.ts'
import { type CarrierName, carrierNames } from '../shared/rules/carriers.ts'
import type { Quota } from '../shared/rules/config.ts'
import type { Wordings } from '../shared/rules/messages.ts'
import { maxStruck } from '../shared/rules/throttle.ts'
import { day as dayMs } from '../shared/rules/timing.ts'
import { standAlone, texts } from './texts.ts'
import {
  contact,
  country,
  duration,
  heartbeatUrl,
  maxRepliesPerDay,
  operatorLanguages,
  real,
  runbookUrl,
  whole,
} from './values.ts'

const budget = z
  .strictObject({
    hour: whole(1, maxRepliesPerDay).default(100),
    day: whole(1, maxRepliesPerDay).default(1000),
    month: whole(1, 31 * maxRepliesPerDay).default(10_000),
  })
  .superRefine(({ hour, day, month }, context) => {
    if (hour > day) context.addIssue({ code: 'custom', path: ['hour'], message: `must not exceed the day's ${day}` })
    if (day > month)
      context.addIssue({ code: 'custom', path: ['day'], message: `must not exceed the month's ${month}` })
  })

/** A line without a carrier is one of AWS. */
const line = z.discriminatedUnion('carrier', lineSchemas, {
  error: (issue) => (issue.code === 'invalid_union' ? `must be one of ${carrierNames.join(', ')}` : undefined),
})

const limit = z.strictObject({ replies: whole(1, 100), per: duration('1 min', '365 d') })

/** The currency is used only for the dashboard's estimate. AWS counts and limits in USD. */
const currency = z.strictObject({
  code: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters (ISO 4217) such as "EUR"'),
  perUsd: real('must be a rate').positive('must be more than 0'),
})

const share = real('must be a share').gt(0, 'must be more than 0').max(1, 'must be at most 1')

const alarms = z.strictObject({
  receivedUsdPerDay: real('must be a price in USD').positive('must be more than 0 USD').default(10),
  deliverySuccess: share.default(0.8),
})

const region = 'must be an AWS region such as "eu-west-3"'

/** AWS's commercial partition as CDK knows it. China's and governments' regions have other accounts. */
const regions = RegionInfo.regions.flatMap(({ name, partition }) => (partition === 'aws' ? name : []))

/** The settings of a stage. Durations are parsed to milliseconds. */
export const settingsSchema = z
  .strictObject({
    region: z.string(region).refine((name) => regions.includes(name), region),
    alertEmails: z.array(z.email('must be an e-mail address'), 'must be a list of e-mail addresses').default([]),
    lines: z.array(line, 'must be a list of lines').min(1, 'must hold at least one line'),
    countries: z.array(country, 'must be a list of countries').min(1, 'must name at least one country'),
    replyDelay: z
      .strictObject({ min: duration('0 s', '12 h'), max: duration('0 s', '12 h') })
      .refine(({ min, max }) => min <= max, 'must have a "min" that does not exceed its "max"')
      .prefault({ min: '45 min', max: '75 min' }),
    limits: z
      .array(limit)
      .min(1, 'must hold at least one limit')
      .max(5, 'must hold at most five limits')
      .refine((limits) => limits.some(({ per }) => per >= dayMs), 'must hold one limit of "24 h" or longer')
      .prefault([
        { replies: 1, per: '24 h' },
        { replies: 3, per: '30 d' },
      ]),
    block: z
      .strictObject({ after: whole(1, maxStruck), for: duration('1 min', '365 d') })
      .prefault({ after: 20, for: '30 d' }),
    budgets: z
      .record(z.string().regex(/^[a-z0-9-]{1,32}$/, 'must be a short name: a-z, 0-9, -'), budget)
      .refine((budgets) => Object.values<unknown>(budgets).every((one) => typeof one !== 'number'), {
        error: 'must hold each budget by its name: { "default": { "hour": 100, "day": 1000, "month": 10000 } }',
        when: () => true,
      })
      .refine((budgets) => Object.keys(budgets).length > 0, 'must hold at least one budget')
      .optional(),
    partPriceUsd: real('must be a price in USD')
      // It is sent as MaxPrice, which has at most five digits after the point (API reference, SendTextMessage).
      .min(0.000_01, 'must be at least 0.00001 USD')
      .max(2, 'must be at most 2 USD')
      .optional(),
    currency: currency.prefault({ code: 'USD', perUsd: 1 }),
    alarms: alarms.prefault({}),
    operatorLanguage: z.enum(operatorLanguages, `must be one of ${operatorLanguages.join(', ')}`).optional(),
    runbookUrl: runbookUrl.optional(),
    heartbeatUrl: heartbeatUrl.optional(),
    contact: contact.optional(),
    texts: texts.default({}),
    ...stageSchemas,
  })
  .transform((settings) => complete(settings))

export type Settings = z.output<typeof settingsSchema>

/** The carriers whose lines have a budget each, if they don't name one. */
export const ownBudgets: { readonly [C in CarrierName]?: OwnBudget } = lineBudgets
type OwnBudget = { readonly nameFor: (number: string) => string; readonly limits: Quota }

const ownBudgetOf = ({ carrier, number, budget }: Line): readonly [name: string, limits: Quota] | undefined => {
  const own = ownBudgets[carrier]
  return own && number !== undefined && budget === undefined ? [own.nameFor(number), own.limits] : undefined
}

/** A line, in which settings that only lines of other carriers have are known to be absent. */
type Line<L = z.output<typeof line>> = L extends object
  ? L & { readonly [S in Exclude<LineSetting, keyof L>]?: undefined }
  : never

type LineSetting<L = z.output<typeof line>> = L extends object ? keyof L : never

type Given = {
  readonly lines: readonly Line[]
  readonly budgets?: Readonly<Record<string, Quota>> | undefined
  readonly partPriceUsd?: number | undefined
  readonly texts: Wordings
}

type CompleteLine<L = Line> = L extends Line
  ? Omit<L, 'budget'> & { readonly budget: string; readonly texts: Wordings }
  : never

type Complete = {
  readonly lines: readonly CompleteLine[]
  readonly budgets: Readonly<Record<string, Quota>>
  readonly partPriceUsd: number
  readonly texts: Wordings
}

/** Fills in what depends on the lines: texts and budget of each, and the gap between replies of a budget. */
const complete = <Others extends object>(settings: Others & Given): Omit<Others, keyof Given> & Complete => {
  const lines = settings.lines.map((line) => ({
    ...line,
    budget: line.budget ?? ownBudgetOf(line)?.[0] ?? 'default',
    texts: textsOf(line, settings.texts),
  }))
  const own = settings.lines.map(ownBudgetOf).filter((found) => found !== undefined)
  const named = { ...Object.fromEntries(own), ...(settings.budgets ?? { default: budget.parse({}) }) }
  const budgets = Object.entries(named).map(([name, limits]): [string, Quota] => {
    const gaps = lines.flatMap(({ budget, gap }) => (budget === name && gap !== undefined ? [gap] : []))
    return [name, gaps.length === 0 ? limits : { ...limits, gapMs: Math.max(...gaps) }]
  })
  const used = budgets.filter(([name]) => settings.budgets !== undefined || lines.some(({ budget }) => budget === name))
  return { ...settings, lines, budgets: Object.fromEntries(used), partPriceUsd: settings.partPriceUsd ?? 0 }
}

/** Wordings in settings come first. Without them, who calls gets texts that can be understood alone. */
const textsOf = ({ calls }: Line, texts: Wordings): Wordings =>
  calls === 'answer' ? { ...standAlone, ...texts } : texts
