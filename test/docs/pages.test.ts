import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commands, operations } from '../../ops/run.ts'
import { slugOf } from '../../page/server/documents.ts'
import { defaultsOn, pages as pagesWithDefaults, withDefaults } from '../../scripts/docs.ts'
import { settingsSchema } from '../../settings/schema.ts'
import { standAlone } from '../../settings/texts.ts'
import { type Language, languages, replyText } from '../../shared/rules/messages.ts'
import { everyCarrier, runbookSectionOf, wordsIn } from '../cdk/monitored.ts'
import { runOn } from '../ops/machine.ts'
import {
  anchorsOf,
  codeBlock,
  comparable,
  englishOf,
  frenchPages,
  headingOf,
  inOneNotation,
  nameOfLinkOn,
  onlyFrench,
  originals,
  pages,
  partsOf,
  read,
  root,
  withoutComments,
} from './page.ts'

test('every link on a page has an existing target', () => {
  const missing = pages.flatMap((page) => {
    const place = new URL(page, root)
    const links = read(page).matchAll(/(?:\]\(|href=")(?!(?:https|tel|sms):)([^)"\s]+)/g)
    const targets = [...links].map(([, target = '']) => target)
    return targets.filter((target) => !leadsSomewhere(new URL(target, place))).map((target) => `${page}: ${target}`)
  })
  expect(missing).toEqual([])
})

const leadsSomewhere = (target: URL): boolean => {
  const anchor = decodeURIComponent(target.hash.slice(1))
  target.hash = ''
  if (!existsSync(target)) return false
  return anchor === '' || anchorsOf(readFileSync(target, 'utf8')).includes(anchor)
}

const translated = frenchPages
  .filter((french) => ![...originals, onlyFrench].includes(french))
  .map((french) => [englishOf(french), french] as const)

describe.each(translated)('%s and %s', (english, french) => {
  const [wanted, translations] = [sectionsOf(english), sectionsOf(french)]

  test('have headings of the same levels', () => {
    expect(translations.map(({ level }) => level)).toEqual(wanted.map(({ level }) => level))
  })

  test.each(wanted.map(({ heading }, i) => [heading, i] as const))('have the same structure under "%s"', (_, i) => {
    const { heading: __, level: ___, ...original } = wanted[i] ?? {}
    expect(translations[i]).toMatchObject(original)
  })
})

test.each(frenchPages)('%s has the apostrophes and the no-break spaces of French', (page) => {
  // What is sent has straight apostrophes.
  const prose = proseOf(read(page).replaceAll(/<!--replies.*?<!---->/gs, ''))
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
  readonly links: readonly string[]
  readonly figures: readonly string[]
  readonly paragraphs: number
}

/** The prose of a page, without code and without the targets of links. */
const proseOf = (page: string): string => page.replaceAll(codeBlock, '').replaceAll(/\]\([^)]*\)|`[^`]*`/g, ']')

const sectionsOf = (page: string): readonly Section[] =>
  partsOf(comparable(read(page))).map((part) => sectionOf(part, nameOfLinkOn(page)))

const sectionOf = (part: string, nameOf: (target: string) => string): Section => {
  const prose = part.replaceAll(codeBlock, '{block}').replaceAll(/^#.*$/gm, '')
  const text = prose.replaceAll(/\]\([^)]*\)|`[^`]*`/g, '')
  return {
    ...headingOf(part),
    blocks: [...part.matchAll(codeBlock)].map(([block]) => withoutComments(block)),
    codes: all(prose, /`[^`]+`/g),
    links: all(prose, /(?<=\]\()[^)]+/g)
      .map(nameOf)
      .sort(),
    figures: all(inOneNotation(text), /\d+(?:\.\d+)*/g),
    paragraphs: prose.split(/\n\n+/).filter((paragraph) => paragraph.trim() !== '').length,
  }
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([found]) => found).sort()

const testFiles = globSync(['test/**/*.ts', 'carriers/**/test/*.ts'], { exclude: ['test/docs/**'] })

const stage = settingsSchema.in.shape
const settings = Object.keys(stage)

test('settings.md has a row for each setting, and names each setting of a line', () => {
  const text = read('docs/settings.md')
  expect(settings.filter((name) => !text.includes(`\n| \`${name}\` |`))).toEqual([])
  const nested = Object.values(stage).flatMap((one) => keysIn(one))
  expect(nested).toEqual(expect.arrayContaining(['phoneNumberId', 'perUsd', 'receivedUsdPerDay', 'webhookConcurrency']))
  expect(nested.filter((name) => !text.includes(`\`${name}\``) && !text.includes(`"${name}"`))).toEqual([])
})

/** The names within a setting, at any depth. */
function keysIn(schema: unknown): readonly string[] {
  const {
    shape = {},
    element,
    options = [],
    def,
  } = schema as {
    readonly shape?: object
    readonly element?: unknown
    readonly options?: readonly unknown[]
    readonly def: { readonly innerType?: unknown; readonly in?: unknown; readonly valueType?: unknown }
  }
  const within = [...Object.values(shape), element, ...options, def.innerType, def.in, def.valueType]
  return [...Object.keys(shape), ...within.filter((one) => typeof one === 'object' && one !== null).flatMap(keysIn)]
}

const names = Object.values(commands)
  .flat()
  .map((create) => create({} as Parameters<typeof create>[0], operations).name())

test.each(names)('the command %s has help, stands in the documents, and is run by a test', async (name) => {
  const help = await runOn({}, [name, '--help'])
  expect(help.exitCode).toBe(0)
  expect(help.out).toMatch(new RegExp(`^Usage: .*${name}.*\\n\\n\\S.{8,}`))
  expect(help.out).toContain('--local')
  const typed = name === 'doctor' || name === 'card' || name === 'rehearse' ? `npm run ${name}` : `ops -- ${name}`
  const isSaid = globSync('docs/*.md').some((page) => read(page).includes(typed))
  expect(isSaid, `a page of docs/ has "${typed}"`).toBe(true)
  // A test runs a command line, which is a list that begins with the command, or hands the command to a helper.
  const isRun = new RegExp(`(?<!toEqual\\()\\[\\s*'${name}'|\\b(?:run|json|operator)\\('${name}'`)
  const runBy = testFiles.filter((file) => isRun.test(read(file)))
  expect(runBy, `a test runs "${name}"`).not.toEqual([])
})

test.each([
  ['docs/runbook.md', 'en', /^\*\*Over\.\*\* (.+?)\n\n/gms],
  ['docs/runbook.fr.md', 'fr', /^\*\*Fin de l’alarme\.\*\* (.+?)\n\n/gms],
])('what %s quotes of the dashboard is on that of a stage with every carrier', (page, operatorLanguage, paragraph) => {
  const quoted = [...read(page).matchAll(paragraph)].flatMap(([, text = '']) =>
    [...text.matchAll(/(?<!\*)\*([^*]+)\*(?!\*)/g)].map(([, words = '']) => words.replaceAll('\n', ' ')),
  )
  expect(quoted.length).toBeGreaterThan(8)
  const shown = wordsIn(everyCarrier({ operatorLanguage }))
  expect(quoted.filter((words) => !shown.some((one) => one.includes(words)))).toEqual([])
})

describe.each([
  ['docs/runbook.md', 'en', '**Now.** ', 'pause'],
  ['docs/runbook.fr.md', 'fr', '**Tout de suite.** ', 'suspendre'],
])('%s', (page, operatorLanguage, now, pause) => {
  const { alarms } = everyCarrier({ operatorLanguage })
  const [table = '', ...sections] = partsOf(read(page))
  const begun = new Map(sections.map((part) => [slugOf(headingOf(part).heading), plain(part.split('\n\n')[1] ?? '')]))

  test.each(alarms)('lists the alarm $name, and its section begins as its mail', ({ name, AlarmDescription }) => {
    const section = runbookSectionOf(name)
    const [, wait = ''] = AlarmDescription.split(/\u00a0?[:.] ?/)
    expect(table).toContain(`](#${section})`)
    expect(begun.get(section)?.startsWith(`${now}${plain(wait)}`)).toBe(true)
  })

  test('asks to act now of alarms that a stage has, and of pausing only', () => {
    const known = new Set(alarms.map(({ name }) => runbookSectionOf(name)))
    const about = [...begun].flatMap(([section, begins]) => (begins.startsWith(now) ? [section] : []))
    expect(about.filter((section) => !known.has(section))).toEqual([pause])
    expect(about.length).toBeGreaterThan(15)
  })
})

/** A sentence without the marks that show what is quoted. */
function plain(sentence: string): string {
  return sentence.replaceAll(/\u00a0?[`"«»]\u00a0?/g, '')
}

test.each(pagesWithDefaults)('%s states defaults and prices as settings and code have them: npm run docs', (page) => {
  expect(withDefaults(read(page), page)).toBe(read(page))
})

const pageOfReplies = (language: Language) => (language === 'en' ? 'docs/replies.md' : `docs/replies.${language}.md`)

test.each(languages)(
  'whoever searches for the first words of a reply in %s finds one page, in that language',
  (language) => {
    const page = pageOfReplies(language)
    for (const n of [0, 1])
      for (const texts of [{}, standAlone]) {
        const reply = replyText(language, n, texts)
        expect(read(page)).toContain(`> ${reply}`)
        // README and the evidence show French replies, as examples.
        const first = reply.split(' ').slice(0, 6).join(' ')
        expect(globSync('docs/*.md').filter((one) => read(one).includes(`> ${first}`))).toEqual([page])
      }
    const others = languages.filter((other) => other !== language).map(pageOfReplies)
    for (const other of others) expect(read(page)).toContain(`](${other.replace('docs/', '')})`)
  },
)

test('settings.md states the defaults that other pages state, too', () => {
  const stated = new Set(pagesWithDefaults.flatMap((other) => defaultsOn(read(other))))
  expect([...stated].filter((name) => !defaultsOn(read('docs/settings.md')).includes(name))).toEqual([])
})

/** What a page in another language has to have, too, however it says it. */
const factsOn = (page: string) => {
  const wanted = comparable(read(page))
  const blocks = [...wanted.matchAll(codeBlock)].flatMap(([block]) => withoutComments(block).split('\n'))
  const prose = wanted.replaceAll(codeBlock, '')
  const words = [...prose.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word)
  const links = [...wanted.matchAll(/(?:\]\(|href=")([^)"\s]+)/g)].map(([, target = '']) => nameOfLinkOn(page)(target))
  const said = prose.replaceAll(/\]\([^)]*\)|`[^`]*`|<!--.*?-->/g, ' ')
  const numbers = [...inOneNotation(said).matchAll(/\d+(?:\.\d+)*/g)].map(([number]) => number)
  return { code: [...blocks.map((line) => line.trim()), ...words], links, numbers }
}

describe.each(originals)('%s, a French original,', (french) => {
  const [found, wanted] = [factsOn(french), factsOn(englishOf(french))]

  test.each(['code', 'links', 'numbers'] as const)('has all %s of the English page', (kind) => {
    expect(wanted[kind].filter((fact) => !found[kind].includes(fact))).toEqual([])
  })

  // The README takes words from other pages, too.
  test('has no code that is not in English', () => {
    const english = french === 'README.fr.md' ? pages.filter((page) => !page.endsWith('.fr.md')) : [englishOf(french)]
    const known = english.flatMap((page) => factsOn(page).code)
    expect(found.code.filter((fact) => !known.includes(fact))).toEqual([])
  })
})

test.each(frenchPages)('%s leads to pages in French where there are some', (page) => {
  const links = comparable(read(page)).matchAll(/\]\((?!https:)([^)#\s]+(?<!\.fr)\.md)/g)
  const targets = [...links].map(([, target = '']) => target)
  const isInFrench = (target: string) => existsSync(new URL(target.replace('.md', '.fr.md'), new URL(page, root)))
  expect(targets.filter(isInFrench)).toEqual([])
})
