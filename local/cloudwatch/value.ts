import { Refusal } from '../../settings/refusal.ts'

/** A value per period, oldest first; null where CloudWatch has no data point. */
export type Series = readonly (number | null)[]

/** What metric math computes with: S, TS and TS[] in the user guide, and words such as REPEAT. A number that comes of no data is null. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number | null }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'array'; readonly items: readonly Series[] }
  | { readonly kind: 'word'; readonly word: string }

export const scalar = (value: number | null): Value => ({ kind: 'scalar', value })
export const series = (values: Series): Value => ({ kind: 'series', values })

/** The value at each of `length` periods. Throws a `Refusal` when it is several series, or a word. */
export const valuesOf = (value: Value, length: number): Series => {
  if (value.kind === 'series') return value.values
  if (value.kind === 'scalar') return Array.from({ length }, () => value.value)
  throw new Refusal(`Metric math got ${describe(value)} where it needs one series or a number.`)
}

/** The same change to a series, or to each of several. */
export const changeSeries = (value: Value, change: (values: Series) => Series): Value => {
  if (value.kind === 'series') return series(change(value.values))
  if (value.kind === 'array') return { kind: 'array', items: value.items.map(change) }
  throw new Refusal(`Metric math got ${describe(value)} where it needs a series.`)
}

/** Infinity, and what is no number, are dropped: so CloudWatch treats a division by zero. */
export const dataPoint = (value: number): number | null => (Number.isFinite(value) ? value : null)

const describe = (value: Value): string => {
  if (value.kind === 'word') return `the word ${value.word}`
  return value.kind === 'scalar' ? 'a number' : 'a list of series'
}
