import type { AttributeValue } from '@aws-sdk/client-dynamodb'

export type Item = Readonly<Record<string, AttributeValue>>

/** What names (#name) and values (:value) stand for in one call. */
export type Terms = {
  readonly names: { readonly [placeholder: string]: string }
  readonly values: { readonly [placeholder: string]: AttributeValue }
}

/** An operand of an expression: a top-level attribute, or a value. */
export type Operand = (item: Item, terms: Terms) => AttributeValue | undefined

/** The tokens of an expression, to be taken from the front. */
export const tokensOf = (expression: string): string[] => expression.match(/[#:]?\w+|<=|>=|<>|[=<>(),+-]|\S/g) ?? []

/** Takes a token that must come now. */
export const take = (tokens: string[], expected: string): void => {
  const token = tokens.shift()
  if (token?.toUpperCase() !== expected) throw new Error(`The stub expected ${expected}, not ${token}`)
}

export const attributeName = (token: string | undefined, { names }: Terms): string => {
  if (token === undefined || !/^#?\w+$/.test(token)) throw new Error(`The stub knows no attribute ${token}`)
  return token.startsWith('#') ? (names[token] ?? token) : token
}

export const operand = (tokens: string[]): Operand => {
  const token = tokens.shift()
  return token?.startsWith(':') ? (_, { values }) => values[token] : (item, terms) => item[attributeName(token, terms)]
}

/** Each expression is read once, however often it comes. */
export const remembered = <Meaning>(read: (expression: string) => Meaning): ((expression: string) => Meaning) => {
  const known = new Map<string, Meaning>()
  return (expression) => {
    const meaning = known.get(expression) ?? read(expression)
    known.set(expression, meaning)
    return meaning
  }
}
