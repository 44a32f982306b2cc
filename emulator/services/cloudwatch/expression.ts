import { CloudError } from '../../cloud-error.ts'
import type { Operator } from './evaluate.ts'

/** The functions of metric math that are supported here. */
const metricFunctions = ['DATE', 'EPOCH', 'FILL', 'IF', 'MAX', 'RUNNING_SUM', 'SUM'] as const
export type MetricFunction = (typeof metricFunctions)[number]

/** A parsed expression of CloudWatch's metric math, limited to what is supported here. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  /** The id of a metric or of another expression. Ids begin with a lowercase letter. */
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: MetricFunction; readonly args: readonly Expression[] }

/** The operators, from lowest to highest precedence. */
const precedence: readonly (readonly Operator[])[] = [
  ['==', '<', '>', '>='],
  ['+', '-'],
  ['*', '/'],
]

/** Parses an expression. Throws a `CloudError` if its syntax is wrong, or if it calls a function that isn't supported. */
export const parseExpression = (source: string): Expression => {
  const cursor = createCursor(source)
  const expression = operation(cursor, 0)
  if (cursor.peek() !== undefined) cursor.refuse()
  return expression
}

/** The ids of the metrics and expressions that an expression refers to. */
export const idsIn = (expression: Expression): readonly string[] => {
  switch (expression.kind) {
    case 'number':
      return []
    case 'id':
      return [expression.id]
    case 'list':
      return expression.items.flatMap(idsIn)
    case 'operation':
      return [expression.left, expression.right].flatMap(idsIn)
    case 'call':
      return expression.args.flatMap(idsIn)
  }
}

type Cursor = {
  readonly peek: () => string | undefined
  readonly next: () => string
  /** Consumes the next token if it is this one, and returns whether it was. */
  readonly take: (token: string) => boolean
  readonly expect: (token: string) => void
  readonly refuse: () => never
}

const createCursor = (source: string): Cursor => {
  const tokens = tokenize(source)
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
  return {
    peek: () => tokens[at],
    next: () => tokens[at++] ?? refuse(),
    take,
    expect: (token) => {
      if (!take(token)) refuse()
    },
    refuse,
  }
}

const tokenize = (source: string): readonly string[] =>
  [...source.matchAll(/\d+(?:\.\d+)?|\w+|[>=]=|\S/g)].map(([token]) => token)

const operation = (cursor: Cursor, level: number): Expression => {
  const operators = precedence[level]
  if (operators === undefined) return primary(cursor)
  let left = operation(cursor, level + 1)
  for (;;) {
    const operator = operators.find(cursor.take)
    if (operator === undefined) return left
    left = { kind: 'operation', operator, left, right: operation(cursor, level + 1) }
  }
}

const primary = (cursor: Cursor): Expression => {
  if (cursor.take('[')) return { kind: 'list', items: listUntil(']', cursor) }
  if (cursor.take('(')) {
    const inner = operation(cursor, 0)
    cursor.expect(')')
    return inner
  }
  if (!/^\w/.test(cursor.peek() ?? '')) cursor.refuse()
  const token = cursor.next()
  if (/^\d/.test(token)) return { kind: 'number', value: Number(token) }
  if (/^[a-z]/.test(token)) return { kind: 'id', id: token }
  const name = functionNamed(token)
  cursor.expect('(')
  return { kind: 'call', name, args: listUntil(')', cursor) }
}

const listUntil = (end: string, cursor: Cursor): readonly Expression[] => {
  const items = [operation(cursor, 0)]
  while (cursor.take(',')) items.push(operation(cursor, 0))
  cursor.expect(end)
  return items
}

const functionNamed = (name: string): MetricFunction => {
  const known = metricFunctions.find((candidate) => candidate === name)
  if (known !== undefined) return known
  throw new CloudError(`Metric math may use ${metricFunctions.join(', ')}, and not ${name}.`)
}
