import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import { UsageError } from './refusal.ts'

/** A mobile number in E.164, which may be typed with spaces. Throws a `UsageError`, which doesn't repeat what was typed. */
export const phoneNumber = (typed: string): string => {
  const parsed = parsePhoneNumberFromString(typed.trim())
  if (parsed?.isValid() !== true || !typed.trim().startsWith('+'))
    throw new UsageError('That is not a mobile number with its country code, such as +33612345678.')
  return parsed.number
}
