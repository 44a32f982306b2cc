import parsePhoneNumber, { getExampleNumber, isSupportedCountry } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'
import { Refusal } from '../../settings/refusal.ts'

export type Senders = ReturnType<typeof createSenders>

const exampleCount = 8

/** Odd and no multiple of five, so it reaches every number; near the golden ratio, so numbers lie far apart. */
const stride = 6_180_339

/** Makes up senders from each of these countries (ISO 3166) in turn. The examples begin with those in `first`. */
export const createSenders = (countries: readonly string[], first: readonly string[] = []) => {
  const models = countries.flatMap((country) => {
    const example = isSupportedCountry(country) ? getExampleNumber(country, examples) : undefined
    if (example === undefined) return []
    return [{ number: example.number, digits: Math.min(7, example.nationalNumber.length - 2) }]
  })
  const candidate = (index: number, digitsAtMost: number): string => {
    const model = models[index % models.length]
    if (model === undefined) throw new Refusal(`There are no phone numbers in ${countries.join(', ')}.`)
    const digits = Math.min(digitsAtMost, model.digits)
    const varied = (Math.floor(index / models.length) * stride) % 10 ** digits
    return model.number.slice(0, -digits) + String(varied).padStart(digits, '0')
  }
  let index = 0
  const next = (digitsAtMost: number, taken: readonly string[]): string => {
    for (;;) {
      const number = candidate(index++, digitsAtMost)
      if (!taken.includes(number) && parsePhoneNumber(number)?.isValid() === true) return number
    }
  }
  const shown = [...first]
  while (shown.length < exampleCount) shown.push(next(2, shown))
  return {
    /** A few numbers for people to pick from. */
    examples: shown as readonly string[],
    /** Returns a different number each time. Consecutive numbers are far apart. */
    next: (): string => next(7, shown),
  }
}
