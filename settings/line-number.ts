import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'

const must = 'must be an E.164 number such as "+32460000000"'

/** A phone number in E.164, such as `+32460000000`. */
export const e164 = z.string(must).regex(/^\+[1-9]\d{6,14}$/, must)

/**
 * The kind of a number according to the number plan, if it is certainly not a mobile number. Returns undefined for a mobile number, and for
 * one that may be right: the plan doesn't know its kind, or can't tell it from a mobile number's (as in the US).
 */
export const kindOf = (number: string): string | undefined => {
  const kind = parsePhoneNumberFromString(number)?.getType()
  return kind === 'MOBILE' || kind === 'FIXED_LINE_OR_MOBILE' ? undefined : kind
}
