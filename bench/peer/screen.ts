import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import type { Line, Policy } from '../../shared/rules/policy.ts'

const staleMs = 48 * 3600 * 1000

type Text = { readonly from: string; readonly to: string; readonly sentAt: number }

/** The line and country of a text that may be answered, or why it may not. */
export const screen = (
  text: Text,
  policy: Policy,
  now: number,
): { readonly line: Line; readonly country: string } | string => {
  if (now - text.sentAt > staleMs) return 'stale'
  const line = policy.lines.find(({ number }) => number === text.to)
  if (line === undefined) return 'unknown line'
  if (policy.lines.some(({ number }) => number === text.from)) return 'not a mobile'
  const number = parsePhoneNumberFromString(text.from)
  if (!number?.isValid() || number.number !== text.from) return 'not a mobile'
  if (number.country === undefined || !policy.countries.includes(number.country)) return 'country'
  return { line, country: number.country }
}
