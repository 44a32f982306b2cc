import { z } from 'zod'

import { meantCountry } from '../../../settings/values.ts'
import { mayAnswer } from './country.ts'

/**
 * What AWS's API sells (user guide, phone-numbers-request-long-code): long codes of these countries, and a simulator, which costs little,
 * needs no registration and reaches no carrier. Two versions of that page disagree about DE and IN only, which are left out.
 */
const onSale = [
  ...['AT', 'AU', 'CA', 'CL', 'DK', 'ES', 'FI', 'GB', 'HK', 'HU', 'IT', 'NL', 'NO', 'PL', 'PT', 'SE'],
  'SIMULATOR',
] as const

/** What a maintainer does in a country where the API sells no numbers. */
const insteadOfBuying = 'have AWS give the account a number (README.md, "Which number") and write that as "number"'

/** What the stack buys for a line. */
export const buy = z.enum(onSale, {
  error: ({ input }) => {
    const meant = onSale.find((one) => one === meantCountry(input))
    const instead = meant === undefined ? `; elsewhere ${insteadOfBuying}` : `: write "${meant}"`
    return `must be one of ${onSale.join(', ')}${instead}`
  },
})

/** Says what `buy` must be for a line to answer phones of one of the countries. */
export const mustBuyFor = (countries: readonly string[]): string => {
  const fitting = onSale.filter((one) => countries.some((country) => mayAnswer({ buy: one }, country)))
  const ofCountries = `countries (${countries.join(', ')})`
  return fitting.length === 0
    ? `must be left out, since AWS sells no number of one of ${ofCountries}: ${insteadOfBuying}`
    : `must be ${fitting.join(' or ')}, to answer one of ${ofCountries}: an AWS number answers phones of its own country`
}
