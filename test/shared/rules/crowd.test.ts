import { describe, expect, test } from 'vitest'
import { alikeIn, countIn, countsOf, lotOf, marksOf as marksBy } from '../../../shared/rules/crowd.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'

const keyOf = (text: string): string => `key of ${text}`
const marksOf = (inbound: InboundText, isLate: boolean) => marksBy(inbound, isLate, keyOf)

const noon = Date.UTC(2026, 10, 24, 12)
/** A moment at which ten seconds begin, by this key. */
const start = noon + 7386

const words = 'On te tient, Léa : 40 € !'
const inbound: InboundText = {
  ...{ inboundId: 'id', sender: '+33612345678', line: '', text: words },
  ...{ sentAt: start, publishedAt: start },
}
/** Nothing of it is like `sms`. */
const other = { ...inbound, sender: '+33698765432', text: 'Rappelle-moi ce soir', sentAt: start + minute }

describe('marks', () => {
  const shared = (one: InboundText, two: InboundText, isLate = false) =>
    marksOf(one, isLate).filter((mark) => marksOf(two, isLate).includes(mark))
  const kindsShared = (changes: Partial<InboundText>) =>
    shared(inbound, { ...other, ...changes }).map((mark) => mark[0])

  test.each<[string, Partial<InboundText>, readonly string[]]>([
    ['nothing', {}, []],
    ['the ten seconds in which they were sent', { sentAt: start + 10 * second - 1 }, ['s']],
    ['nothing of the next ten seconds', { sentAt: start + 10 * second }, []],
    ['all but the last four digits of their numbers', { sender: '+33612340000' }, ['r']],
    ['nothing of numbers that differ in five digits', { sender: '+33612350000' }, []],
    ['a wording with other case, accents, digits, punctuation and spaces', { text: 'ON TE TIENT LEA 50' }, ['w']],
    ['nothing of wordings that differ in a word', { text: 'On te tient, Marie : 40 € !' }, []],
  ])('two texts share %s', (_, changes, kinds) => {
    expect(kindsShared(changes)).toEqual(kinds)
  })

  test('a wording has twelve letters at least', () => {
    const wordings = (text: string) => shared({ ...inbound, text }, { ...other, text: `${text} 1` })
    expect(['abcdefghijk', 'abcdefghijkl'].map((text) => wordings(text).length)).toEqual([0, 1])
  })

  test('what shares a cell or ten seconds depends on a key', () => {
    const byKey = [...'abcdef'].map((key) => marksBy(inbound, false, (text) => key + text))
    for (const mark of [0, 1, 2]) expect(new Set(byKey.map((marks) => marks[mark])).size).toBeGreaterThan(1)
  })

  test('an id of a sender, which is random, has no block', () => {
    const ids = ['FR.1349120865530', 'FR.1349120865531'].map((sender) => ({ ...inbound, sender, country: 'FR' }))
    expect(ids.map((one) => marksOf(one, false).map((mark) => mark[0]))).toEqual(Array(2).fill(['s', 'w']))
  })

  test('a late text has only the minute in which it was sent', () => {
    const at = (ms: number, text: InboundText = inbound) => ({ ...text, sentAt: noon + ms })
    expect(marksOf(at(0), true)).toHaveLength(1)
    expect(shared(at(0), at(minute - 1, other), true)).toEqual(marksOf(at(0), true))
    expect(shared(at(0), at(minute), true)).toEqual([])
    expect(shared(at(0), at(hour), true)).toEqual([])
  })
})

describe('a crowd', () => {
  const crowdOf = (...texts: readonly InboundText[]) =>
    texts.reduce((crowd, text) => countIn(crowd, countsOf(marksOf(text, false))), {})
  const marks = marksOf(inbound, false)

  test('counts each mark of a text, and all that have a block or a wording', () => {
    const [seconds = '', block = '', wording = ''] = marks
    expect(crowdOf(inbound, inbound)).toEqual({ [seconds]: 2, [block]: 2, [wording]: 2, r: 2, w: 2 })
    expect(countsOf(marksOf(inbound, true))).toEqual({ [marksOf(inbound, true)[0] ?? '']: 1 })
  })

  test('what a cell of blocks or of wordings holds of others by chance is taken off, and nothing of a time', () => {
    // Of 765 texts in 255 other cells, a cell holds three by chance.
    for (const kind of ['r', 'w']) {
      expect(alikeIn({ [`${kind}9`]: 10, [kind]: 775 }, [`${kind}9`], true)).toBe(7)
      expect(alikeIn({ [`${kind}9`]: 3, [kind]: 768 }, [`${kind}9`], true)).toBe(1)
    }
    for (const time of ['s9', 'm9']) expect(alikeIn({ [time]: 10, r: 775, w: 775 }, [time], true)).toBe(10)
  })
})

test('a lot doubles in twelve steps, goes by the cube root of chance, and has a lowest and a highest', () => {
  expect([1, 2, 4, 10].map((alike) => lotOf(alike, 1))).toEqual([0, 12, 24, 40])
  expect([1 / 8, 1 / 64].map((chance) => lotOf(1, chance))).toEqual([-12, -24])
  expect(lotOf(8, 1 / 512)).toBe(0)
  expect([lotOf(1, 0), lotOf(1, 1e-12), lotOf(1e9, 1)]).toEqual([-96, -96, 144])
})
