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
import { isBesieged, type Late, lateAs, quotasFor, type SeenInWindow, withLate } from '../../../shared/rules/siege.ts'
import { day, hour, minute, second } from '../../../shared/rules/timing.ts'

describe('the class of a sender', () => {
  const noon = Date.UTC(2026, 10, 24, 12)

  const sms = (sender: string, text: string, sentAt = noon) => ({
    inboundId: 'id',
    line: '',
    sender,
    text,
    sentAt,
    publishedAt: sentAt,
  })

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
    expect([0, 5 * minute - 1, 5 * minute, day - 1, day].map((ms) => classAt(noon + ms))).toEqual([
      'new',
      'new',
      'returning',
      'returning',
      'lookalike',
    ])
  })

  test('a sender who was turned away on an earlier day of a week is a lookalike, until it asks again that day', () => {
    const classAt = (sentAt: number, record: SenderRecord) =>
      senderClassOf(new Map(), sms('+33612345678', 'Salut', sentAt), record, sentAt)
    const once = noteTurnedAway(unknownSender, noon)
    expect([day, 7 * day - 1, 7 * day].map((ms) => classAt(noon + ms, once))).toEqual(['lookalike', 'lookalike', 'new'])
    const again = noteTurnedAway(once, noon + 25 * hour)
    expect(classAt(noon + 25 * hour + 6 * minute, again)).toBe('returning')
  })

  test('a sender who was answered before is a lookalike', () => {
    const record = { ...unknownSender, replies: new Map([['earlier', { at: noon - 5 * day, dueAt: noon - 5 * day }]]) }
    expect(senderClassOf(new Map(), sms('+33612345678', 'Salut'), record, noon)).toBe('lookalike')
  })

  test('a process remembers the fingerprints of an hour, and adding some copies only those of the current minute', () => {
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
const delayMs = { min: 45 * minute, max: 75 * minute }
const noon = Date.UTC(2026, 10, 15, 12)

type When = { readonly minutes?: number; readonly hoursLater: number; readonly counters?: Counters }

/** The quotas of a sender class, `minutes` after noon, in the hour that begins `hoursLater` hours after noon. */
const quotasAt = (senderClass: SenderClass, { minutes = 0, hoursLater, counters = {} }: When, budget = limits) =>
  quotasFor(senderClass, delayMs, noon + minutes * minute).map((quotaOf) =>
    quotaOf(budget, noon + hoursLater * hour, counters),
  )

const hourly = (...args: Parameters<typeof quotasAt>) => quotasAt(...args).map(({ hour }) => hour)

test('the second half of an hour is released gradually as replies fall due in it, and not to a rush', () => {
  const atMinute = (minutes: number) => hourly('new', { minutes, hoursLater: 1 })
  expect([-15, 0, 15, 30, 60].map(atMinute)).toEqual([
    [50, 50],
    [50, 50],
    [63, 50],
    [75, 50],
    [100, 50],
  ])
})

test('returning senders can book three quarters of a later hour, newcomers half, a rush an eighth, and lookalikes nothing', () => {
  const later = { hoursLater: 2 }
  expect(hourly('returning', later)).toEqual([75, 0])
  expect(hourly('new', later)).toEqual([50, 12])
  expect(hourly('lookalike', later)).toEqual([0])
})

test('a later hour is limited by its even share of its day, and the hour at hand by a quarter of it', () => {
  const frugal = { ...limits, day: 240 }
  expect(hourly('new', { hoursLater: 26 }, frugal)).toEqual([5, 1])
  expect(hourly('new', { hoursLater: 1 }, frugal)).toEqual([30, 30])
})

test('an hour gives no more than a quarter of its day, so a flood in the night leaves something of the smallest budgets', () => {
  const small = { hour: 24, day: 24, month: 240 }
  expect(hourly('new', { minutes: 60, hoursLater: 1 }, small)).toEqual([6, 3])
  expect(hourly('lookalike', { hoursLater: 1 }, small)).toEqual([3])
  expect(hourly('new', { minutes: 60, hoursLater: 1 }, { ...small, hour: 1 })).toEqual([1, 1])
})

test('after an outage, more of today’s later hours can be booked than of tomorrow’s', () => {
  const frugal = { ...limits, day: 240 }
  const lent = (hoursLater: number, d15 = 0, as?: Late) =>
    quotasFor('new', delayMs, noon, as)[0]?.(frugal, noon + hoursLater * hour, { d15 }).hour
  // At noon there are twelve hours left: twenty parts each of a day without bookings, ten if half of it is booked, and a 24th at least.
  expect([0, 60, 119].map((booked) => lent(3, booked, 'alone'))).toEqual([10, 8, 5])
  expect([0, 60, 119].map((booked) => lent(3, booked))).toEqual([5, 5, 5])
  expect(lent(15, 0, 'alone')).toBe(5)
})

test('a day lends no more than the shares of its hours add up to, however small its budget', () => {
  const lentIn = (budget: typeof limits, nth: number) =>
    Array.from({ length: 24 }, (_, i) => hourly('new', { hoursLater: 12 + i }, budget)[nth] ?? 0)
  const sum = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 0)
  for (const perDay of [24, 25, 100, 240]) {
    const lent = [0, 1].map((nth) => sum(lentIn({ hour: 24, day: perDay, month: 9999 }, nth)))
    expect(lent).toEqual([Math.floor(perDay / 2), Math.floor(perDay / 8)])
  }
})

test('the longer the time over which delays are spread, the less of each hour goes to the first to come', () => {
  const twelveHours = { min: 0, max: 12 * hour }
  const ofLookalikes = Array.from({ length: 13 }, (_, hoursLater) =>
    quotasFor('lookalike', twelveHours, noon).map((quotaOf) => quotaOf(limits, noon + hoursLater * hour, {}).hour),
  ).flat()
  expect(ofLookalikes).toEqual(Array(13).fill(5))
  const newcomersAt = (hours: number) =>
    quotasFor('new', twelveHours, noon + hours * hour)[0]?.(limits, noon + 12 * hour, {}).hour
  expect([0, 3, 6, 9, 12].map(newcomersAt)).toEqual([5, 25, 49, 73, 97])
})

test('an hour at hand of a day that is half booked keeps its whole budget for newcomers, as long as little is lent ahead', () => {
  const counters = (lent: number) => ({ d15: 1800 + lent, d15h20: lent, d15h10: 0 })
  const newcomers = [60, 61].map((lent) => hourly('new', { minutes: 120, hoursLater: 3, counters: counters(lent) })[0])
  expect(newcomers).toEqual([50, 30])
})

const late = (senderClass: SenderClass, as: Late) =>
  quotasFor(senderClass, delayMs, noon, as).map((quotaOf) => quotaOf(limits, noon + 2 * hour, {}))

test('a late text takes no place in a window, and has the quotas of its class if it was sent alone', () => {
  expect(late('new', 'alone').map(({ hour, window }) => [hour, window])).toEqual([
    [50, undefined],
    [12, undefined],
  ])
  expect(late('returning', 'alone')[0]?.window).toBeUndefined()
})

test('a late text and sent in a rush is lent nothing', () => {
  for (const senderClass of ['new', 'returning', 'lookalike'] as const)
    expect(late(senderClass, 'in a rush').map(({ hour }) => hour)).toEqual([0])
})

test('of the texts of a window, the first two were sent alone, or all of the first batch, and none once six are seen; a redelivered text counts once', () => {
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

test('lookalikes and returning senders can use half of the current hour, and not the half that is kept for newcomers', () => {
  const atHand = (senderClass: SenderClass) =>
    [0, 30, 60].map((minutes) => hourly(senderClass, { minutes, hoursLater: 1 }))
  expect(atHand('lookalike')).toEqual([[50], [50], [50]])
  expect(atHand('returning')).toEqual(Array(3).fill([50, 50]))
})

test('the rest of a besieged day is shared evenly among the hours that are left, also for lookalikes', () => {
  // From 14:00 there are ten hours left. What is booked at 20:00 has been lent.
  const counters = (booked: number) => ({ d15: booked, d15h20: 200 })
  const shares = [1199, 1200, 2200, 2395].map(
    (booked) => hourly('new', { minutes: 120, hoursLater: 2, counters: counters(booked) })[0],
  )
  expect(shares).toEqual([100, 100, 20, 1])
  expect(hourly('lookalike', { minutes: 120, hoursLater: 2, counters: { d15: 2200 } })).toEqual([10])
})

test('a window takes three newcomers at twice the hourly rate, and one for three returning senders is four times as long', () => {
  const windowsAt = (ms: number) =>
    (['returning', 'new', 'lookalike'] as const).map((senderClass) =>
      quotasFor(senderClass, delayMs, ms).map((quotaOf) => quotaOf(limits, noon, {}).window),
    )
  const window = (row: string, number: number) => expect.objectContaining({ row, number, most: 3 })
  // At a hundred parts an hour, that is 200 newcomers an hour in windows of 54 seconds, and 50 returning senders in windows of 216 seconds.
  expect(windowsAt(0)).toEqual([[window('returning', 0), undefined], [window('new', 0), undefined], [undefined]])
  expect(windowsAt(54 * second - 1)).toEqual([
    [window('returning', 0), undefined],
    [window('new', 0), undefined],
    [undefined],
  ])
  expect(windowsAt(54 * second)).toEqual([
    [window('returning', 0), undefined],
    [window('new', 1), undefined],
    [undefined],
  ])
  expect(windowsAt(216 * second)).toEqual([
    [window('returning', 1), undefined],
    [window('new', 4), undefined],
    [undefined],
  ])
})

test('a window is open until it is over by the slowest clock, however short it is', () => {
  const openAt = (ms: number, hour: number) =>
    quotasFor('new', delayMs, ms)[0]?.({ ...limits, hour }, noon, {}).window?.open ?? 0
  // Windows of 54 seconds, then of half a second: four windows may be open besides the current one.
  expect([54_000, 55_999, 56_000].map((ms) => openAt(ms, 100))).toEqual([0, 0, 1])
  expect(openAt(noon, 10_800)).toBe(noon / 500 - 4)
})

test('a month that is booked ahead of the calendar reduces the quotas of its days and hours', () => {
  // 15 November, 14:00: sixteen days are left for 20,000 parts, 1,250 a day.
  const [quota] = quotasAt('new', { minutes: 120, hoursLater: 2, counters: { month: 40_000 } })
  expect(quota).toMatchObject({ day: 1250, month: 60_000 })
  const [later] = quotasAt('new', { hoursLater: 2, counters: { month: 40_000 } })
  expect(later?.hour).toBe(Math.floor((1250 / 24 / 2) * 15) - Math.floor((1250 / 24 / 2) * 14))
})

test('the limits of day and month are unchanged, and the smallest budget still has room for one reply', () => {
  expect(quotasAt('new', { hoursLater: 1 })[0]).toMatchObject({ day: 2400, month: 60_000 })
  expect(hourly('new', { hoursLater: 1 }, { hour: 1, day: 1, month: 1 })).toEqual([1, 1])
})

test('half of a budget is a siege, but a single text is none', () => {
  expect([49, 50].map((parts) => isBesieged(parts, limits.hour))).toEqual([false, true])
  expect([1, 2].map((parts) => isBesieged(parts, 1))).toEqual([false, true])
})
