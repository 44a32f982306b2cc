import { dataPoint, type Series, scalar, series, type Value, valuesOf } from './value.ts'

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

/**
 * Applies an operator as CloudWatch does. Two numbers give a number. Anything with a series gives a series, computed point by
 * point.
 */
export const operate = (operator: Operator, left: Value, right: Value): Value => {
  const compute = (a: number, b: number) => dataPoint(operators[operator](a, b))
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return scalar(left.value === null || right.value === null ? null : compute(left.value, right.value))
  return series(pointwise(left, right, compute))
}

/** Between two series, a datapoint that only one of them lacks counts as 0. The result has no datapoint where both lack it. */
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
