import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { slugOf } from '../../page/server/documents.ts'

export const root = new URL('../../', import.meta.url)
export const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

export const pages = globSync(['*.md', 'docs/**/*.md', 'shared/**/*.md'], { cwd: fileURLToPath(root) })
export const frenchPages = globSync(['*.fr.md', 'docs/**/*.fr.md'], { cwd: fileURLToPath(root) }).sort()
export const englishOf = (french: string): string => french.replace('.fr.md', '.md')

/** French pages that say the facts of the English page in their own order. All others follow it, heading by heading. */
export const originals = ['README.fr.md', 'docs/anonymity.fr.md']

/** A page for France alone, which has none in English. */
export const onlyFrench = 'docs/time2chat.fr.md'

export const codeBlock = /^( *)(?:```.*?^ *```|<pre>.*?^<\/pre>)$/gms

/** The link to the same page in the other language. */
const otherLanguage = /^\[(?:English|Français)\]\(.*\)$/gm

/** What a page has to have in common with the page in the other language. */
export const comparable = (page: string): string => page.replaceAll(otherLanguage, '')

/** Splits a page of Markdown at its headings. A line of a code block is no heading. */
export const partsOf = (page: string): readonly string[] => {
  const blocks: string[] = []
  const hidden = page.replace(codeBlock, (block) => `{block ${blocks.push(block) - 1}}`)
  return hidden.split(/^(?=#+ )/m).map((part) => part.replaceAll(/\{block (\d+)\}/g, (_, i) => blocks[Number(i)] ?? ''))
}

export const headingOf = (part: string) => {
  const [, marks = '', heading = ''] = /^(#*) *(.*)/.exec(part) ?? []
  return { heading, level: marks.length }
}

/** The anchors of the headings of a page, in order. */
export const anchorsOf = (page: string): readonly string[] =>
  partsOf(page).map((part) => slugOf(headingOf(part).heading))

/** The target of a link, named alike for a page and its translation: an anchor is the index of its heading. */
export const nameOfLinkOn =
  (page: string) =>
  (target: string): string => {
    const [to = '', encoded] = target.split('#')
    const name = to.replace(/\.fr(?=\.\w+$)/, '')
    if (to.startsWith('https:') || encoded === undefined) return to.startsWith('https:') ? target : name
    const anchor = decodeURIComponent(encoded)
    const url = to === '' ? new URL(page, root) : new URL(to, new URL(page, root))
    // A page that is gone is told of by its own test.
    return existsSync(url) ? `${name} heading ${anchorsOf(readFileSync(url, 'utf8')).indexOf(anchor)}` : name
  }

/** Removes the differences between 1,000.5 in English and 1 000,5 in French, which has a no-break space. */
export const inOneNotation = (text: string): string =>
  text.replaceAll(/(?<=\d)[,\u00a0](?=\d{3}\b)/g, '').replaceAll(/(?<=\d),(?=\d)/g, '.')

export const withoutComments = (block: string): string => block.replaceAll(/ +# .*$/gm, '')

/** Paragraphs and items of a list, each with the commands that are indented under it. */
export const blocksOf = (page: string): readonly string[] => read(page).split(/\n\n(?! )|\n(?=\d+\. )/)

/** Whom a block tells to run its commands: an operator, unless it names somebody else. */
export const whoIn = (block: string) =>
  /administ/i.test(block) ? 'Administrator' : /install(er|ateur)/i.test(block) ? 'Installer' : 'Operator'

/** A page of docs/ with other text in one of its parts, which lie between comments. */
export const writtenInto = (page: string, part: string, text: string): string =>
  read(`docs/${page}`).replace(
    new RegExp(`(?<=<!-- ${part} -->\n).*?(?=<!-- end of ${part} -->)`, 's'),
    () => `${text}\n`,
  )
