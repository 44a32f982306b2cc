import { z } from 'zod'

import { type CarrierName, carrierNames } from '../carriers/registry.ts'
import { carrierLineShape, carrierSettings, carrierStageShape } from '../carriers/settings.ts'
import { languages } from '../shared/rules/messages.ts'
import { maxStruck } from '../shared/rules/throttle.ts'
import { day as dayMs } from '../shared/rules/timing.ts'
import { complete } from './complete.ts'
import { country } from './country.ts'
import { real, whole } from './digits.ts'
import { duration } from './duration.ts'
import { e164 } from './line-number.ts'
import { maxPartsPerDay } from './max-parts-per-day.ts'
import { operatorLanguages } from './operator-language.ts'
import { runbookUrl } from './runbook-url.ts'
import { texts } from './texts.ts'

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
    carrier: z.enum(carrierNames, `must be one of ${carrierNames.join(', ')}`).default('aws'),
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
    const must = number === undefined ? undefined : carrierSettings[carrier].mustBe(number)
    if (must !== undefined) refuse('number', must)
    const idMust = carrierSettings[carrier].idMustBe(line)
    if (idMust !== undefined) refuse('phoneNumberId', idMust)
    for (const [setting, because] of settingsOfOthers(carrier))
      if (isGiven(line[setting as keyof typeof line])) refuse(setting, `must be left out: ${because}`)
  })

/** The settings that only lines of other carriers have, with the reason why this carrier's lines have none of them. */
const settingsOfOthers = (carrier: CarrierName) =>
  Object.entries(carrierSettings).flatMap(([other, { ownSettings }]) =>
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

/** The settings of a stage. Durations are parsed to milliseconds. */
export const settingsSchema = z
  .strictObject({
    region: z.string(region).regex(/^[a-z]{2}(-[a-z]+)+-\d$/, region),
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
  .transform(complete)

export type Settings = z.output<typeof settingsSchema>
