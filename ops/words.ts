import type { OperatorLanguage, Translated } from '../settings/values.ts'

/** What reads the same in each language, such as a name or a command. */
export const same = (text: string): Translated => ({ en: text, fr: text })

/** Says something in each language. */
export const inEach = (say: (language: OperatorLanguage) => string): Translated => ({ en: say('en'), fr: say('fr') })

const semicolon: Translated = { en: '; ', fr: '\u202f; ' }

/** Puts parts of a sentence one after the other. */
export const joined = (parts: readonly Translated[], between = semicolon): Translated =>
  inEach((language) => parts.map((part) => part[language]).join(between[language]))

/** Returns what finds the words for a code in both tables; undefined for a code that they don't have. */
export const wordsForCode = <Code extends string>(
  en: Readonly<Record<Code, string>>,
  fr: Readonly<Record<NoInfer<Code>, string>>,
) => {
  const codes = Object.keys(en) as Code[]
  const known = new Map<string, Translated>(codes.map((code) => [code, { en: en[code], fr: fr[code] }]))
  return (code: string): Translated | undefined => known.get(code)
}

/** Formats a time for people to read, in UTC. */
export const momentOf = (time: number | string): string =>
  `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Formats a time in milliseconds for programs to read (ISO 8601). */
export const isoOf = (ms: number): string => new Date(ms).toISOString()

export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

/** Counts in French, where one is the last singular. */
export const plural = (count: number, noun: string, many = `${noun}s`): string => `${count} ${count > 1 ? many : noun}`

/** A number with as many decimals as it has, or so many. */
export const decimal = (value: number, digits?: number): Translated => {
  const en = digits === undefined ? String(value) : value.toFixed(digits)
  return { en, fr: en.replace('.', ',') }
}

export const table = (rows: readonly (readonly [label: string, value: string])[]): string => {
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n')
}

/** The text with control characters escaped, so that whoever wrote it can't steer the terminal that shows it. */
export const escaped = (text: string): string =>
  text.replaceAll(/\r(?!\n)|(?![\t\r\n])\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, escapeOf)

/** The text on one line, so that none of it looks like a line of ours. */
export const onOneLine = (text: string): string => escaped(text).replaceAll(/[\r\n]/g, escapeOf)

const escapeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
