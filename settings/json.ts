import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

/** What keeps a text from being JSON, and in which line. Two settings of one name would pass `JSON.parse`. */
export const mistakeInJson = (text: string): string | undefined => {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  const [error] = errors
  if (error !== undefined) return `is not JSON: ${commaIn(text) ?? wordsFor(error, text)}`
  const again = root && repeatedIn(root)
  return again && `has ${JSON.stringify(again.value)} a second time, in ${lineOf(text, again.offset)}: keep one of them`
}

const lineOf = (text: string, offset: number): string => `line ${text.slice(0, offset).split('\n').length}`

/** Explains a decimal comma, or a comma between thousands; undefined if there is none. */
const commaIn = (json: string): string | undefined => {
  const [, name, typed] = /"(\w+)"\s*:\s*(\d+,\d+)/.exec(json) ?? []
  if (name === undefined || typed === undefined) return undefined
  const thousands = /^[1-9]\d{0,2},\d{3}$/.test(typed) ? [typed.replace(',', '')] : []
  const instead = [typed.replace(',', '.'), ...thousands].join(' or ')
  return `${name} is ${typed}, but a number has no comma: write ${instead}`
}

const wordsFor = ({ error, offset, length }: ParseError, text: string): string => {
  const before = text.slice(0, offset).trimEnd()
  if (/^[}\]]/.test(text.slice(offset)) && before.endsWith(','))
    return `${lineOf(text, before.length)} ends with a comma, after which nothing comes: remove it`
  const line = lineOf(text, offset)
  const beside = line === lineOf(text, before.length) ? `something in ${line}` : line
  const words: Readonly<Record<string, string>> = {
    InvalidCommentToken: `${line} has a comment, which JSON doesn't allow: remove it`,
    CommaExpected: `a comma is missing before ${beside}`,
    InvalidSymbol: `${line} has ${text.slice(offset, offset + Math.min(length, 80))}, but names and texts stand in double quotes`,
    UnexpectedEndOfString: `a text in ${line} lacks its closing quotation mark`,
    CloseBraceExpected: 'it ends before every bracket is closed',
    CloseBracketExpected: 'it ends before every bracket is closed',
    EndOfFileExpected: `${line} has something after the last bracket`,
  }
  return words[printParseErrorCode(error)] ?? `something is missing or wrong in ${line}`
}

const repeatedIn = ({ type, children = [] }: Node): Node | undefined => {
  const names = type === 'object' ? children.flatMap(({ children: [name] = [] }) => name ?? []) : []
  const again = names.find((name, i) => names.findIndex(({ value }) => value === name.value) < i)
  return again ?? children.map(repeatedIn).find((found) => found !== undefined)
}
