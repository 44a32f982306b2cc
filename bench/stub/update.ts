import type { AttributeValue } from '@aws-sdk/client-dynamodb'

import { attributeName, type Item, operand, remembered, type Terms, tokensOf } from './expression.ts'

/** Changes the draft of an item; `before` is the item as it was. */
type Change = (draft: Record<string, AttributeValue>, before: Item, terms: Terms) => void

/** An item after an update expression: SET to a value or to a sum, ADD and REMOVE, of top-level attributes. Throws on anything else. */
export const updated = (expression: string, before: Item, terms: Terms): Item => {
  const draft = { ...before }
  for (const change of changesOf(expression)) change(draft, before, terms)
  return draft
}

const changesOf = remembered((expression): readonly Change[] => {
  const tokens = tokensOf(expression)
  const changes: Change[] = []
  while (tokens.length > 0) {
    const clause = clauses[tokens.shift()?.toUpperCase() ?? '']
    if (clause === undefined) throw new Error(`The stub does not understand ${expression}`)
    do changes.push(clause(tokens))
    while (tokens[0] === ',' && tokens.shift())
  }
  return changes
})

const set = (tokens: string[]): Change => {
  const [name] = tokens.splice(0, 2)
  const first = operand(tokens)
  const second = tokens[0] === '+' ? operand(tokens.splice(0, 2).slice(1)) : undefined
  return (draft, before, terms) => {
    const value = first(before, terms)
    if (value === undefined) throw new Error('The stub has nothing to set')
    draft[attributeName(name, terms)] = second ? sum(value, second(before, terms)) : value
  }
}

const add = (tokens: string[]): Change => {
  const name = tokens.shift()
  const value = operand(tokens)
  return (draft, before, terms) => {
    const attribute = attributeName(name, terms)
    draft[attribute] = sum(before[attribute], value(before, terms))
  }
}

const remove = (tokens: string[]): Change => {
  const name = tokens.shift()
  return (draft, _, terms) => {
    delete draft[attributeName(name, terms)]
  }
}

const clauses: { readonly [word: string]: (tokens: string[]) => Change } = { SET: set, ADD: add, REMOVE: remove }

const sum = (a: AttributeValue | undefined, b: AttributeValue | undefined): AttributeValue => ({
  N: String(Number(a?.N ?? 0) + Number(b?.N ?? 0)),
})
