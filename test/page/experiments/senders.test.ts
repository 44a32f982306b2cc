import parsePhoneNumber from 'libphonenumber-js/mobile'
import { describe, expect, it } from 'vitest'

import { createSenders } from '../../../page/experiments/senders.ts'

const countryOf = (number: string): string | undefined => {
  const parsed = parsePhoneNumber(number)
  return parsed?.isValid() === true && parsed.number === number ? parsed.country : undefined
}

describe('Made-up senders', () => {
  it('are mobile numbers of the configured countries, in turn', () => {
    const { examples } = createSenders(['FR', 'BE', 'CH', 'LU'])
    expect(examples.map(countryOf)).toStrictEqual(['FR', 'BE', 'CH', 'LU', 'FR', 'BE', 'CH', 'LU'])
  })

  it('follow the example senders that are given', () => {
    const { examples, next } = createSenders(['US'], ['+14254147755'])
    expect(examples[0]).toBe('+14254147755')
    expect(new Set(examples).size).toBe(8)
    expect(examples).not.toContain(next())
  })

  it('are all different from each other and from the examples, and far apart', () => {
    const { examples, next } = createSenders(['FR'])
    const numbers = Array.from({ length: 500 }, next)
    expect(new Set([...examples, ...numbers]).size).toBe(508)
    expect(new Set(numbers.map((number) => number.slice(0, -4))).size).toBeGreaterThan(300)
    expect(numbers.filter((number) => countryOf(number) !== 'FR')).toStrictEqual([])
  })
})
