import fc from 'fast-check'
import { type CountryCode, type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core'
import examples from 'libphonenumber-js/mobile/examples'
import plan from 'libphonenumber-js/mobile/metadata'
import { expect, test } from 'vitest'

import { withoutFormats } from '../../cdk/number-plan.ts'

const lean = withoutFormats(plan)

/** All that the functions ask of a number. */
const read = (number: string, metadata: MetadataJson) => {
  const parsed = parsePhoneNumberFromString(number, metadata)
  return { number: parsed?.number, country: parsed?.country, valid: parsed?.isValid() }
}

test('the number plan in the bundles knows the mobiles of every country', () => {
  for (const [country, national] of Object.entries(examples)) {
    const number = `+${plan.countries[country as CountryCode]?.[0]}${national}`
    expect(read(number, plan)).toMatchObject({ number, valid: true })
    expect(read(number, lean)).toEqual(read(number, plan))
  }
})

test('it says of any number what the whole plan says', () => {
  const countryCode = fc.constantFrom(...Object.keys(plan.country_calling_codes), '800', '999')
  const national = fc.stringMatching(/^\d{3,13}$/)
  fc.assert(
    fc.property(countryCode, national, (code, digits) => {
      expect(read(`+${code}${digits}`, lean)).toEqual(read(`+${code}${digits}`, plan))
    }),
    { numRuns: 5000 },
  )
})

test('it is about half of the whole plan', () => {
  expect(JSON.stringify(lean).length).toBeLessThan(JSON.stringify(plan).length * 0.55)
})
