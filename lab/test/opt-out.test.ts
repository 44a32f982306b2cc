import { expect, test } from 'vitest'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import { lettersOf } from '../../shared/rules/words.ts'
import { read } from '../../test/docs/page.ts'
import { type Example, readTexts } from '../opt-out/learn.ts'

/** How many texts count as a STOP after a reply, of those that ask for silence and of the others. */
const countsOf = (texts: readonly Example[]) => {
  const [stops, others] = [true, false].map((wanted) => texts.filter(({ isStop }) => isStop === wanted))
  const taken = (some: readonly Example[] = []) => some.filter(({ text }) => keywordOf(text, true) === 'stop').length
  return { heard: taken(stops), stops: stops?.length ?? 0, taken: taken(others), others: others?.length ?? 0 }
}

const keptReal = readTexts('kept', '*.{en,fr}.tsv')

test('no text that is kept aside is an example, so that the figures are of texts that are new to the rule', () => {
  const examples = new Set(readTexts('examples').map(({ text }) => lettersOf(text)))
  const known = readTexts('kept').filter(({ text }) => lettersOf(text) !== '' && examples.has(lettersOf(text)))
  expect(known).toEqual([])
})

test('of wishes that were kept aside six in seven are heard, and of look-alikes three in a hundred are taken', () => {
  const { heard, stops, taken, others } = countsOf(readTexts('kept', 'written.tsv'))
  expect(heard / stops).toBeGreaterThan(6 / 7)
  expect(taken / others).toBeLessThan(0.03)
  expect(read('docs/privacy.md')).toContain(`it hears ${heard} of ${stops}, and takes ${taken} of ${others}`)
  expect(read('docs/privacy.fr.md')).toContain(
    `elle en entend ${heard} sur ${stops}, et en prend ${taken} à tort sur ${others}`,
  )
})

test('of real texts that were kept aside, none counts at a first contact, and two in a thousand after a reply', () => {
  expect(keptReal.filter(({ text }) => keywordOf(text, false) === 'stop')).toEqual([])
  const { taken, others } = countsOf(keptReal)
  expect(taken / others).toBeLessThan(0.002)
  expect(read('docs/privacy.md')).toContain(`${taken} of ${others} real texts`)
  expect(read('docs/privacy.fr.md')).toContain(`${taken} de ${others} SMS réels`)
})

test('nearly all examples are learnt', () => {
  const { heard, stops, taken, others } = countsOf(readTexts('examples'))
  expect(heard / stops).toBeGreaterThan(0.98)
  expect(taken / others).toBeLessThan(0.01)
})

/** Kinds of texts that a slow rule would meet: what repeats, nests, expands, or is split. */
const kinds = [
  'a',
  'ab',
  ' ',
  '\n',
  '.',
  '!a',
  'a.',
  'a ',
  '😀',
  'STOP ',
  'stop',
  '🛑',
  '> ',
  'gesendet ',
  'é',
  'e\u0301',
  '\uFDFA',
].concat([
  '🅂',
  'OPT OUT ',
  'S T O P ',
  ' merci',
  'o0',
  'STO',
  '--\n',
  'wrote ',
  'a écrit :\n',
  '\u200B',
  'С',
  '12',
  '停',
  'sent from\n',
  '\t.',
])

test('what judging costs grows no faster than a text, of whatever kind', () => {
  const msOf = (text: string): number => {
    const since = performance.now()
    keywordOf(text, true)
    return performance.now() - since
  }
  const leastMs = (kind: string, length: number) =>
    Math.min(...Array.from({ length: 5 }, () => msOf(kind.repeat(length).slice(0, length))))
  // Eight times, if it is linear, and sixty-four if it is quadratic.
  expect(kinds.filter((kind) => leastMs(kind, 4000) / leastMs(kind, 500) > 30)).toEqual([])
})
