import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import { carrierNames, carriers } from '../carriers/registry.ts'
import { UsageError } from '../settings/refusal.ts'
import { e164 } from '../settings/values.ts'

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
