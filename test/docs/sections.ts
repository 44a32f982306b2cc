import { slugOf } from '../../page/server/documents.ts'

/** The parts of a section that a translation has to preserve. */
export type Section = {
  readonly heading: string
  readonly level: number
  /** Code blocks without their comments. */
  readonly blocks: readonly string[]
  readonly codes: readonly string[]
  /**
   * | The targets of links. A page and its translation count as the same target, and an anchor is given as the index of its
   * heading.
   */
  readonly links: readonly string[]
  readonly figures: readonly string[]
  /** The number of cells in each row of its tables. */
  readonly rows: readonly number[]
  readonly items: number
  readonly paragraphs: number
}

const codeBlock = /^( *)(?:```.*?^ *```|<pre>.*?^<\/pre>)$/gms

/** The prose of a page, without code and without the targets of links. */
export const proseOf = (page: string): string => page.replaceAll(codeBlock, '').replaceAll(/\]\([^)]*\)|`[^`]*`/g, ']')

/** The anchors of the headings of a linked page, in order. */
export type SlugsOf = (page: string) => readonly string[]

/** Splits a page of Markdown at its headings. */
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

/** Removes the differences between 1,000.5 in English and 1 000,5 in French, which has a no-break space. */
const inOneNotation = (text: string): string =>
  text.replaceAll(/(?<=\d)[,\u00a0](?=\d{3}\b)/g, '').replaceAll(/(?<=\d),(?=\d)/g, '.')

const withoutComments = (block: string): string => block.replaceAll(/ +# .*$/gm, '')
