import { Argument } from '@commander-js/extra-typings'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { z } from 'zod'

import { carrierNames, carriers } from '../carriers/registry.ts'
import { UsageError } from '../settings/refusal.ts'
import { duration, e164 } from '../settings/values.ts'

/**
 * An argument that refuses a sender's number: shells and npm record arguments, and ps shows them. The number is
 * typed or read from standard input instead.
 */
export const senderArgument = () =>
  new Argument('[-]', "the sender's number is asked for, or read from standard input").argParser((typed) => {
    if (typed === '-') return typed
    throw new UsageError(
      "A sender's number is no argument, for shells and npm keep those: leave it out, then type it when you are asked, or send it to standard input.",
    )
  })

/** Parses a duration such as `30d`, `12 h` or `45min` to milliseconds. Throws a `UsageError` unless it is from 1 minute to 365 days. */
export const parseDuration = (typed: string): number => {
  const { data } = duration('1 min', '365 d').safeParse(typed.replace(/^(\d+) ?(?=[a-z])/, '$1 '))
  if (data === undefined)
    throw new UsageError(`${JSON.stringify(typed)} is not a time from 1min to 365d, such as 45min, 12h or 30d.`)
  return data
}

/** ISO 8601 with a time zone. `Date.parse` alone would read the 31st of February as a day in March. */
const moment = z.union([z.iso.datetime({ offset: true, precision: -1 }), z.iso.datetime({ offset: true })])

/** Parses a moment in ISO 8601 with a time zone to milliseconds. Throws a `UsageError` for anything else. */
export const parseMoment = (typed: string): number => {
  if (!moment.safeParse(typed).success)
    throw new UsageError(
      `${JSON.stringify(typed)} is not a moment with its time zone, such as 2026-11-24T18:00Z or 2026-11-24T19:00+01:00.`,
    )
  return Date.parse(typed)
}

/** Parses a sender's mobile number, which may contain spaces, to E.164. Throws a `UsageError` that doesn't repeat what was typed. */
export const senderNumber = (typed: string): string => {
  const parsed = parsePhoneNumberFromString(typed.trim())
  if (parsed?.isValid() !== true || !typed.trim().startsWith('+'))
    throw new UsageError('That is not a mobile number with its country code, such as +33612345678.')
  return parsed.number
}

/** Parses a line's number to E.164. It may be of any kind that AWS has, and be typed as people write it. Throws a `UsageError`. */
export const lineNumber = (typed: string): string => {
  const { data } = e164.safeParse(typed.replace(/[\s().-]/g, ''))
  if (data === undefined) throw new UsageError('That is not a number with its country code, such as +32460000000.')
  return data
}

/** Parses the address of a line: its number, with or without the prefix of a carrier. Throws a `UsageError`. */
export const lineAddress = (typed: string): string => {
  const given = typed.trim()
  const prefix =
    carrierNames.map((name) => carriers[name].addressPrefix).find((one) => one && given.startsWith(one)) ?? ''
  return prefix + lineNumber(given.slice(prefix.length))
}
