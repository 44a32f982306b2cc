import { Refusal } from '../../settings/refusal.ts'

/** A value per period, oldest first; null where CloudWatch has no data point. */
export type Series = readonly (number | null)[]

/** What metric math computes with: S, TS and TS[] in the user guide. A number that comes of no data is null. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number | null }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'list'; readonly items: readonly Series[] }

export const scalar = (value: number | null): Value => ({ kind: 'scalar', value })
export const series = (values: Series): Value => ({ kind: 'series', values })

/** The value at each of `length` periods. Throws a `Refusal` when it is several series. */
export const valuesOf = (value: Value, length: number): Series => {
  if (value.kind === 'series') return value.values
  if (value.kind === 'scalar') return Array.from({ length }, () => value.value)
  throw new Refusal('Metric math got a list of series where it needs one series or a number.')
}

/** The values of a series. Throws a `Refusal` for anything else. */
export const seriesIn = (value: Value): Series => {
  if (value.kind === 'series') return value.values
  throw new Refusal(
    `Metric math got ${value.kind === 'list' ? 'a list of series' : 'a number'} where it needs a series.`,
  )
}

/** CloudWatch drops infinity and what is no number, so that a division by zero gives no point. */
export const dataPoint = (value: number): number | null => (Number.isFinite(value) ? value : null)
