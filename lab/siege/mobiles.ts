import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import type { Random } from './random.ts'

/** A random French mobile number that is valid in the number plan. */
export const randomMobile = (random: Random): string => {
  for (;;) {
    const number = `+33${random.pick([6, 7])}${digits(random.below(1e8))}`
    if (isFrench(number)) return number
  }
}

/** Consecutive numbers, as someone who fakes them may count them up. 20,000 of them fill two blocks of ten thousand. */
export const nthNeighbour = (index: number): string => `+336${digits(12_340_000 + index)}`

/** A random number of the same block of ten thousand. */
export const neighbourOf = (number: string, random: Random): string =>
  number.slice(0, -4) + String(random.below(1e4)).padStart(4, '0')

const digits = (number: number): string => String(number).padStart(8, '0')

const isFrench = (number: string): boolean => {
  const parsed = parsePhoneNumberFromString(number)
  return parsed?.isValid() === true && parsed.country === 'FR'
}
