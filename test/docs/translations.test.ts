import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

import { type Section, sectionsOf } from './sections.ts'

const root = new URL('../../', import.meta.url)
const sections = (page: string): readonly Section[] => sectionsOf(readFileSync(new URL(page, root), 'utf8'))

const pages = [
  ['README.md', 'README.fr.md'],
  ['docs/privacy.md', 'docs/privacy.fr.md'],
] as const

describe.each(pages)('%s and %s', (english, french) => {
  const [originals, translations] = [sections(english), sections(french)]

  test('have the same headings, level by level', () => {
    expect(translations.map(({ level }) => level)).toEqual(originals.map(({ level }) => level))
  })

  test.each(originals.map(({ heading }, i) => [heading, i] as const))('say the same under "%s"', (_, i) => {
    const { heading: __, level: ___, ...original } = originals[i] ?? {}
    expect(translations[i]).toMatchObject(original)
  })
})
