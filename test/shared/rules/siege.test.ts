import { describe, expect, test } from 'vitest'
import type { Counters } from '../../../shared/rules/budget.ts'
import {
  noFingerprints,
  noteTurnedAway,
  type SenderClass,
  senderClassOf,
  withAnswered,
} from '../../../shared/rules/sender-class.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { type Late, lateAs, roomFor, type SeenInWindow, withLate } from '../../../shared/rules/siege.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'

describe('the class of a sender', () => {
  const noon = Date.UTC(2026, 10, 24, 12)

  const known = { inboundId: 'id', line: '' }
  const sms = (sender: string, text: string, at = noon) => ({ ...known, sender, text, sentAt: at, publishedAt: at })

  const afterAnswering = (sender: string, text: string) => {
    const answered = withAnswered(noFingerprints, sms(sender, text), noon)
    return (other: string, otherText: string, now = noon) =>
      senderClassOf(answered, sms(other, otherText), unknownSender, now)
  }

  test('a number that shares all but the last four digits with one answered within the hour is a lookalike', () => {
    const senderClass = afterAnswering('+33612345678', 'Salut')
    expect(senderClass('+33612340000', 'Hello', noon + hour - 1)).toBe('lookalike')
    expect(senderClass('+33612340000', 'Hello', noon + hour)).toBe('new')
    expect(senderClass('+33612350000', 'Hello')).toBe('new')
  })

  test.each([
    ['the wording of a text answered within the hour makes a lookalike', 'On te tient, Léa : 40 € !', 'lookalike'],
    ['case, accents, digits, punctuation and spaces do not change a wording', 'ON TE TIENT LEA 50', 'lookalike'],
    ['another word makes another wording', 'On te tient, Marie : 40 € !', 'new'],
  ])('%s', (_, text, expected) => {
    expect(afterAnswering('+33612345678', 'On te tient, Léa : 40 € !')('+33698765432', text)).toBe(expected)
  })

  test.each(['Salut', 'Hello toi !', "C'est Sofiane"])('the opener %s is too short to make a lookalike', (opener) => {
    expect(afterAnswering('+33612345678', opener)('+33698765432', opener)).toBe('new')
  })

  test('a sender who was turned away counts as returning from five minutes later, for a day', () => {
    const record = { ...unknownSender, turnedAwayAt: noon }
    const classAt = (sentAt: number) => senderClassOf(new Map(), sms('+33612345678', 'Salut', sentAt), record, sentAt)
    // A redelivered text has the `sentAt` of its first delivery.
    const classes = [0, 5 * minute - 1, 5 * minute, day - 1, day].map((ms) => classAt(noon + ms))
    expect(classes).toEqual(['new', 'new', 'returning', 'returning', 'lookalike'])
  })

  test('a sender who was turned away on an earlier day of a week is a lookalike, until it asks again that day', () => {
    const classAt = (sentAt: number, record: SenderRecord) =>
      senderClassOf(new Map(), sms('+33612345678', 'Salut', sentAt), record, sentAt)
    const once = noteTurnedAway(unknownSender, noon)
    expect([day, 7 * day - 1, 7 * day].map((ms) => classAt(noon + ms, once))).toEqual(['lookalike', 'lookalike', 'new'])
    const again = noteTurnedAway(once, noon + 25 * hour)
    expect(classAt(noon + 25 * hour + 6 * minute, again)).toBe('returning')
  })

  test('a process remembers the fingerprints of an hour, and adding some copies those of a minute', () => {
    let answered = noFingerprints
    for (let i = 0; i < 180; i++)
      answered = withAnswered(answered, sms(`+336${1000 + i}0000`, 'Salut'), noon + i * minute)
    expect([...answered.values()].map(({ size }) => size)).toEqual(Array(61).fill(1))
    const before = [...answered.values()]
    const after = withAnswered(answered, sms('+33699990000', 'Salut'), noon + 179 * minute + 1)
    expect([...after.values()].filter((ofMinute) => !before.includes(ofMinute))).toHaveLength(1)
  })
})

const limits = { hour: 100, day: 2400, month: 60_000 }
const noon = Date.UTC(2026, 10, 15, 12)

type When = {
  /** After noon, when the text comes. */
  readonly minutes?: number
  /** After noon, when the hour begins in which room is sought. */
  readonly hoursLater: number
  readonly counters?: Counters
  readonly late?: Late
  readonly delayMs?: { readonly min: number; readonly max: number }
}

/** A day of which a quarter is booked, so that classes matter. */
const quarter = { d15: 600, d16: 600 }

const quotaAt = (senderClass: SenderClass, when: When, budget = limits) => {
  const { minutes = 0, hoursLater, counters = quarter, late, delayMs = { min: 45 * minute, max: 75 * minute } } = when
  const wantedAt = noon + hoursLater * hour
  const seeker = { senderClass, late, wantedAt, until: wantedAt + 1, now: noon + minutes * minute, delayMs }
  return roomFor(seeker, budget, () => counters)?.quota
}

/** The most parts of an hour that a sender may book: as one of few who come at the time, and as one of too many. */
const partsAt = (senderClass: SenderClass, when: When, budget = limits) => {
  const first = quotaAt(senderClass, when, budget)
  if (first?.window === undefined) return [first?.hour ?? 0]
  const full = { ...(when.counters ?? quarter), [`${first.window.row}${first.window.number}`]: first.window.most }
  return [first.hour, quotaAt(senderClass, { ...when, counters: full }, budget)?.hour ?? 0]
}

test('until a quarter of a day is booked, anybody may use the hours at hand, and a flood leaves three quarters', () => {
  const lookalike = (d15: number, when: Partial<When> = {}) =>
    partsAt('lookalike', { hoursLater: 1, counters: { d15 }, ...when })
  expect([0, 599, 600].map((d15) => lookalike(d15))).toEqual([[100], [100], [50]])
  expect(partsAt('new', { hoursLater: 1, counters: {} })).toEqual([100])
  expect([lookalike(0, { hoursLater: 2 }), lookalike(0, { late: 'in a rush' })]).toEqual([[0], [50]])
  const small = { hour: 24, day: 24, month: 240 }
  expect([5, 6].map((d15) => partsAt('new', { hoursLater: 1, counters: { d15 } }, small))).toEqual([[24], [2, 1]])
})

test('the second half of an hour is released gradually as replies fall due in it, and not to a rush', () => {
  const atMinute = (minutes: number) => partsAt('new', { minutes, hoursLater: 1 })
  const parts = [-15, 0, 15, 30, 60].map((minutes) => atMinute(minutes).join())
  expect(parts).toEqual(['50,50', '50,50', '63,50', '75,50', '100,50'])
})

test('who returns books three quarters of a later hour, a newcomer half, a rush an eighth, lookalikes nothing', () => {
  expect(partsAt('returning', { hoursLater: 2 })).toEqual([75, 0])
  expect(partsAt('new', { hoursLater: 2 })).toEqual([50, 12])
  expect(partsAt('lookalike', { hoursLater: 2 })).toEqual([0])
  expect(partsAt('new', { hoursLater: 14, counters: {} }, { ...limits, day: 240 })).toEqual([5, 1])
})

test('a half booked day lends newcomers three hours, and more to who asks again or was held up', () => {
  const lent = (senderClass: SenderClass, hoursLater: number, d15: number, late?: Late) =>
    partsAt(senderClass, { hoursLater, counters: { d15 }, ...(late && { late }) })[0]
  expect([4, 5].map((hoursLater) => lent('new', hoursLater, 1199))).toEqual([50, 50])
  expect([4, 5].map((hoursLater) => lent('new', hoursLater, 1200))).toEqual([50, 0])
  expect([lent('returning', 5, 1200), lent('new', 5, 1200, 'alone')]).toEqual([75, 50])
})

test('after an outage, more of today’s later hours can be booked than of tomorrow’s', () => {
  const lent = (hoursLater: number, d15: number, late?: Late) =>
    partsAt('new', { hoursLater, counters: { d15 }, ...(late && { late }) }, { ...limits, day: 240 })[0]
  // At noon twelve hours are left: twenty parts each of an unbooked day, ten of a half booked one, a 24th at least.
  expect([0, 60, 120].map((booked) => lent(3, booked, 'alone'))).toEqual([10, 8, 5])
  expect([0, 60, 119].map((booked) => lent(3, booked))).toEqual([5, 5, 5])
  expect(lent(15, 0, 'alone')).toBe(5)
})

test('a day lends no more than the shares of its hours add up to, however small its budget', () => {
  const lentIn = (budget: typeof limits) =>
    Array.from({ length: 24 }, (_, i) => partsAt('new', { hoursLater: 12 + i, counters: {} }, budget)[0] ?? 0)
  const sum = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)
  const perDay = [24, 25, 100, 240]
  const sums = perDay.map((day) => sum(lentIn({ hour: 24, day, month: 9999 })))
  expect(sums).toEqual(perDay.map((day) => Math.floor(day / 2)))
})

test('the longer the time over which delays are spread, the less of each hour goes to the first to come', () => {
  const delayMs = { min: 0, max: 12 * hour }
  const counters = { d15: 600, d16: 600 }
  const ofLookalikes = Array.from({ length: 12 }, (_, hoursLater) =>
    partsAt('lookalike', { hoursLater, counters, delayMs }),
  ).flat()
  expect(ofLookalikes).toEqual(Array(12).fill(5))
  const newcomersAt = (hours: number) => partsAt('new', { minutes: 60 * hours, hoursLater: 11, counters, delayMs })[0]
  expect([0, 3, 6, 9].map(newcomersAt)).toEqual([9, 33, 57, 81])
})

test('a late text takes no place in a window, and is lent nothing if it was sent in a rush', () => {
  const late = (senderClass: SenderClass, late: Late) => quotaAt(senderClass, { hoursLater: 2, late })
  expect(late('new', 'alone')).toMatchObject({ hour: 50, window: undefined })
  expect(late('returning', 'alone')).toMatchObject({ hour: 75, window: undefined })
  for (const senderClass of ['new', 'returning', 'lookalike'] as const)
    expect(late(senderClass, 'in a rush')).toBeUndefined()
})

test('of a window’s texts, the first two or the first batch were sent alone, and none once six are seen', () => {
  const seen = (...batches: readonly string[]) =>
    batches.reduce<SeenInWindow | undefined>((seen, ids) => withLate(seen, [...ids]), undefined)
  const alone = (...batches: readonly string[]) => {
    const known = seen(...batches)
    return known?.ids.filter((id) => lateAs(known, id) === 'alone').join('')
  }
  expect(['a', 'ab', 'abc', 'abcde', 'abcdef'].map((batch) => alone(batch))).toEqual(['a', 'ab', 'abc', 'abcde', ''])
  expect([alone('a', 'bc'), alone('abc', 'de'), alone('abc', 'def')]).toEqual(['ab', 'abc', ''])
  expect(seen('abcde', 'e')).toEqual(seen('abcde'))
  expect(seen('abcdefghijkl')?.ids).toHaveLength(6)
})

test('lookalikes and returning senders can use half of the current hour, but not the newcomers’ half', () => {
  const atHand = (senderClass: SenderClass) =>
    [0, 30, 60].map((minutes) => partsAt(senderClass, { minutes, hoursLater: 1 }))
  expect(atHand('lookalike')).toEqual([[50], [50], [50]])
  expect(atHand('returning')).toEqual(Array(3).fill([50, 50]))
})

test('what is left of a day is shared evenly among its hours, of which newcomers may use one and a half', () => {
  // From 14:00 there are ten hours left.
  const newcomers = (d15: number) => partsAt('new', { minutes: 120, hoursLater: 2, counters: { d15 } })[0]
  expect([1199, 1200, 2200, 2395].map(newcomers)).toEqual([100, 100, 30, 1])
  expect(partsAt('lookalike', { minutes: 120, hoursLater: 2, counters: { d15: 2200 } })).toEqual([10])
})

test('a window takes three newcomers at twice the hourly rate, and returning senders’ is four times as long', () => {
  const windowsAt = (seconds: number) =>
    (['returning', 'new', 'lookalike'] as const).map((senderClass) => {
      const window = quotaAt(senderClass, { minutes: seconds / 60, hoursLater: 1 })?.window
      return window && `${window.row} ${window.number - noon / (window.row === 'new' ? 54_000 : 216_000)}`
    })
  // At a hundred parts an hour: 200 newcomers an hour in windows of 54 s, 50 returning senders in windows of 216 s.
  const [returning, newcomers] = [noon % 216_000, noon % 54_000]
  expect([returning, newcomers]).toEqual([0, 0])
  expect(windowsAt(0)).toEqual(['returning 0', 'new 0', undefined])
  expect(windowsAt(53.9)).toEqual(['returning 0', 'new 0', undefined])
  expect(windowsAt(54)).toEqual(['returning 0', 'new 1', undefined])
  expect(windowsAt(216)).toEqual(['returning 1', 'new 4', undefined])
  expect(quotaAt('new', { hoursLater: 1 })?.window?.most).toBe(3)
})

test('a window is open until it is over by the slowest clock, however short it is', () => {
  const openAt = (seconds: number, perHour: number) => {
    const budget = { hour: perHour, day: 24 * perHour, month: 720 * perHour }
    const counters = { d15: 6 * perHour }
    const window = quotaAt('new', { minutes: seconds / 60, hoursLater: 1, counters }, budget)?.window
    return (window?.open ?? 0) - (window?.number ?? 0)
  }
  // Windows of 54 seconds, then of half a second: four windows may be open besides the current one.
  expect([54, 55.9, 56].map((seconds) => openAt(seconds, 100))).toEqual([-1, -1, 0])
  expect(openAt(0, 10_800)).toBe(-4)
})

test('a month that is booked ahead of the calendar reduces the quotas of its days and hours', () => {
  // 15 November, 14:00: sixteen days are left for 20,000 parts, 1,250 a day.
  const counters = { month: 40_000, d15: 0 }
  expect(quotaAt('new', { minutes: 120, hoursLater: 2, counters })).toMatchObject({ day: 1250, month: 60_000 })
  const [later] = partsAt('new', { hoursLater: 2, counters })
  expect(later).toBe(Math.floor((1250 / 24 / 2) * 15) - Math.floor((1250 / 24 / 2) * 14))
})

test('the limits of day and month are unchanged, and the smallest budget still has room for one reply', () => {
  expect(quotaAt('new', { hoursLater: 1 })).toMatchObject({ day: 2400, month: 60_000 })
  expect(partsAt('new', { hoursLater: 1, counters: {} }, { hour: 1, day: 1, month: 1 })).toEqual([1])
})
