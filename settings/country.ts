import { isSupportedCountry } from 'libphonenumber-js/mobile'
import { z } from 'zod'

const must = 'must be a country of two capital letters (ISO 3166) that has mobile numbers'

export const country = z.string(must).refine((code) => isSupportedCountry(code), {
  error: ({ input }) => {
    const meant = meantCountry(input)
    return meant !== undefined && isSupportedCountry(meant) ? `${must}: write "${meant}"` : must
  },
})

/**
 * The country that two letters mean, in capitals. An unknown or outdated code is replaced by the one that Unicode has for it ("UK" is GB).
 */
export const meantCountry = (code: unknown): string | undefined =>
  typeof code === 'string' && /^[a-z]{2}$/i.test(code) ? new Intl.Locale('und', { region: code }).region : undefined
