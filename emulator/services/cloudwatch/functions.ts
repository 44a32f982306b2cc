import type { metricFunctions } from '../../../cdk/monitoring/metric-functions.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { type Series, scalar, series, seriesIn, type Value, valuesOf } from './value.ts'

export type MetricFunction = (typeof metricFunctions)[number]

type Arguments = readonly (Value | undefined)[]
type Call = (args: Arguments, times: readonly number[]) => Value

/**
 * The functions of metric math that our dashboards and alarms use (user guide, functions supported for metric math). `times` are
 * the starts of the periods, in seconds.
 */
export const functions: { readonly [F in MetricFunction]: Call } = {
  SUM: (args, times) => sum(argument(args, 0), times.length),
  MAX: (args) => largest(seriesIn(argument(args, 0))),
  RUNNING_SUM: (args) => runningSum(seriesIn(argument(args, 0))),
  FILL: (args) => fill(seriesIn(argument(args, 0)), argument(args, 1)),
  EPOCH: (args, times) => alongside(argument(args, 0), times),
  DATE: (args, times) =>
    alongside(
      argument(args, 0),
      times.map((time) => new Date(time * 1000).getUTCDate()),
    ),
  IF: (args, times) => choose(argument(args, 0), argument(args, 1), args[2], times.length),
}

const argument = (args: Arguments, index: number): Value => {
  const value = args[index]
  if (value === undefined) throw new Refusal('A function of metric math lacks an argument.')
  return value
}

const known = (points: Series): readonly number[] => points.filter((point) => point !== null)

/** Adds up several series, period by period. */
const sum = (value: Value, length: number): Value => {
  if (value.kind !== 'list') throw new Refusal('SUM of metric math needs a list of series.')
  return series(
    Array.from({ length }, (_, i) => {
      const points = known(value.items.map((item) => item[i] ?? null))
      return points.length === 0 ? null : points.reduce((total, point) => total + point)
    }),
  )
}

const largest = (values: Series): Value => {
  const points = known(values)
  return scalar(points.length === 0 ? null : points.reduce((a, b) => Math.max(a, b)))
}

const runningSum = (values: Series): Value => {
  let total = 0
  return series(
    values.map((value) => {
      total += value ?? 0
      return value === null ? null : total
    }),
  )
}

const fill = (values: Series, filler: Value): Value => {
  const others = valuesOf(filler, values.length)
  return series(values.map((value, i) => value ?? others[i] ?? null))
}

/** A series with a value for every period, even where the argument has no datapoint. */
const alongside = (value: Value, values: Series): Value => {
  seriesIn(value)
  return series(values)
}

/**
 * IF(condition, then, otherwise). The result has no datapoint where the condition has none, and 0 where the condition holds but
 * `then` has no datapoint (user guide, using IF expressions).
 */
const choose = (condition: Value, then: Value, otherwise: Value | undefined, length: number): Value => {
  const [conditions, thens] = [valuesOf(condition, length), valuesOf(then, length)]
  const others = otherwise === undefined ? [] : valuesOf(otherwise, length)
  return series(
    conditions.map((value, i) => {
      if (value === null) return null
      return value === 0 ? (others[i] ?? null) : (thens[i] ?? 0)
    }),
  )
}
