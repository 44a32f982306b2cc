import { readFileSync } from 'node:fs'
import type { Plugin } from 'esbuild'

type Country = readonly unknown[]
export type NumberPlan = { readonly countries: object; readonly nonGeographic: object }

/** The index of the formats in a country's metadata of libphonenumber (its metadata.js). */
const formats = 4

/** Removes the formats of numbers, which are half of the number plan's bytes and which no function uses. */
export const withoutFormats = <Plan extends NumberPlan>(plan: Plan): Plan => ({
  ...plan,
  countries: mapValues(plan.countries, unformatted),
  nonGeographic: mapValues(plan.nonGeographic, unformatted),
})

const unformatted = (country: Country): Country => country.with(formats, 0)

const mapValues = (object: object, change: (value: Country) => Country): object =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value)]))

/** Makes esbuild bundle the number plan of `libphonenumber-js/mobile` without formats. */
export const leanNumberPlan: Plugin = {
  name: 'lean number plan',
  setup: ({ onLoad }) => {
    onLoad({ filter: /libphonenumber-js[\\/]metadata\.mobile\.json\.js$/ }, ({ path }) => {
      const plan = JSON.parse(readFileSync(path.replace(/\.js$/, ''), 'utf8'))
      return { contents: JSON.stringify(withoutFormats(plan)), loader: 'json' }
    })
  },
}
