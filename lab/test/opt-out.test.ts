import { expect, test } from 'vitest'
import { lettersOf } from '../../shared/rules/words.ts'
import { read } from '../../test/docs/page.ts'
import { ratesOf, readTexts } from '../opt-out/learn.ts'

test('no text that is kept aside is an example, so that the figure is of texts that are new to the rule', () => {
  const examples = new Set(readTexts('examples/*.tsv').map(({ text }) => lettersOf(text)))
  const known = readTexts('kept.tsv').filter(({ text }) => lettersOf(text) !== '' && examples.has(lettersOf(text)))
  expect(known).toEqual([])
})

test('of texts that were kept aside six in seven wishes are heard, and three in a hundred others are taken', () => {
  const { heard, stops, taken, others } = ratesOf(readTexts('kept.tsv'))
  expect(heard / stops).toBeGreaterThan(6 / 7)
  expect(taken / others).toBeLessThan(0.03)
  expect(read('docs/privacy.md')).toContain(
    `of ${stops} such texts it hears ${heard}, and of ${others} others it takes ${taken} for one`,
  )
  expect(read('docs/privacy.fr.md')).toContain(
    `sur ${stops} qui le demandent, elle en entend ${heard}, et en prend ${taken} à tort sur ${others} autres`,
  )
})

test('nearly all examples are learnt', () => {
  const { heard, stops, taken, others } = ratesOf(readTexts('examples/*.tsv'))
  expect(heard / stops).toBeGreaterThan(0.99)
  expect(taken / others).toBeLessThan(0.01)
})
