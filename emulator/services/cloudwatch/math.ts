import { Refusal } from '../../../settings/refusal.ts'
import type { Expression } from './expression.ts'
import { functions } from './functions.ts'
import { operate } from './operators.ts'
import { type Series, scalar, series, seriesIn, type Value } from './value.ts'

/** The data with which an expression is evaluated. */
export type EvaluationContext = {
  /** The start of each period, in seconds. */
  readonly times: readonly number[]
  /** The values of the metric or expression with this id, one for each of the times. */
  readonly seriesOf: (id: string) => Series
}

/**
 * Evaluates an expression (CloudWatch user guide, using metric math). Throws a `Refusal` for what CloudWatch refuses, such as an
 * expression whose result is a number instead of a series.
 */
export const evaluateMath = (expression: Expression, context: EvaluationContext): Series => {
  const result = evaluate(expression, context)
  if (result.kind === 'series') return result.values
  throw new Refusal('An expression of metric math must give one series, and one of the template does not.')
}

const evaluate = (expression: Expression, context: EvaluationContext): Value => {
  switch (expression.kind) {
    case 'number':
      return scalar(expression.value)
    case 'id':
      return series(context.seriesOf(expression.id))
    case 'list':
      return { kind: 'list', items: expression.items.map((item) => seriesIn(evaluate(item, context))) }
    case 'operation':
      return operate(expression.operator, evaluate(expression.left, context), evaluate(expression.right, context))
    case 'call': {
      const args = expression.args.map((argument) => evaluate(argument, context))
      return functions[expression.name](args, context.times)
    }
  }
}
