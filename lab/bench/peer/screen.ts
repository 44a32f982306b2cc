import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import type { Config, Line } from '../../../shared/rules/config.ts'

const staleMs = 48 * 3600 * 1000

type Text = { readonly from: string; readonly to: string; readonly sentAt: number }

/** The line and country of a text that may be answered, or the reason why it may not. */
export const screen = (
  text: Text,
  config: Config,
  now: number,
): { readonly line: Line; readonly country: string } | string => {
  if (now - text.sentAt > staleMs) return 'stale'
  const line = config.lines.find(({ number }) => number === text.to)
  if (line === undefined) return 'unknown line'
  if (config.lines.some(({ number }) => number === text.from)) return 'not a mobile'
  const number = parsePhoneNumberFromString(text.from)
  if (!number?.isValid() || number.number !== text.from) return 'not a mobile'
  if (number.country === undefined || !config.countries.includes(number.country)) return 'country'
  return { line, country: number.country }
}
