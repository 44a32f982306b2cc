import { slugOf } from '../../page/server/documents.ts'

/** What a translation must not change in a part of a page: everything but its words. */
export type Section = {
  readonly heading: string
  readonly level: number
  /** Code blocks without their comments. */
  readonly blocks: readonly string[]
  readonly codes: readonly string[]
  /** Where links lead; to a heading by its place. A page and its translation count as one. */
  readonly links: readonly string[]
  readonly figures: readonly string[]
  /** Cells in each row of its tables. */
  readonly rows: readonly number[]
  readonly items: number
  readonly paragraphs: number
}

const codeBlock = /^( *)(?:```.*?^ *```|<pre>.*?^<\/pre>)$/gms

/** The words of a page: without code, and without where its links lead. */
export const proseOf = (page: string): string => page.replaceAll(codeBlock, '').replaceAll(/\]\([^)]*\)|`[^`]*`/g, ']')

/** The headings of the page that a link leads to, as anchors. */
export type SlugsOf = (page: string) => readonly string[]

/** A page of Markdown, cut at its headings. */
export const sectionsOf = (page: string, slugsOf: SlugsOf = () => []): readonly Section[] => {
  const blocks: string[] = []
  const withoutBlocks = page.replace(codeBlock, (block) => `{block ${blocks.push(block) - 1}}`)
  const parts = withoutBlocks.split(/^(?=#+ )/m)
  const slugs = parts.map((part) => slugOf(headingOf(part).heading))
  return parts.map((part) => sectionOf(part, blocks, (target) => (target === '' ? slugs : slugsOf(target))))
}

const sectionOf = (part: string, blocks: readonly string[], slugsOf: SlugsOf): Section => {
  const prose = part.replaceAll(/^#.*$/gm, '')
  const text = prose.replaceAll(/\{block \d+\}|\]\([^)]*\)|`[^`]*`/g, '')
  return {
    ...headingOf(part),
    blocks: [...part.matchAll(/\{block (\d+)\}/g)].map(([, i]) => withoutComments(blocks[Number(i)] ?? '')),
    codes: all(prose, /`[^`]+`/g),
    links: all(prose, /(?<=\]\()[^)]+/g)
      .map((target) => placeOf(target, slugsOf))
      .sort(),
    figures: all(inOneNotation(text), /\d+(?:\.\d+)*/g),
    rows: prose
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((row) => row.split('|').length - 2),
    items: all(prose, /^(?:\d\.|-) /gm).length,
    paragraphs: prose.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== '').length,
  }
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([found]) => found).sort()

const headingOf = (part: string) => {
  const [, marks = '', heading = ''] = /^(#*) *(.*)/.exec(part) ?? []
  return { heading, level: marks.length }
}

const placeOf = (target: string, slugsOf: SlugsOf): string => {
  const [page = '', anchor] = target.split('#')
  if (page.startsWith('https:') || anchor === undefined) return target.replace('.fr.', '.')
  return `${page.replace('.fr.', '.')} heading ${slugsOf(page).indexOf(anchor)}`
}

/** 1,000.5 as English has it, and 1 000,5 as French has it, with a space that doesn't break. */
const inOneNotation = (text: string): string =>
  text.replaceAll(/(?<=\d)[,\u00a0](?=\d{3}\b)/g, '').replaceAll(/(?<=\d),(?=\d)/g, '.')

const withoutComments = (block: string): string => block.replaceAll(/ +# .*$/gm, '')
