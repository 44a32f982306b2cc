import { array, assert, constantFrom, double, integer, property, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alikeIn,
  below,
  countIn,
  countsOf,
  countsOfLot,
  lotOf,
  lotsOf,
  marksOf as marksBy,
} from '../../../shared/rules/crowd.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { senderClasses } from '../../../shared/rules/sender-class.ts'
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

  test('when ten seconds begin, and what shares a cell, depends on the key and on the period alone', () => {
    const seconds = (ms: number, key: typeof keyOf) => marksBy({ ...inbound, sentAt: start + ms }, false, key)[0]
    const begins = (from: number, key = keyOf) => {
      const at = Array.from({ length: 10_000 }, (_, ms) => from + ms).find(
        (ms) => seconds(ms, key) !== seconds(ms - 1, key),
      )
      return at === undefined ? at : at - from
    }
    const other = (text: string) => `another ${text}`
    expect([0, 10 * second, minute].map((from) => begins(from))).toEqual([0, 0, 0])
    expect(new Set([begins(0), begins(hour), begins(2 * hour), begins(0, other)]).size).toBe(4)
    const [, ...cells] = marksOf(inbound, false)
    expect(marksBy(inbound, false, other)).not.toEqual(expect.arrayContaining(cells))
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

  test('a text is alike as many as share the mark that most share', () => {
    const neighbour = { ...other, sender: '+33612340000' }
    const copy = { ...other, text: words }
    const crowd = crowdOf(neighbour, copy, copy, inbound)
    expect(alikeIn(crowd, marks, true)).toBeCloseTo(3, 1)
    expect(alikeIn(crowdOf(neighbour, copy, copy), marks, false)).toBeCloseTo(3, 1)
    expect(alikeIn(crowdOf(...Array(5).fill({ ...other, sentAt: start })), marks, false)).toBe(6)
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

describe('a lot', () => {
  const alike = integer({ min: 1, max: 5000 })
  const chance = double({ min: 0, max: 1, noNaN: true })

  test('is no lower for whoever is alike more, or has more chance', () => {
    assert(
      property(alike, alike, chance, chance, (few, others, one, two) => {
        const [least, most] = [Math.min(one, two), Math.max(one, two)]
        expect(lotOf(few + others, one)).toBeGreaterThanOrEqual(lotOf(few, one))
        expect(lotOf(few, most)).toBeGreaterThanOrEqual(lotOf(few, least))
      }),
    )
  })

  test('doubles in twelve steps, goes by the cube root of chance, and has a lowest and a highest', () => {
    expect([1, 2, 4, 10].map((alike) => lotOf(alike, 1))).toEqual([0, 12, 24, 40])
    expect([1 / 8, 1 / 64].map((chance) => lotOf(1, chance))).toEqual([-12, -24])
    expect(lotOf(8, 1 / 512)).toBe(0)
    expect([lotOf(1, 0), lotOf(1, 1e-12), lotOf(1e9, 1)]).toEqual([-96, -96, 144])
  })

  test('how many have lower ones is what counting them says', () => {
    const lots = tuple(constantFrom(...senderClasses), integer({ min: -96, max: 144 }))
    assert(
      property(array(lots), lots, (all, [senderClass, lot]) => {
        const crowd = { r7: 1, s3: 1 }
        for (const waits of all) countIn(crowd, countsOfLot(...waits))
        const ofClass = all.filter(([of]) => of === senderClass)
        const lower = ofClass.filter(([, other]) => other < lot).length
        expect(below(lotsOf(crowd), senderClass, lot)).toBe(lower)
        expect(below(lotsOf(crowd), senderClass)).toBe(ofClass.length)
      }),
    )
  })
})
