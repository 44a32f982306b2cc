import { parseArgs } from 'node:util'

import { Refusal } from '../local/refusal.ts'
import { type Language, languages } from '../shared/rules/messages.ts'

export type Options = {
  readonly stage: string
  /** The line that the cards give out, in E.164. */
  readonly number: string
  /** Of the words on the card; the line's own if there is none. */
  readonly language: Language | undefined
  /** What the contact in the code is called. */
  readonly name: string
}

/** A command line that can't be understood. */
export class UsageError extends Refusal {}

/** Reads the command line. Throws a `UsageError` for what it doesn't know. */
export const readOptions = (args: readonly string[]): Options => {
  const { stage, number, language, name } = valuesOf(args)
  if (stage === undefined || number === undefined) throw new UsageError(`--stage and --number are needed: ${example}.`)
  // A shell leaves them in where a number is pasted as people write it.
  const digits = number.replace(/[\s().-]/g, '')
  if (!/^\+[1-9]\d{6,14}$/.test(digits))
    throw new UsageError(`--number is ${JSON.stringify(number)}, but it must be in full, such as +32460000000.`)
  if (!/^\p{L}[\p{L} '’-]{0,30}$/u.test(name))
    throw new UsageError(`--name is ${JSON.stringify(name)}, but it must be a name of letters, such as Alex.`)
  return { stage, number: digits, language: languageOf(language), name }
}

const example = 'npm run card -- --stage prod --number +32460000000 --language fr --name Alex'

const valuesOf = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  const options = { stage: text, number: text, language: text, name: { ...text, default: 'Alex' } }
  try {
    return parseArgs({ args: [...args], options }).values
  } catch {
    throw new UsageError(`The options ${args.join(' ')} are not understood: ${example}.`)
  }
}

const languageOf = (value: string | undefined): Language | undefined => {
  const language = languages.find((known) => known === value)
  if (value !== undefined && language === undefined)
    throw new UsageError(`--language is ${JSON.stringify(value)}, but it must be one of ${languages.join(', ')}.`)
  return language
}
