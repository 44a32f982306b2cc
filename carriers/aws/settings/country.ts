import { getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/mobile'

type Line = { readonly number?: string | undefined; readonly buy?: string | undefined }

/**
 * Whether an AWS line can answer phones of a country: "You can't request a dedicated phone number for one country but
 * then use it as an identity for another country" (user guide, phone-numbers). Only the calling code of a number in
 * settings is known, and countries may share one.
 */
export const mayAnswer = ({ number, buy }: Line, country: string): boolean => {
  if (number === undefined) return country === (buy === 'SIMULATOR' ? simulatorCountry : buy)
  return isSupportedCountry(country) && number.startsWith(`+${getCountryCallingCode(country)}`)
}

/** The only country whose simulators can send (user guide, test-phone-numbers). */
export const simulatorCountry = 'US'
