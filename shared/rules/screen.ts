import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { carriers } from './carriers.ts'
import { type Config, type Line, lineOf } from './config.ts'
import type { InboundText } from './inbound-text.ts'
import { keywordOf } from './opt-out.ts'
import type { SilentReason } from './telemetry.ts'

export type Screened =
  | {
      readonly silent: Extract<SilentReason, 'unknown-line' | 'own-line' | 'not-a-mobile' | 'country'>
    }
  | { readonly silent?: undefined; readonly line: Line; readonly country: string }

/** Screens out texts that are never answered, by their own fields and the config alone. */
export const screen = (inbound: InboundText, config: Config): Screened => {
  const line = lineOf(config, inbound.line)
  if (line === undefined) return { silent: 'unknown-line' }
  if (isLine(inbound.sender, config)) return { silent: 'own-line' }
  const mobile = inbound.country === undefined ? mobileNumber(inbound.sender) : { country: inbound.country }
  if (mobile === undefined) return { silent: 'not-a-mobile' }
  if (isForeign(mobile, line) && keywordOf(inbound.text, false) !== 'stop') return { silent: 'country' }
  if (mobile.country === undefined || !config.countries.includes(mobile.country)) return { silent: 'country' }
  return { line, country: mobile.country }
}

/** Returns whether a sender is one of our lines, of any carrier: an address ends with the number. */
const isLine = (sender: string, { lines }: Config): boolean =>
  sender !== '' && lines.some(({ number }) => number.endsWith(sender))

type Phone = { readonly countryCallingCode?: string | undefined }

/**
 * Returns whether a line can't reach a phone because it answers only its own country, and their calling codes differ.
 * A STOP from there still counts, since it holds for all lines. No calling code begins with another one (ITU-T E.164).
 */
const isForeign = ({ countryCallingCode: code }: Phone, { number, carrier }: Line): boolean =>
  code !== undefined &&
  carriers[carrier].ownCountryOnly &&
  number.startsWith('+') &&
  !number.startsWith(`+${code}`) &&
  !tollFree.some((prefix) => number.startsWith(prefix))

/** US toll-free numbers (FCC), which may text abroad (End User Messaging guide, 2025-08-28; read 2026-11-29). */
const tollFree = ['+1800', '+1833', '+1844', '+1855', '+1866', '+1877', '+1888']

/** Any valid number counts as a mobile if the number plan can't tell it from a landline, as in the US. */
const mobileNumber = (number: string): (Phone & { readonly country?: string | undefined }) | undefined => {
  const parsed = parsePhoneNumberFromString(number)
  // The library also accepts "tel:" and "+33 (0)6...". Only E.164 passes: two spellings would be two senders.
  return parsed?.isValid() && parsed.number === number ? parsed : undefined
}

/**
 * Whether somebody who is not answered may be a person at home: no short code, no name of letters (of 11 characters at
 * most), and no number abroad, for lines and countries alike. Whoever is masked, or of an unknown form, may be one.
 */
export const mayBeAtHome = ({ sender, country }: InboundText, { lines, countries }: Config): boolean => {
  const atHome = [
    ...lines.map(({ number }) => parsePhoneNumberFromString(number)?.countryCallingCode),
    ...countries.map(callingCodeOf),
  ].filter((code) => code !== undefined)
  if (country !== undefined) return atHome.some((code) => code === callingCodeOf(country))
  if (/^\+\d+$/.test(sender)) return atHome.some((code) => sender.startsWith(`+${code}`))
  return !/^\d{1,7}$/.test(sender) && !/^(?=.*[a-z])[\w .&-]{1,11}$/i.test(sender)
}

const callingCodeOf = (country: string): string | undefined =>
  isSupportedCountry(country) ? getCountryCallingCode(country) : undefined
