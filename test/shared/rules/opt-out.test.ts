import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { keywordOf } from '../../../shared/rules/opt-out.ts'

/** Texts by what they come to, and why. */
const texts: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = JSON.parse(
  readFileSync(new URL('./keywords.json', import.meta.url), 'utf8'),
)

describe.each(Object.entries(texts))('%s: a text that', (keyword, kinds) => {
  describe.each(Object.entries(kinds))('%s', (_, examples) => {
    test.each(examples)('%j', (text) => {
      expect(keywordOf(text) ?? 'none').toBe(keyword)
    })
  })
})

test('a text of any length is read in time that grows with its length, and no faster', () => {
  expect(keywordOf('stop '.repeat(20_000))).toBe('stop')
  expect(keywordOf(`${'merci '.repeat(20_000)} ?! non`)).toBeUndefined()
  expect(keywordOf('merci'.repeat(20_000))).toBeUndefined()
})
