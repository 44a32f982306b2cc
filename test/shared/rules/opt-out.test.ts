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

/** How people may say it, written without knowledge of the words above; those that are kept have taught it nothing. */
const plain: Readonly<Record<'known' | 'kept' | 'lookAlikes', readonly string[]>> = JSON.parse(
  readFileSync(new URL('./plain-words.json', import.meta.url), 'utf8'),
)

test('four in five of those who say in plain words that they want no more are heard, and few others', () => {
  const heardOf = (list: readonly string[]) => list.filter((text) => keywordOf(text) === 'stop').length / list.length
  expect(heardOf(plain.known)).toBeGreaterThan(0.8)
  expect(heardOf(plain.kept)).toBeGreaterThan(0.75)
  expect(heardOf(plain.lookAlikes)).toBeLessThanOrEqual(0.2)
})

test('a text of any length is read in time that grows with its length, and no faster', () => {
  expect(keywordOf('stop '.repeat(20_000))).toBe('stop')
  expect(keywordOf(`${'merci '.repeat(20_000)} ?! non`)).toBeUndefined()
  expect(keywordOf('merci'.repeat(20_000))).toBeUndefined()
})
