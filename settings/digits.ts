import { z } from 'zod'

/**
 * A schema for a number. `must` says what it must be. If the number is in quotes or has a decimal comma, the error also says what to write.
 */
export const real = (must: string) =>
  z.number({ error: ({ input }) => must + unquotedHint(input, /^\d+([.,]\d+)?$/, (typed) => typed.replace(',', '.')) })

/** A schema for a whole number. If it is in quotes, perhaps with separators between thousands, the error also says what to write. */
export const whole = (min: number, max: number) => {
  const must = `must be a whole number from ${min} to ${max}`
  const digits = (typed: string) => typed.replaceAll(/\D/g, '')
  return z
    .int({ error: ({ input }) => must + unquotedHint(input, /^\d+$|^\d{1,3}([ .,]\d{3})+$/, digits) })
    .min(min, must)
    .max(max, must)
}

const unquotedHint = (input: unknown, like: RegExp, write: (typed: string) => string): string =>
  typeof input === 'string' && like.test(input) ? `: write ${Number(write(input))}, without quotes` : ''

/** Explains why text is not JSON, if a number in it has a decimal comma, or a comma between thousands; undefined otherwise. */
export const commaIn = (json: string): string | undefined => {
  const [, name, typed] = /"(\w+)"\s*:\s*(\d+,\d+)/.exec(json) ?? []
  if (name === undefined || typed === undefined) return undefined
  const thousands = /^[1-9]\d{0,2},\d{3}$/.test(typed) ? [typed.replace(',', '')] : []
  const instead = [typed.replace(',', '.'), ...thousands].join(' or ')
  return `${name} is ${typed}, but a number has no comma: write ${instead}`
}
