import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'

import type { CarrierName } from '../carriers/registry.ts'

const must = 'must be an E.164 number such as "+32460000000"'

/** A phone number in full, such as `+32460000000`. */
export const e164 = z.string(must).regex(/^\+[1-9]\d{6,14}$/, must)

/**
 * What the number of a line must be, if the number plan says that it isn't: nobody can text a landline. A kind that the plan doesn't know,
 * or can't tell from a mobile's (as in the US), may be right. AWS has toll-free and virtual numbers, too; the long codes among which it
 * has landlines are for calls (user guide, phone-numbers-sms-by-country).
 */
export const mustBeTextable = (number: string, carrier: CarrierName): string | undefined => {
  const kind = parsePhoneNumberFromString(number)?.getType()
  if (kind === undefined || kind === 'MOBILE' || kind === 'FIXED_LINE_OR_MOBILE') return undefined
  if (carrier === 'sim') return 'must be the mobile number of the SIM, which this is not'
  return kind === 'FIXED_LINE' ? 'must be a number that AWS has for texts, which a landline is not' : undefined
}
