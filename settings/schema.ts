import { RegionInfo } from 'aws-cdk-lib/region-info'
import { z } from 'zod'

import { type CarrierName, carrierNames } from '../carriers/index.ts'
import {
  type AnyLine,
  carrierLineShape,
  carrierSettings,
  carrierStageShape,
  defaultCarrier,
} from '../carriers/settings.ts'
import type { Budget, BudgetLimits } from '../shared/rules/config.ts'
import { languages, type Wordings } from '../shared/rules/messages.ts'
import { maxStruck } from '../shared/rules/throttle.ts'
import { day as dayMs } from '../shared/rules/timing.ts'
import { standAlone, texts } from './texts.ts'
import { country, duration, e164, maxPartsPerDay, operatorLanguages, real, runbookUrl, whole } from './values.ts'

const budget = z
  .strictObject({
    hour: whole(1, maxPartsPerDay).default(100),
    day: whole(1, maxPartsPerDay).default(1000),
    month: whole(1, 31 * maxPartsPerDay).default(10_000),
  })
  .superRefine((parts, context) => {
    if (parts.hour > parts.day)
      context.addIssue({ code: 'custom', path: ['hour'], message: `must not exceed the day's ${parts.day}` })
    if (parts.day > parts.month)
      context.addIssue({ code: 'custom', path: ['day'], message: `must not exceed the month's ${parts.month}` })
  })

const line = z
  .strictObject({
    number: e164.optional(),
    carrier: z.enum(carrierNames, `must be one of ${carrierNames.join(', ')}`).default(defaultCarrier),
    language: z.enum(languages, `must be one of ${languages.join(', ')}`),
    budget: z.string().optional(),
    /** The id that AWS has given to the number. */
    phoneNumberId: z.string('must be an id of AWS').optional(),
    ...carrierLineShape,
  })
  .refine((line) => (line.number === undefined) !== (line.buy === undefined), 'must have either "number" or "buy"')
  .superRefine((line, context) => {
    const { number, carrier } = line
    const refuse = (setting: string, message: string) => context.addIssue({ code: 'custom', path: [setting], message })
    const must = number === undefined ? undefined : carrierSettings[carrier].mustBe?.(number)
    if (must !== undefined) refuse('number', must)
    const idMust = carrierSettings[carrier].idMustBe(line)
    if (idMust !== undefined) refuse('phoneNumberId', idMust)
    for (const [setting, because] of settingsOfOthers(carrier))
      if (isGiven(line[setting as keyof typeof line])) refuse(setting, `must be left out: ${because}`)
  })

/** The settings that only lines of other carriers have, with the reason why this carrier's lines have none of them. */
const settingsOfOthers = (carrier: CarrierName) =>
  Object.entries(carrierSettings).flatMap(([other, { ownSettings = {} }]) =>
    other === carrier ? [] : Object.entries(ownSettings),
  )

/** A switch that is off counts as left out. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== false

const limit = z.strictObject({ replies: whole(1, 100), per: duration('1 min', '365 d') })

/** The currency is used only for the dashboard's estimate. AWS counts and limits in USD. */
const currency = z.strictObject({
  code: z.string().regex(/^[A-Z]{3}$/, 'must be three capital letters (ISO 4217) such as "EUR"'),
  perUsd: real('must be a rate').positive('must be more than 0'),
})

const share = real('must be a share').gt(0, 'must be more than 0').max(1, 'must be at most 1')

const alarms = z.strictObject({
  textsPerHour: whole(1, 1_000_000).default(500),
  deliverySuccess: share.default(0.8),
  spendShare: share.default(0.8),
})

const region = 'must be an AWS region such as "eu-west-3"'

/** The regions of AWS's commercial partition that CDK knows. Accounts of the others, for China and for governments, are different ones. */
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
      .refine((budgets) => Object.keys(budgets).length > 0, 'must hold at least one budget')
      .optional(),
    partPriceUsd: real('must be a price in USD')
      // The price is sent to AWS as MaxPrice, which has at most five digits after the point (API reference, SendTextMessage).
      .min(0.000_01, 'must be at least 0.00001 USD')
      .max(2, 'must be at most 2 USD')
      .optional(),
    currency: currency.prefault({ code: 'USD', perUsd: 1 }),
    alarms: alarms.prefault({}),
    operatorLanguage: z.enum(operatorLanguages, `must be one of ${operatorLanguages.join(', ')}`).optional(),
    runbookUrl: runbookUrl.optional(),
    texts: texts.default({}),
    ...carrierStageShape,
  })
  .transform((settings) => complete(settings))

export type Settings = z.output<typeof settingsSchema>

/** The budget of lines that don't name one. */
const defaultBudget: BudgetLimits = { hour: 100, day: 1000, month: 10_000 }

type Line = {
  readonly number?: string | undefined
  readonly carrier: CarrierName
  readonly budget?: string | undefined
  readonly gap?: number | undefined
  readonly calls?: AnyLine['calls']
}
type Budgets = Readonly<Record<string, BudgetLimits>>
type Given<L> = {
  readonly lines: readonly L[]
  readonly budgets?: Budgets | undefined
  readonly partPriceUsd?: number | undefined
  readonly texts: Wordings
}

type Completed<L> = {
  readonly lines: readonly (Omit<L, 'budget'> & { readonly budget: string; readonly texts: Wordings })[]
  readonly budgets: Readonly<Record<string, Budget>>
  readonly partPriceUsd: number
  readonly texts: Wordings
}

/**
 * Fills in what depends on the lines: each line's texts and budget, which is its carrier's own if that has one,
 * and the gap between replies of a budget.
 */
const complete = <L extends Line, Others extends object>(
  settings: Others & Given<L>,
): Omit<Others, keyof Given<L>> & Completed<L> => {
  const lines = settings.lines.map((line) => ({
    ...line,
    budget: line.budget ?? defaultName(line),
    texts: textsOf(line, settings.texts),
  }))
  const named = { ...ownBudgets(settings.lines), ...(settings.budgets ?? { default: defaultBudget }) }
  const budgets = Object.entries(named).map(([name, limits]): [string, Budget] => {
    const gaps = lines.flatMap((line) =>
      line.budget === name ? (carrierSettings[line.carrier].gapMs?.(line) ?? []) : [],
    )
    return [name, gaps.length === 0 ? limits : { ...limits, gapMs: Math.max(...gaps) }]
  })
  const used = budgets.filter(([name]) => settings.budgets !== undefined || lines.some(({ budget }) => budget === name))
  return { ...settings, lines, budgets: Object.fromEntries(used), partPriceUsd: settings.partPriceUsd ?? 0 }
}

/** Wordings in settings take precedence, for every line. */
const textsOf = (line: Line, texts: Wordings): Wordings =>
  carrierSettings[line.carrier].repliesElsewhere?.(line) ? { ...standAlone, ...texts } : texts

const defaultName = ({ carrier, number }: Line): string =>
  carrierSettings[carrier].ownBudget?.nameFor(number) ?? 'default'

const ownBudgets = (lines: readonly Line[]): Budgets =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const { ownBudget } = carrierSettings[line.carrier]
      return ownBudget === undefined || line.budget !== undefined ? [] : [[defaultName(line), ownBudget.limits]]
    }),
  )
