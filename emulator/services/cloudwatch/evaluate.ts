import { CloudError } from '../../cloud-error.ts'

/** The data with which an expression is evaluated. */
export type EvaluationContext = {
  /** The start of each period, in seconds. */
  readonly times: readonly number[]
  /** The values of the metric or expression with this id, one for each of the times. */
  readonly seriesOf: (id: string) => Series
}

type Arguments = readonly (Value | undefined)[]
type Call = (args: Arguments, times: readonly number[]) => Value

/** The supported functions (user guide, functions supported for metric math). `times` begin periods, in seconds. */
export const functions: { readonly [name: string]: Call } = {
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
  if (value === undefined) throw new CloudError('A function of metric math lacks an argument.')
  return value
}

const known = (points: Series): readonly number[] => points.filter((point) => point !== null)

/** Adds up several series, period by period. */
const sum = (value: Value, length: number): Value => {
  if (value.kind !== 'list') throw new CloudError('SUM of metric math needs a list of series.')
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

/** IF has no datapoint without a condition, and 0 if it holds without `then` (user guide, using IF expressions). */
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

const truth = (holds: boolean): number => (holds ? 1 : 0)

const operators = {
  '+': (a: number, b: number) => a + b,
  '-': (a: number, b: number) => a - b,
  '*': (a: number, b: number) => a * b,
  '/': (a: number, b: number) => a / b,
  '<': (a: number, b: number) => truth(a < b),
  '>': (a: number, b: number) => truth(a > b),
  '>=': (a: number, b: number) => truth(a >= b),
  '==': (a: number, b: number) => truth(a === b),
}

export type Operator = keyof typeof operators

/** Applies an operator: two numbers give a number, and anything with a series gives a series, point by point. */
export const operate = (operator: Operator, args: Arguments): Value => {
  const [left, right] = [argument(args, 0), argument(args, 1)]
  const compute = (a: number, b: number) => dataPoint(operators[operator](a, b))
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return scalar(left.value === null || right.value === null ? null : compute(left.value, right.value))
  return series(pointwise(left, right, compute))
}

/** Between two series, a datapoint that only one of them lacks counts as 0; where both lack it there is none. */
const pointwise = (left: Value, right: Value, compute: (a: number, b: number) => number | null): Series => {
  const two = left.kind === 'series' && right.kind === 'series'
  const length = left.kind === 'series' ? left.values.length : right.kind === 'series' ? right.values.length : 0
  const [as, bs] = [valuesOf(left, length), valuesOf(right, length)]
  return as.map((a, i) => {
    const b = bs[i] ?? null
    const missing = two ? a === null && b === null : a === null || b === null
    return missing ? null : compute(a ?? 0, b ?? 0)
  })
}

/** One value for each period, oldest first; null where there is no datapoint. */
export type Series = readonly (number | null)[]

/** The user guide's S, TS and TS[]. A scalar is null if there was no data to compute it from. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number | null }
  | { readonly kind: 'series'; readonly values: Series }
  | { readonly kind: 'list'; readonly items: readonly Series[] }

export const scalar = (value: number | null): Value => ({ kind: 'scalar', value })
export const series = (values: Series): Value => ({ kind: 'series', values })

/** The value in each of `length` periods. Throws a `CloudError` for a list of series. */
const valuesOf = (value: Value, length: number): Series => {
  if (value.kind === 'series') return value.values
  if (value.kind === 'scalar') return Array.from({ length }, () => value.value)
  throw new CloudError('Metric math got a list of series where it needs one series or a number.')
}

/** The values of a series. Throws a `CloudError` for anything else. */
export const seriesIn = (value: Value): Series => {
  if (value.kind === 'series') return value.values
  throw new CloudError(
    `Metric math got ${value.kind === 'list' ? 'a list of series' : 'a number'} where it needs a series.`,
  )
}

/** CloudWatch drops values that are infinite or not a number, so a division by zero gives no datapoint. */
const dataPoint = (value: number): number | null => (Number.isFinite(value) ? value : null)
