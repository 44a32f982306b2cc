import { Refusal } from '../../../settings/refusal.ts'

/** One value for each period, oldest first; null where there is no datapoint. */
export type Series = readonly (number | null)[]

/** The types of metric math: S, TS and TS[] in the user guide. A scalar is null if there was no data to compute it from. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number | null }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'list'; readonly items: readonly Series[] }

export const scalar = (value: number | null): Value => ({ kind: 'scalar', value })
export const series = (values: Series): Value => ({ kind: 'series', values })

/** The value in each of `length` periods. Throws a `Refusal` for a list of series. */
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

/** CloudWatch drops values that are infinite or not a number, so a division by zero gives no datapoint. */
export const dataPoint = (value: number): number | null => (Number.isFinite(value) ? value : null)
