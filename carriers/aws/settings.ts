import { z } from 'zod'
import { receivedUsd } from '../../settings/countries/countries.ts'
import { type Contradiction, type Lines, lineShape, type Place } from '../../settings/line.ts'
import { e164, isOfCountry, kindOf, real } from '../../settings/values.ts'
import { second } from '../../shared/rules/timing.ts'

/**
 * All that the stack buys: a simulator. Other numbers want a registration first, which CloudFormation can't make (user
 * guide, phone-numbers-request-long-code; AWS::SMSVOICE::PhoneNumber).
 */
const buy = z.literal(
  'SIMULATOR',
  'must be "SIMULATOR": have AWS give the account any other number (docs/deploy.md, "Which number"), and write that as "number"',
)

/** A line with a number of AWS, or a simulator that the stack buys. It needs no "carrier". */
export const awsLine = z
  .strictObject({
    ...lineShape,
    carrier: z.literal('aws').optional().default('aws'),
    // Landlines are refused: those among AWS's long codes are for calls (user guide, phone-numbers-sms-by-country).
    number: e164
      .refine(
        (number) => kindOf(number) !== 'FIXED_LINE',
        'must be a number that AWS has for texts, which a landline is not',
      )
      .optional(),
    buy: buy.optional(),
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
 * The settings of all AWS lines. AWS takes one SendTextMessage a second unless asked for more (user guide, quotas).
 * Below half of that, waiting would take too much of a time-out.
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
    usd: ({ partPriceUsd }: { readonly partPriceUsd: number }) => partPriceUsd || undefined,
    setting: ['partPriceUsd'],
  },
  receivedUsd,
  hasOnlySimulators,
  contradictions: (
    line: Line,
    { n }: Place,
    { countries, lines }: Lines & { readonly countries: readonly string[] },
  ) => (line.buy === undefined ? ofCountry(line, n, countries) : ofSimulator(n, countries, lines)),
}

const ofCountry = (line: Line, n: number, countries: readonly string[]): readonly Contradiction[] => {
  if (line.number?.match(/^\+33[67]/)) return [[['lines', n, 'number'], frenchMobile]]
  if (countries.some((country) => mayAnswer(line, country))) return []
  const ofCountries = `must be a number of one of countries (${countries.join(', ')})`
  return [[['lines', n, 'number'], `${ofCountries}: an AWS number answers phones of its own country`]]
}

const frenchMobile =
  'must not be a French 06 or 07, which AWS does not have, and a program may not answer from: docs/time2chat.fr.md, docs/whatsapp.md'

const ofSimulator = (n: number, countries: readonly string[], lines: Lines['lines']): readonly Contradiction[] => [
  ...(countries.includes(simulatorCountry)
    ? []
    : [
        oneSaid(
          n,
          `must be left out, or countries must have ${simulatorCountry}, the only one that a simulator answers`,
        ),
      ]),
  ...(lines.findIndex(({ buy }) => buy !== undefined) < n
    ? [oneSaid(n, 'must be left out: a stage has one simulator')]
    : []),
]

const oneSaid = (n: number, message: string): Contradiction => [['lines', n, 'buy'], message]

/** "You can't request a dedicated phone number for one country but then use it […] for another" (phone-numbers). */
export const mayAnswer = ({ number }: Pick<Line, 'number'>, country: string): boolean =>
  number === undefined ? country === simulatorCountry : isOfCountry(number, country)

/** The only country whose simulators can send (user guide, test-phone-numbers). */
export const simulatorCountry = 'US'
