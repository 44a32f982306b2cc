import { CloudError } from '../../cloud-error.ts'
import {
  type Compute,
  type EvaluationContext,
  functions,
  isSeries,
  type Operator,
  operate,
  type Series,
  seriesIn,
  type Value,
} from './evaluate.ts'

/** A parsed expression of CloudWatch's metric math, limited to what is supported here. */
export type Expression = {
  /** The ids of the metrics and expressions that it refers to. Ids begin with a lowercase letter. */
  readonly ids: readonly string[]
  readonly evaluate: (context: EvaluationContext) => Value
}

/** Evaluates an expression (user guide, using metric math). Throws a `CloudError` unless its result is a series. */
export const evaluateMath = (expression: Expression, context: EvaluationContext): Series => {
  const result = expression.evaluate(context)
  if (isSeries(result)) return result
  throw new CloudError('An expression of metric math must give one series, and one of the template does not.')
}

/** The operators, from lowest to highest precedence. */
const precedence: readonly (readonly Operator[])[] = [
  ['==', '<', '>', '>='],
  ['+', '-'],
  ['*', '/'],
]

/** Parses an expression. Throws a `CloudError` for wrong syntax or a function that isn't supported. */
export const parseExpression = (source: string): Expression => {
  const tokens: readonly string[] = source.match(/\d+(?:\.\d+)?|\w+|[>=]=|\S/g) ?? []
  let at = 0
  const refuse = (): never => {
    const place = tokens[at] ?? 'its end'
    throw new CloudError(`The metric math ${JSON.stringify(source)} can't be read at ${JSON.stringify(place)}.`)
  }
  const take = (token: string): boolean => {
    const found = tokens[at] === token
    if (found) at++
    return found
  }
  const expect = (token: string): void => {
    if (!take(token)) refuse()
  }
  const operation = (level: number): Expression => {
    const operators = precedence[level]
    if (operators === undefined) return primary()
    let left = operation(level + 1)
    for (;;) {
      const operator = operators.find(take)
      if (operator === undefined) return left
      left = combined([left, operation(level + 1)], ([a = null, b = null]) => operate(operator, a, b))
    }
  }
  const listUntil = (end: string): readonly Expression[] => {
    const items = [operation(0)]
    while (take(',')) items.push(operation(0))
    expect(end)
    return items
  }
  const primary = (): Expression => {
    if (take('[')) return combined(listUntil(']'), (items) => ({ list: items.map(seriesIn) }))
    if (take('(')) {
      const inner = operation(0)
      expect(')')
      return inner
    }
    const token = tokens[at] ?? ''
    if (!/^\w/.test(token)) refuse()
    at++
    if (/^\d/.test(token)) return { ids: [], evaluate: () => Number(token) }
    if (/^[a-z]/.test(token)) return { ids: [token], evaluate: ({ seriesOf }) => seriesOf(token) }
    const call = functions[token]
    if (call === undefined)
      throw new CloudError(`Metric math may use ${Object.keys(functions).join(', ')}, and not ${token}.`)
    expect('(')
    return combined(listUntil(')'), call)
  }
  const expression = operation(0)
  if (at < tokens.length) refuse()
  return expression
}

const combined = (parts: readonly Expression[], compute: Compute): Expression => ({
  ids: parts.flatMap(({ ids }) => ids),
  evaluate: (context) => {
    const values = parts.map((part) => part.evaluate(context))
    return compute(values, context.times)
  },
})
