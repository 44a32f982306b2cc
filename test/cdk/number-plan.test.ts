import fc from 'fast-check'
import { type CountryCode, type MetadataJson, parsePhoneNumberFromString } from 'libphonenumber-js/core'
import examples from 'libphonenumber-js/mobile/examples'
import plan from 'libphonenumber-js/mobile/metadata'
import { expect, test } from 'vitest'

import { withoutFormats } from '../../cdk/number-plan.ts'

const lean = withoutFormats(plan)

/** What the functions need to know about a number. */
const read = (number: string, metadata: MetadataJson) => {
  const parsed = parsePhoneNumberFromString(number, metadata)
  return { number: parsed?.number, country: parsed?.country, valid: parsed?.isValid() }
}

test('the reduced number plan in the bundles knows the mobile numbers of every country', () => {
  for (const [country, national] of Object.entries(examples)) {
    const number = `+${plan.countries[country as CountryCode]?.[0]}${national}`
    expect(read(number, plan)).toMatchObject({ number, valid: true })
    expect(read(number, lean)).toEqual(read(number, plan))
  }
})

test('the reduced number plan gives the same answer as the whole one for any number', () => {
  const countryCode = fc.constantFrom(...Object.keys(plan.country_calling_codes), '800', '999')
  const national = fc.stringMatching(/^\d{3,13}$/)
  fc.assert(
    fc.property(countryCode, national, (code, digits) => {
      expect(read(`+${code}${digits}`, lean)).toEqual(read(`+${code}${digits}`, plan))
    }),
    { numRuns: 5000 },
  )
})

test('the reduced number plan is about half as long as the whole one', () => {
  expect(JSON.stringify(lean).length).toBeLessThan(JSON.stringify(plan).length * 0.55)
})
