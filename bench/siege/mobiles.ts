import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

import type { Chance } from './chance.ts'

/** A French mobile number, any that the number plan has. */
export const anyMobile = (chance: Chance): string => {
  for (;;) {
    const number = `+33${chance.pick([6, 7])}${digits(chance.below(1e8))}`
    if (isFrench(number)) return number
  }
}

/** Neighbouring numbers, as someone who fakes them may count them up: two whole blocks of ten thousand and their like. */
export const nthNeighbour = (index: number): string => `+336${digits(12_340_000 + index)}`

/** Another number of the same block of ten thousand. */
export const neighbourOf = (number: string, chance: Chance): string =>
  number.slice(0, -4) + String(chance.below(1e4)).padStart(4, '0')

const digits = (number: number): string => String(number).padStart(8, '0')

const isFrench = (number: string): boolean => {
  const parsed = parsePhoneNumberFromString(number)
  return parsed?.isValid() === true && parsed.country === 'FR'
}
