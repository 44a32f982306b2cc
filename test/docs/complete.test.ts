import { existsSync, globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

import { carrierNames } from '../../carriers/registry.ts'
import { commands } from '../../ops/run.ts'
import { defaultsOn, pages, withDefaults } from '../../scripts/docs.ts'
import { settingsSchema } from '../../settings/schema.ts'
import { runOn } from '../ops/machine.ts'

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

test.each(carrierNames)(
  'the carrier %s has a stage on this machine, stands in the documents, and has end-to-end tests',
  (name) => {
    const stage = name === 'aws' ? 'local' : `local-${name}`
    expect(existsSync(new URL(`../../settings/${stage}.json`, import.meta.url))).toBe(true)
    const page = name === 'aws' ? 'deploy' : name
    expect(existsSync(new URL(`../../docs/${page}.md`, import.meta.url))).toBe(true)
    expect(globSync(`test/carriers/${name}/e2e*.test.ts`)).not.toEqual([])
  },
)

test.each(pages)('%s states defaults as the settings have them: npm run docs', (page) => {
  expect(withDefaults(read(page), page)).toBe(read(page))
})

test.each(settingsPages)('%s states the defaults that other pages state, too', (page) => {
  const stated = new Set(pages.flatMap((other) => defaultsOn(read(other))))
  expect([...stated].filter((name) => !defaultsOn(read(page)).includes(name))).toEqual([])
})

test.each(pages.filter((page) => page !== 'docs/evidence.md'))(
  '%s states the delay of a reply only as a default',
  (page) => {
    expect(read(page).replaceAll(/<!--default.*?<!---->/g, '')).not.toMatch(/45 (to|à) 75/)
  },
)
