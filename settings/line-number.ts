import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'

const must = 'must be an E.164 number such as "+32460000000"'

/** A phone number in full, such as `+32460000000`. */
export const e164 = z.string(must).regex(/^\+[1-9]\d{6,14}$/, must)

/**
 * What kind of number the number plan says it is, if that is surely no mobile's. A kind that the plan doesn't know, or can't tell from a
 * mobile's (as in the US), may be right.
 */
export const kindOf = (number: string): string | undefined => {
  const kind = parsePhoneNumberFromString(number)?.getType()
  return kind === 'MOBILE' || kind === 'FIXED_LINE_OR_MOBILE' ? undefined : kind
}
