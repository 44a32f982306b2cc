import { codeBlock, comparable, inOneNotation, nameOfLinkOn, withoutComments } from './page.ts'

/** What a page in another language has to say, too, however it says it. */
export type Facts = {
  /** Code blocks without their comments. Those of commands are in `commands`, line by line. */
  readonly blocks: readonly string[]
  readonly commands: readonly string[]
  /** All other words in code. */
  readonly codes: readonly string[]
  readonly links: readonly string[]
  /** Numbers with their units, such as `24 h`, `0.12 EUR` or `3`, as often as they stand on the page. */
  readonly figures: readonly string[]
}

const program = /^(?:npm|npx|aws|git|openssl|cp|read|export|unset) /
const isShell = (block: string): boolean => /^ *```sh\n/.test(block)

/** The facts of a text that stands on this page. */
export const factsOf = (page: string, text: string): Facts => {
  const wanted = comparable(text)
  const blocks = [...wanted.matchAll(codeBlock)].map(([block]) => withoutComments(block))
  const prose = wanted.replaceAll(codeBlock, '')
  const codes = [...prose.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
  const lines = blocks.filter(isShell).flatMap((block) => block.split('\n').map((line) => line.trim()))
  return {
    blocks: blocks.filter((block) => !isShell(block)),
    commands: [
      ...lines.filter((line) => line !== '' && !line.startsWith('```')),
      ...codes.filter((code) => program.test(code)),
    ],
    codes: codes.filter((code) => !program.test(code)),
    links: [...wanted.matchAll(/(?:\]\(|href=")([^)"\s]+)/g)].map(([, target = '']) => nameOfLinkOn(page)(target)),
    figures: figuresIn(wordsOf(prose)),
  }
}

/** What people read, without code, the targets of links and comments. */
const wordsOf = (prose: string): string => prose.replaceAll(/\]\([^)]*\)|`[^`]*`|<!--.*?-->/g, ' ')

const units: readonly (readonly [string, RegExp])[] = [
  ['h', /^(?:h|hours?|heures?)\b/],
  ['d', /^(?:days?|jours?)\b/],
  ['min', /^minutes?\b/],
  ['mo', /^(?:months?|mois)\b/],
  ['y', /^(?:years?|ans|années?)\b/],
  ['s', /^(?:s|seconds?|secondes?)\b/],
  ['USD', /^USD\b/],
  ['EUR', /^EUR\b/],
  ['%', /^%/],
]
const unitOf = (after: string): string | undefined => units.find(([, words]) => words.test(after))?.[0]

/** Words for numbers in either language, from two on, because *one* is an article in French. */
const wordsForNumbers = [
  'two|twice|deux',
  'three|trois',
  'four|quatre',
  'five|cinq',
  'six',
  'seven|sept',
  'eight|huit',
  'nine|neuf',
  'ten|dix',
  'eleven|onze',
  'twelve|douze',
]

/** The numbers in digits, and those in words that a unit follows. */
const figuresIn = (text: string): readonly string[] => [
  ...inWords(text).flatMap(({ number, after }) => {
    const unit = unitOf(after)
    return unit === undefined ? [] : [`${number} ${unit}`]
  }),
  ...[...inOneNotation(text).matchAll(/(\d+(?:\.\d+)*)[ \u00a0\n-]?(\S*)/g)].map(([, number = '', after = '']) =>
    [number, unitOf(after) ?? ''].join(' ').trim(),
  ),
]

const inWords = (text: string): readonly { readonly number: number; readonly after: string }[] =>
  wordsForNumbers.flatMap((words, i) =>
    [...text.matchAll(new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'giu'))].map(({ 0: { length }, index }) => ({
      number: i + 2,
      after: text.slice(index + length).trimStart(),
    })),
  )

const kinds = ['blocks', 'commands', 'codes', 'links'] as const

/** The facts of the English page that another page lacks, one line each. Numbers have to be there as often, all else once. */
export const lacking = (page: Facts, english: Facts): readonly string[] => [
  ...kinds.flatMap((kind) => english[kind].filter((one) => !page[kind].includes(one)).map((one) => `${kind}: ${one}`)),
  ...missingIn(page.figures, english.figures).map((figure) => `figures: ${figure}`),
]

const missingIn = (found: readonly string[], wanted: readonly string[]): readonly string[] => {
  const left = [...found]
  return wanted.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** The facts of a page that none of the English pages has. */
export const invented = (page: Facts, english: readonly Facts[]): readonly string[] =>
  ([...kinds, 'figures'] as const).flatMap((kind) =>
    page[kind].filter((one) => !english.some((facts) => facts[kind].includes(one))).map((one) => `${kind}: ${one}`),
  )

/** The promises of the README: the numbered sentences that begin in bold. */
export const promisesOf = (text: string): readonly string[] =>
  [...text.matchAll(/^\d\. \*\*.*?(?=\n\d\. |\n\n)/gms)].map(([promise]) => promise)

/** What can be compared in a promise: its links, its words in code, its defaults and all of its numbers, those in words, too. */
export const factsOfPromise = (page: string, promise: string) => {
  const { links, commands, codes, figures } = factsOf(page, promise)
  const numbers = inWords(wordsOf(promise)).map(({ number }) => `${number}`)
  return {
    ...{ links, commands, codes },
    figures: [...figures, ...numbers].sort(),
    defaults: [...promise.matchAll(/<!--default (\w+)-->/g)].map(([, name]) => name),
  }
}
