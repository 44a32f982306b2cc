import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

import { slugOf } from '../../page/server/documents.ts'
import { proseOf, type Section, sectionsOf } from './sections.ts'

const root = new URL('../../', import.meta.url)
const sections = (page: string): readonly Section[] => {
  const place = new URL(page, root)
  const slugsOf = (target: string) =>
    sectionsOf(readFileSync(new URL(target, place), 'utf8')).map(({ heading }) => slugOf(heading))
  return sectionsOf(readFileSync(place, 'utf8'), slugsOf)
}

const frenchPages = globSync(['*.fr.md', 'docs/*.fr.md'], { cwd: fileURLToPath(root) }).sort()
const pages = frenchPages.map((french) => [french.replace('.fr.md', '.md'), french] as const)

describe.each(pages)('%s and %s', (english, french) => {
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
