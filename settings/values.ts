import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/mobile'
import { z } from 'zod'
import { day, hour, minute, second } from '../shared/rules/timing.ts'

/** A number that must be what `must` says. Of one in quotes or with a decimal comma, the error says what to write. */
export const real = (must: string) =>
  z.number({ error: ({ input }) => must + unquotedHint(input, /^\d+([.,]\d+)?$/, (typed) => typed.replace(',', '.')) })

/** A whole number. Of one in quotes, perhaps with separators between thousands, the error says what to write. */
export const whole = (min: number, max: number) => {
  const must = `must be a whole number from ${min} to ${max}`
  const digits = (typed: string) => typed.replaceAll(/\D/g, '')
  return z
    .int({ error: ({ input }) => must + unquotedHint(input, /^\d+$|^\d{1,3}([ .,]\d{3})+$/, digits) })
    .min(min, must)
    .max(max, must)
}

const unquotedHint = (input: unknown, like: RegExp, write: (typed: string) => string): string =>
  typeof input === 'string' && like.test(input) ? `: write ${Number(write(input))}, without quotes` : ''

const units = { s: second, min: minute, h: hour, d: day }

/** A duration as people write it, such as `"45 min"` or `"30 d"`. The output is in milliseconds. */
export const duration = (min: string, max: string) =>
  z
    .string({ error: shape })
    .regex(/^\d{1,6} (s|min|h|d)$/, { error: shape, abort: true })
    .transform(milliseconds)
    .refine((ms) => ms >= milliseconds(min) && ms <= milliseconds(max), { error: `must be from "${min}" to "${max}"` })

const shape = 'must be a number and a unit, such as "45 min": s, min, h or d'

const milliseconds = (text: string): number => {
  const [amount, unit] = text.split(' ')
  return Number(amount) * units[unit as keyof typeof units]
}

/** Whether a number has the calling code of a country. */
export const isOfCountry = (number: string, country: string): boolean =>
  isSupportedCountry(country) && number.startsWith(`+${getCountryCallingCode(country)}`)

const mustBeCountry = 'must be a country of two capital letters (ISO 3166) that has mobile numbers'

export const country = z.string(mustBeCountry).refine((code) => isSupportedCountry(code), {
  error: ({ input }) => {
    const meant = meantCountry(input)
    return meant !== undefined && isSupportedCountry(meant) ? `${mustBeCountry}: write "${meant}"` : mustBeCountry
  },
})

/** The country that two letters mean: Unicode replaces outdated codes ("UK" is GB). */
const meantCountry = (code: unknown): string | undefined =>
  typeof code === 'string' && /^[a-z]{2}$/i.test(code) ? new Intl.Locale('und', { region: code }).region : undefined

const mustBeE164 = 'must be an E.164 number such as "+32460000000"'

/** A phone number in E.164, such as `+32460000000`. */
export const e164 = z.string(mustBeE164).regex(/^\+[1-9]\d{6,14}$/, mustBeE164)

/** The kind of a number, if it is certainly not a mobile number: the plan may not know (as in the US). */
export const kindOf = (number: string): string | undefined => {
  const kind = parsePhoneNumberFromString(number)?.getType()
  return kind === 'MOBILE' || kind === 'FIXED_LINE_OR_MOBILE' ? undefined : kind
}

/** An https address without a user, a password or a match of `excess`, as `excessInWords` says in the error. */
export const address = (example: string, excess: RegExp, excessInWords: string) => {
  const shape = `must be an https address such as ${JSON.stringify(example)}`
  return z.string(shape).superRefine((typed, context) => {
    const bare = typed.replace(user, '$1').replace(excess, '')
    if (!isAddress(bare)) context.addIssue(shape)
    else if (bare !== typed) context.addIssue(`must be without ${excessInWords}: write ${JSON.stringify(bare)}`)
  })
}

const user = /^(https:\/\/)[^/?#]*@/i

/** Stricter than `new URL`, which accepts "https:/host", "https:\\host" and a host without a dot. */
const isAddress = (typed: string): boolean =>
  /^https:\/\/[^/\\\s][^\\\s]*$/i.test(typed) && URL.canParse(typed) && z.regexes.domain.test(new URL(typed).hostname)

/** The address of a page. It has no "#", because links to the page's sections add their own. */
const pageAddress = (example: string) => address(example, /#.*/s, 'a user, a password or "#"')

/** An alarm's description ends with it, and has at most 1,024 characters (API reference, PutMetricAlarm). */
export const maxRunbookUrl = 100

/** The address of the volunteers' copy of the runbook. */
export const runbookUrl = pageAddress('https://example.org/docs/runbook.md').refine(
  ({ length }) => length <= maxRunbookUrl,
  `must not exceed ${maxRunbookUrl} characters, since the text of an alarm has to hold it`,
)

/** The address that a watch elsewhere expects to be asked once an hour. */
export const heartbeatUrl = pageAddress('https://hc-ping.com/a-name-of-yours').refine(
  ({ length }) => length <= 200,
  'must not exceed 200 characters, since the environment of functions has to hold it',
)

const mustBeContact = 'must be an e-mail address, or the https address of a page such as "https://example.org/number"'
/** Where strangers reach the association: its page about the number, or an address for mails. */
export const contact = z
  .string(mustBeContact)
  .refine((typed) => z.email().safeParse(typed).success || isAddress(typed), mustBeContact)

/**
 * A queue of SQS has 120,000 messages in flight; beyond, Lambda receives no more, without an error (developer guide,
 * quotas; read 2026-12-01). The texts that a flood lets wait for room must fit: of 3,000 a minute, some 15 wait for
 * each reply of a day.
 */
export const maxRepliesPerDay = 5000

/** The word of `known` that was most likely meant: at most four letters, and a third of them, differ. */
export const nearest = (word: string, known: readonly string[]): string | undefined =>
  [0, 1, 2, 3, 4].flatMap((edits) =>
    known.filter((other) => {
      const longest = Math.max(word.length, other.length)
      return edits <= longest / 3 && areNear(word.toLowerCase(), other.toLowerCase(), edits)
    }),
  )[0]

/** Whether at most `edits` edits make one word the other: a letter more, less or another, or two swapped. */
export const areNear = (one: string, other: string, edits: number): boolean => {
  if (one === other) return true
  if (one[0] === other[0]) return areNear(one.slice(1), other.slice(1), edits)
  if (edits === 0) return false
  return (
    areNear(one.slice(1), other, edits - 1) ||
    areNear(one, other.slice(1), edits - 1) ||
    areNear(one.slice(1), other.slice(1), edits - 1) ||
    (one[0] === other[1] && one[1] === other[0] && areNear(one.slice(2), other.slice(2), edits - 1))
  )
}

/** The languages of the dashboard and the alarms, for those who run the number. */
export const operatorLanguages = ['en', 'fr'] as const
export type OperatorLanguage = (typeof operatorLanguages)[number]

/** A sentence, or part of one, in each language of those who run a stage. */
export type Translated = Readonly<Record<OperatorLanguage, string>>
