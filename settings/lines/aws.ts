import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/mobile'
import { z } from 'zod'

import { partsPerReply } from '../../shared/rules/messages.ts'
import { second } from '../../shared/rules/timing.ts'
import { e164, kindOf, meantCountry, real } from '../values.ts'
import { type Contradiction, type Lines, lineShape, type Place } from './line.ts'

/**
 * What AWS's API sells (user guide, phone-numbers-request-long-code): long codes of these countries, and a simulator, which costs little,
 * needs no registration and reaches no carrier. Two versions of that page disagree about DE and IN only, which are left out.
 */
const onSale = [
  ...['AT', 'AU', 'CA', 'CL', 'DK', 'ES', 'FI', 'GB', 'HK', 'HU', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE'],
  'SIMULATOR',
] as const

/** What a maintainer does in a country where the API sells no numbers. */
const insteadOfBuying = 'have AWS give the account a number (README.md, "Which number") and write that as "number"'

const buy = z.enum(onSale, {
  error: ({ input }) => {
    const meant = onSale.find((one) => one === meantCountry(input))
    const instead = meant === undefined ? `; elsewhere ${insteadOfBuying}` : `: write "${meant}"`
    return `must be one of ${onSale.join(', ')}${instead}`
  },
})

/** A line whose number AWS rents out: one that the account has, or one that the stack buys in a country. It is the carrier of a line that names none. */
export const awsLine = z
  .strictObject({
    ...lineShape,
    carrier: z.literal('aws').optional().default('aws'),
    // Toll-free and virtual numbers are allowed, because AWS has them, too. Landlines are not: those among AWS's long codes are for calls
    // (user guide, phone-numbers-sms-by-country).
    number: e164
      .refine(
        (number) => kindOf(number) !== 'FIXED_LINE',
        'must be a number that AWS has for texts, which a landline is not',
      )
      .optional(),
    buy: buy.optional(),
    /** The id that AWS has given to the number. */
    phoneNumberId: z
      .string('must be an id of AWS')
      .regex(/^phone-\w+$/, 'must be an id of AWS such as "phone-0123abcd"')
      .optional(),
  })
  .refine(({ number, buy }) => (number === undefined) !== (buy === undefined), 'must have either "number" or "buy"')
  .refine(({ number, phoneNumberId }) => number !== undefined || phoneNumberId === undefined, {
    path: ['phoneNumberId'],
    error: 'must be left out: only a "number" of AWS needs one',
  })

/**
 * The settings that all AWS lines share. AWS takes one SendTextMessage a second from an account in a region, unless it has been asked for more
 * (user guide, quotas). Below half a reply a second, a process would have to wait for too much of its time-out.
 */
export const awsStage = {
  aws: z
    .strictObject({
      repliesPerSecond: real('must be a rate')
        .min(0.5, 'must be at least 0.5 a second')
        .max(100, 'must be at most 100 a second')
        .default(1),
    })
    .prefault({}),
}

type Line = Lines['lines'][number]

const awsLines = ({ lines }: Lines) => lines.filter(({ carrier }) => carrier === 'aws')

/** The numbers of the AWS lines that the stack doesn't buy, in the order of settings. */
export const awsNumbersOf = (settings: Lines): readonly string[] =>
  awsLines(settings).flatMap(({ number }) => number ?? [])

/** The ids that AWS has given to numbers, by number, as far as they are in settings. */
export const phoneNumberIdsOf = (settings: Lines): Readonly<Record<string, string>> =>
  Object.fromEntries(
    awsLines(settings).flatMap(({ number, phoneNumberId }) =>
      number === undefined || phoneNumberId === undefined ? [] : [[number, phoneNumberId]],
    ),
  )

/** Whether there are AWS lines and all of them are simulators, as far as settings show. */
export const hasOnlySimulators = (settings: Lines): boolean => {
  const lines = awsLines(settings)
  return lines.length > 0 && lines.every(({ buy }) => buy === 'SIMULATOR')
}

export const awsSettings = {
  sendIntervalMs: ({ aws }: { readonly aws: { readonly repliesPerSecond: number } }) => second / aws.repliesPerSecond,
  toSendFaster: 'AWS can raise "aws.repliesPerSecond"',
  replyPrice: {
    usd: ({ partPriceUsd }: { readonly partPriceUsd: number }) =>
      partPriceUsd === 0 ? undefined : partPriceUsd * partsPerReply,
    setting: ['partPriceUsd'],
  },
  hasOnlySimulators,
  contradictions: (line: Line, { n }: Place, { countries }: { readonly countries: readonly string[] }) =>
    ofCountry(line, n, countries),
}

const ofCountry = (line: Line, n: number, countries: readonly string[]): readonly Contradiction[] => {
  if (countries.some((country) => mayAnswer(line, country))) return []
  if (line.buy !== undefined) return [[['lines', n, 'buy'], mustBuyFor(countries)]]
  const ofCountries = `must be a number of one of countries (${countries.join(', ')})`
  return [[['lines', n, 'number'], `${ofCountries}: an AWS number answers phones of its own country`]]
}

/** Says what `buy` must be for a line to answer phones of one of the countries. */
const mustBuyFor = (countries: readonly string[]): string => {
  const fitting = onSale.filter((one) => countries.some((country) => mayAnswer({ buy: one }, country)))
  const ofCountries = `countries (${countries.join(', ')})`
  return fitting.length === 0
    ? `must be left out, since AWS sells no number of one of ${ofCountries}: ${insteadOfBuying}`
    : `must be ${fitting.join(' or ')}, to answer one of ${ofCountries}: an AWS number answers phones of its own country`
}

/**
 * Whether an AWS line can answer phones of a country: "You can't request a dedicated phone number for one country but
 * then use it as an identity for another country" (user guide, phone-numbers). Only the calling code of a number in
 * settings is known, and countries may share one.
 */
export const mayAnswer = ({ number, buy }: Partial<Pick<Line, 'number' | 'buy'>>, country: string): boolean => {
  if (number === undefined) return country === (buy === 'SIMULATOR' ? simulatorCountry : buy)
  return isSupportedCountry(country) && number.startsWith(`+${getCountryCallingCode(country)}`)
}

/** The only country whose simulators can send (user guide, test-phone-numbers). */
export const simulatorCountry = 'US'
