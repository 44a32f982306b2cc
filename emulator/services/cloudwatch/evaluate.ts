import { CloudError } from '../../cloud-error.ts'

/** One value for each period, oldest first; null where there is no datapoint. */
export type Series = readonly (number | null)[]

/** The user guide's S, TS and TS[]. A scalar is null if there was no data to compute it from. */
export type Value = number | null | Series | { readonly list: readonly Series[] }

/** The data with which an expression is evaluated. */
export type EvaluationContext = {
  /** The start of each period, in seconds. */
  readonly times: readonly number[]
  /** The values of the metric or expression with this id, one for each of the times. */
  readonly seriesOf: (id: string) => Series
}

/** Computes a value from others. `times` are the starts of periods in seconds. */
export type Compute = (values: readonly Value[], times: readonly number[]) => Value

/** The functions that are supported here (user guide, functions supported for metric math). */
export const functions: { readonly [name: string]: Compute } = {
  SUM: ([value], times) => sum(value, times.length),
  MAX: ([value]) => largest(known(seriesIn(value))),
  RUNNING_SUM: ([value]) => runningSum(seriesIn(value)),
  FILL: ([value, filler]) => fill(seriesIn(value), filler),
  // These two need a series, and have a value even where it has none.
  EPOCH: ([value], times) => seriesIn(value) && times,
  DATE: ([value], times) => seriesIn(value) && times.map((time) => new Date(time * 1000).getUTCDate()),
  IF: ([condition, then, otherwise = null], times) => choose(condition, then, otherwise, times.length),
}

const known = (points: Series): readonly number[] => points.filter((point) => point !== null)

const sum = (value: Value | undefined, length: number): Series => {
  if (!isList(value)) throw new CloudError('SUM of metric math needs a list of series.')
  return Array.from({ length }, (_, i) => {
    const points = known(value.list.map((item) => item[i] ?? null))
    return points.length === 0 ? null : points.reduce((total, point) => total + point)
  })
}

const largest = (points: readonly number[]): Value =>
  points.length === 0 ? null : points.reduce((a, b) => Math.max(a, b))

const runningSum = (values: Series): Series => {
  let total = 0
  return values.map((value) => {
    total += value ?? 0
    return value === null ? null : total
  })
}

const fill = (values: Series, filler: Value | undefined): Series => {
  const others = valuesOf(filler, values.length)
  return values.map((value, i) => value ?? others[i] ?? null)
}

/** IF has no datapoint without a condition, and 0 if it holds without `then` (user guide, using IF expressions). */
const choose = (condition: Value | undefined, then: Value | undefined, otherwise: Value, length: number): Series => {
  const [thens, others] = [valuesOf(then, length), valuesOf(otherwise, length)]
  return valuesOf(condition, length).map((value, i) => {
    if (value === null) return null
    return value === 0 ? (others[i] ?? null) : (thens[i] ?? 0)
  })
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

/** Applies an operator point by point. Between two series, a datapoint that only one of them lacks counts as 0. */
export const operate = (operator: Operator, left: Value, right: Value): Value => {
  // CloudWatch drops values that are infinite or not a number, so a division by zero gives no datapoint.
  const compute = (a: number, b: number) => {
    const value = operators[operator](a, b)
    return Number.isFinite(value) ? value : null
  }
  if (isScalar(left) && isScalar(right)) return left === null || right === null ? null : compute(left, right)
  const length = isSeries(left) ? left.length : isSeries(right) ? right.length : 0
  const [as, bs] = [valuesOf(left, length), valuesOf(right, length)]
  const areTwo = isSeries(left) && isSeries(right)
  return as.map((a, i) => {
    const b = bs[i] ?? null
    const missing = areTwo ? a === null && b === null : a === null || b === null
    return missing ? null : compute(a ?? 0, b ?? 0)
  })
}

export const isSeries = (value: Value | undefined): value is Series => Array.isArray(value)

const isScalar = (value: Value | undefined): value is number | null => value === null || typeof value === 'number'

const isList = (value: Value | undefined): value is { readonly list: readonly Series[] } =>
  value !== undefined && !isSeries(value) && !isScalar(value)

/** The value in each of `length` periods. Throws a `CloudError` for a list of series, and for nothing at all. */
const valuesOf = (value: Value | undefined, length: number): Series => {
  if (value === undefined) throw new CloudError('A function of metric math lacks an argument.')
  if (isSeries(value)) return value
  if (isScalar(value)) return Array.from({ length }, () => value)
  throw new CloudError('Metric math got a list of series where it needs one series or a number.')
}

/** The values of a series. Throws a `CloudError` for anything else. */
export const seriesIn = (value: Value | undefined): Series => {
  if (isSeries(value)) return value
  throw new CloudError(`Metric math got ${isList(value) ? 'a list of series' : 'a number'} where it needs a series.`)
}
