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

/** How people may say it, written without knowledge of the rules, which have since been mended by what they missed. */
const plain: Readonly<Record<'known' | 'kept' | 'lookAlikes', readonly string[]>> = JSON.parse(
  readFileSync(new URL('./plain-words.json', import.meta.url), 'utf8'),
)

test('nineteen in twenty of those who say in plain words that they want no more are heard, and hardly any others', () => {
  const heardOf = (list: readonly string[]) => list.filter((text) => keywordOf(text) === 'stop').length / list.length
  expect(heardOf(plain.known)).toBeGreaterThan(0.95)
  expect(heardOf(plain.kept)).toBeGreaterThan(0.95)
  expect(heardOf(plain.lookAlikes)).toBeLessThanOrEqual(0.03)
})

test('what is judged of a text has a bound, however long it is', () => {
  expect(keywordOf('stop '.repeat(20_000))).toBe('stop')
  expect(keywordOf(`${'merci '.repeat(20_000)} ?! non`)).toBeUndefined()
  expect(keywordOf('merci'.repeat(20_000))).toBeUndefined()
})
