import type { metricFunctions } from '../../cdk/monitoring/metric-functions.ts'
import { Refusal } from '../../settings/refusal.ts'
import { changeSeries, type Series, scalar, series, type Value, valuesOf } from './value.ts'

export type MetricFunction = (typeof metricFunctions)[number]

type Given = readonly (Value | undefined)[]
type Call = (given: Given, times: readonly number[]) => Value

/** What each function gives (user guide, functions supported for metric math). `times` are the periods' starts in seconds. */
export const functions: { readonly [F in MetricFunction]: Call } = {
  SUM: (given, times) => combine(need(given, 0), times, sum),
  MAX: (given, times) => combine(need(given, 0), times, largest),
  RUNNING_SUM: (given) => changeSeries(need(given, 0), runningSum),
  FILL: (given) => changeSeries(need(given, 0), (values) => fill(values, need(given, 1))),
  EPOCH: (given, times) => changeSeries(need(given, 0), () => times),
  DATE: (given, times) => changeSeries(need(given, 0), () => times.map((time) => new Date(time * 1000).getUTCDate())),
  IF: (given, times) => choose(need(given, 0), need(given, 1), given[2], times.length),
}

const need = (given: Given, index: number): Value => {
  const value = given[index]
  if (value === undefined) throw new Refusal('A function of metric math lacks an argument.')
  return value
}

const sum = (points: readonly number[]): number => points.reduce((total, point) => total + point, 0)

/** The points of one series become a number; of several series, the points of each period become one. */
const combine = (value: Value, times: readonly number[], combination: (points: readonly number[]) => number): Value => {
  const combined = (points: Series): number | null => {
    const existing = points.filter((point) => point !== null)
    return existing.length === 0 ? null : combination(existing)
  }
  if (value.kind === 'series') return scalar(combined(value.values))
  if (value.kind !== 'array') throw new Refusal('SUM and MAX of metric math need a series.')
  return series(times.map((_, i) => combined(value.items.map((item) => item[i] ?? null))))
}

const largest = (points: readonly number[]): number => points.reduce((a, b) => Math.max(a, b))

const runningSum = (values: Series): Series => {
  let total = 0
  return values.map((value) => {
    total += value ?? 0
    return value === null ? null : total
  })
}

const fill = (values: Series, filler: Value): Series => {
  if (filler.kind !== 'word') {
    const others = valuesOf(filler, values.length)
    return values.map((value, i) => value ?? others[i] ?? null)
  }
  if (filler.word === 'REPEAT') return repeat(values)
  if (filler.word === 'LINEAR') return interpolate(values)
  throw new Refusal(`FILL of metric math doesn't know ${filler.word}.`)
}

/** Before the first value there is nothing to repeat. */
const repeat = (values: Series): Series => {
  let last: number | null = null
  return values.map((value) => {
    last = value ?? last
    return last
  })
}

/** Only gaps that have a value on either side. */
const interpolate = (values: Series): Series => {
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  return values.map((value, index) => {
    const before = known.findLast((point) => point.index < index)
    const after = known.find((point) => point.index > index)
    if (value !== null || before === undefined || after === undefined) return value
    return before.value + ((after.value - before.value) * (index - before.index)) / (after.index - before.index)
  })
}

/** Where the condition has no point, there is none. One that holds where `then` has none gives 0 (user guide, using IF expressions). */
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
