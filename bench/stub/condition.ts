import type { AttributeValue } from '@aws-sdk/client-dynamodb'

import { attributeName, type Item, operand, remembered, type Terms, take, tokensOf } from './expression.ts'

type Condition = (item: Item, terms: Terms) => boolean

/**
 * Whether a condition expression holds for an item: comparisons of top-level attributes, attribute_exists and
 * attribute_not_exists, AND, OR and parentheses. Throws on anything else.
 */
export const holds = (expression: string, item: Item, terms: Terms): boolean => conditionOf(expression)(item, terms)

const conditionOf = remembered((expression): Condition => {
  const tokens = tokensOf(expression)
  const condition = anyOf(tokens)
  if (tokens.length > 0) throw new Error(`The stub does not understand ${expression}`)
  return condition
})

const anyOf = (tokens: string[]): Condition => {
  const conditions = separatedBy('OR', tokens, allOf)
  return (item, terms) => conditions.some((condition) => condition(item, terms))
}

const allOf = (tokens: string[]): Condition => {
  const conditions = separatedBy('AND', tokens, single)
  return (item, terms) => conditions.every((condition) => condition(item, terms))
}

const separatedBy = (word: string, tokens: string[], read: (tokens: string[]) => Condition): readonly Condition[] => {
  const conditions = [read(tokens)]
  while (tokens[0]?.toUpperCase() === word) {
    tokens.shift()
    conditions.push(read(tokens))
  }
  return conditions
}

const single = (tokens: string[]): Condition => {
  if (tokens[0] === '(') return parenthesised(tokens, anyOf)
  if (tokens[0] === 'attribute_exists') return existence(tokens)
  if (tokens[0] === 'attribute_not_exists') {
    const exists = existence(tokens)
    return (item, terms) => !exists(item, terms)
  }
  return comparison(tokens)
}

const existence = (tokens: string[]): Condition => {
  tokens.shift()
  return parenthesised(tokens, () => {
    const name = tokens.shift()
    return (item, terms) => attributeName(name, terms) in item
  })
}

const parenthesised = (tokens: string[], read: (tokens: string[]) => Condition): Condition => {
  take(tokens, '(')
  const condition = read(tokens)
  take(tokens, ')')
  return condition
}

const comparison = (tokens: string[]): Condition => {
  const left = operand(tokens)
  const compare = comparisons[tokens.shift() ?? '']
  if (compare === undefined) throw new Error('The stub does not know how to compare so')
  const right = operand(tokens)
  return (item, terms) => {
    const [a, b] = [scalar(left(item, terms)), scalar(right(item, terms))]
    return typeof a === typeof b && a !== undefined && b !== undefined && compare(a, b)
  }
}

type Scalar = number | string

const comparisons: { readonly [operator: string]: (a: Scalar, b: Scalar) => boolean } = {
  '=': (a, b) => a === b,
  '<>': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
}

const scalar = (value: AttributeValue | undefined): Scalar | undefined =>
  value?.N === undefined ? value?.S : Number(value.N)
