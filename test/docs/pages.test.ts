import { existsSync, globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type CarrierName, carrierNames } from '../../carriers/index.ts'

import { commands } from '../../ops/run.ts'
import { slugOf } from '../../page/server/documents.ts'
import { defaultsOn, pages as pagesWithDefaults, withDefaults } from '../../scripts/docs.ts'
import { settingsSchema } from '../../settings/schema.ts'
import { everyCarrier, wordsIn } from '../cdk/monitored.ts'
import { runOn } from '../ops/machine.ts'

const root = new URL('../../', import.meta.url)
const pages = globSync(['*.md', 'docs/**/*.md', 'shared/**/*.md'], { cwd: fileURLToPath(root) })

test.each(pages)('every link in %s has an existing target', (page) => {
  const place = new URL(page, root)
  const targets = [...readFileSync(place, 'utf8').matchAll(/(?:\]\(|href=")([^)"\s]+)/g)].map(
    ([, target = '']) => target,
  )
  const missing = targets.filter((target) => !target.startsWith('https:') && !leadsSomewhere(new URL(target, place)))
  expect(missing).toEqual([])
})

const leadsSomewhere = (target: URL): boolean => {
  const anchor = decodeURIComponent(target.hash.slice(1))
  target.hash = ''
  if (!existsSync(target)) return false
  return anchor === '' || sectionsOf(readFileSync(target, 'utf8')).some(({ heading }) => slugOf(heading) === anchor)
}

const sections = (page: string): readonly Section[] => {
  const place = new URL(page, root)
  const slugsOf = (target: string) =>
    sectionsOf(readFileSync(new URL(target, place), 'utf8')).map(({ heading }) => slugOf(heading))
  return sectionsOf(readFileSync(place, 'utf8'), slugsOf)
}

const frenchPages = globSync(['*.fr.md', 'docs/*.fr.md'], { cwd: fileURLToPath(root) }).sort()
const translated = frenchPages.map((french) => [french.replace('.fr.md', '.md'), french] as const)

describe.each(translated)('%s and %s', (english, french) => {
  const [originals, translations] = [sections(english), sections(french)]

  test('have headings of the same levels', () => {
    expect(translations.map(({ level }) => level)).toEqual(originals.map(({ level }) => level))
  })

  test.each(originals.map(({ heading }, i) => [heading, i] as const))('have the same structure under "%s"', (_, i) => {
    const { heading: __, level: ___, ...original } = originals[i] ?? {}
    expect(translations[i]).toMatchObject(original)
  })
})

test.each(frenchPages)('%s has the apostrophes and the no-break spaces of French', (page) => {
  const prose = proseOf(readFileSync(new URL(page, root), 'utf8'))
  expect(prose.match(/.*\p{L}'[\p{L}*«[].*/gu) ?? []).toEqual([])
  expect(prose.match(/.*(?: [:;?!](?!\S)| »|« ).*/g) ?? []).toEqual([])
})

/** The parts of a section that a translation has to preserve. */
type Section = {
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
const proseOf = (page: string): string => page.replaceAll(codeBlock, '').replaceAll(/\]\([^)]*\)|`[^`]*`/g, ']')

/** The anchors of the headings of a linked page, in order. */
type SlugsOf = (page: string) => readonly string[]

/** Splits a page of Markdown at its headings. */
const sectionsOf = (page: string, slugsOf: SlugsOf = () => []): readonly Section[] => {
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

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const testFiles = globSync('test/**/*.ts').filter((file) => !file.startsWith('test/docs/'))

const stage = settingsSchema.in.shape
const settings = Object.keys(stage)
const settingsPages = ['docs/settings.md', 'docs/settings.fr.md']

test.each(settingsPages)('%s has a row for each setting, and names each setting of a line', (page) => {
  const text = read(page)
  expect(settings.filter((name) => !text.includes(`\n| \`${name}\` |`))).toEqual([])
  const ofLine = Object.keys(stage.lines.element.shape)
  expect(ofLine.length).toBeGreaterThan(5)
  expect(ofLine.filter((name) => !text.includes(`\`${name}\``) && !text.includes(`"${name}"`))).toEqual([])
})

const names = commands.map((create) => create({} as Parameters<typeof create>[0]).name())

test.each(names)('the command %s has help, stands in the documents, and is run by a test', async (name) => {
  const help = await runOn({}, [name, '--help'])
  expect(help.exitCode).toBe(0)
  expect(help.out).toMatch(new RegExp(`^Usage: .*${name}.*\\n\\n\\S.{8,}`))
  const typed = name === 'doctor' || name === 'card' || name === 'rehearse' ? `npm run ${name}` : `ops -- ${name}`
  expect(globSync('docs/*.md').filter((page) => read(page).includes(typed))).not.toEqual([])
  const isRun = new RegExp(`['"\`]${name}['"\` ]`)
  expect(testFiles.filter((file) => isRun.test(read(file)))).not.toEqual([])
})

/** The pages of carriers that are not called after them. */
const pageOf: Readonly<Partial<Record<CarrierName, string>>> = { aws: 'deploy', ovh: 'time2chat' }

test.each(carrierNames)(
  'the carrier %s has a stage on this machine, stands in the documents, and has end-to-end tests',
  (name) => {
    const stage = name === 'aws' ? 'local' : `local-${name}`
    expect(existsSync(new URL(`../../settings/${stage}.json`, import.meta.url))).toBe(true)
    const page = pageOf[name] ?? name
    expect(existsSync(new URL(`../../docs/${page}.md`, import.meta.url))).toBe(true)
    expect(globSync(`test/carriers/${name}/e2e*.test.ts`)).not.toEqual([])
  },
)

test.each([
  ['docs/runbook.md', 'en', /^\*\*On the dashboard\.\*\* (.+?)\n\n/gms],
  ['docs/runbook.fr.md', 'fr', /^\*\*Sur le tableau de bord\.\*\* (.+?)\n\n/gms],
])(
  'what %s quotes from the dashboard is on that of a stage with every carrier',
  (page, operatorLanguage, paragraph) => {
    const quoted = [...read(page).matchAll(paragraph)].flatMap(([, text = '']) =>
      [...text.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words = '']) => words.replaceAll('\n', ' ')),
    )
    expect(quoted.length).toBeGreaterThan(20)
    const shown = wordsIn(everyCarrier({ operatorLanguage }))
    expect(quoted.filter((words) => !shown.some((one) => one.includes(words)))).toEqual([])
  },
)

test.each(pagesWithDefaults)('%s states defaults as the settings have them: npm run docs', (page) => {
  expect(withDefaults(read(page), page)).toBe(read(page))
})

test.each(settingsPages)('%s states the defaults that other pages state, too', (page) => {
  const stated = new Set(pagesWithDefaults.flatMap((other) => defaultsOn(read(other))))
  expect([...stated].filter((name) => !defaultsOn(read(page)).includes(name))).toEqual([])
})

test.each(pagesWithDefaults.filter((page) => page !== 'docs/evidence.md'))(
  '%s states the delay of a reply only as a default',
  (page) => {
    expect(read(page).replaceAll(/<!--default.*?<!---->/g, '')).not.toMatch(/45 (to|à) 75/)
  },
)
