import { describe, expect, test } from 'vitest'
import type { Counters, CountersOf } from '../../../shared/rules/budget.ts'
import type { Quota } from '../../../shared/rules/config.ts'
import { type Crowd, countIn, lotsOf, marksOf as marksBy } from '../../../shared/rules/crowd.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { senderClasses } from '../../../shared/rules/sender-class.ts'
import { type Admission, admissionOf, type Seeker } from '../../../shared/rules/siege.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'

describe('the hours at hand', () => {
  test('have less if the month is booked ahead of the calendar', () => {
    // Sixteen days are left for 20,000 replies: 1,250 a day, which is 52 an hour.
    const { room } = { room: undefined, ...admit({ counters: { month: 40_000 } }) }
    expect(room).toMatchObject({ hourStart: noon + hour, quota: { day: 1250, month: 60_000, hour: 27 } })
    expect(admit({ counters: { month: 60_000 } }).kind).toBe('away')
  })

  test('are more if delays spread over more, and each then opens less at once', () => {
    const delayMs = { min: 0, max: 12 * hour }
    const last = { wantedAt: noon + 11 * hour, delayMs }
    expect([0, 3, 6, 9].map((hours) => open({ ...last, now: noon + hours * hour }))).toEqual([9, 33, 57, 81])
    const counters = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`d15h${12 + i}`, i < 10 ? 100 : 0]))
    const found = admit({ wantedAt: noon, delayMs, counters })
    expect(found).toMatchObject({ kind: 'room', room: { hourStart: noon + 10 * hour } })
    // What is free in both of the last hours is more than who waits: 17 and 9, and 5 after midnight.
    const withWaiting = (new0: number) => admit({ wantedAt: noon, delayMs, counters, before: { new0 } }).kind
    expect([30, 31].map(withWaiting)).toEqual(['room', 'count'])
  })

  test('are at least the one in which the reply is wanted', () => {
    const now = noon + 59 * minute
    expect(open({ now, wantedAt: now + minute, delayMs: { min: 0, max: 0 } })).toBe(50)
  })
})

describe('at the first look', () => {
  test('a text is booked at once while there is more room than texts wait, of all classes, in both periods', () => {
    const withWaiting = (returning0: number) => admit({ before: { new0: 20, returning0: 10 }, crowd: { returning0 } })
    expect(withWaiting(19)).toMatchObject({ kind: 'room', room: { hourStart: noon + hour } })
    expect(withWaiting(20)).toEqual({ kind: 'count', marks: marksOf(inbound, false) })
  })

  test('those who wait are no hindrance if they are last', () => {
    expect(admit({ before: { last0: 900 } }).kind).toBe('room')
  })

  test('a late text, of whatever class, is counted by its minute, even if there is room and nobody waits', () => {
    for (const senderClass of senderClasses)
      expect(admit({ ...late, senderClass })).toEqual({ kind: 'count', marks: marksOf(late.inbound, true) })
    const held = (ms: number) => admit({ inbound: { ...inbound, sentAt: noon - ms } }).kind
    expect([10 * minute, 10 * minute + 1].map(held)).toEqual(['room', 'count'])
  })

  test('a text that is not counted yet draws its lot as if it were', () => {
    const [seconds = ''] = marksOf(inbound, false)
    const withLot = (lot: number) => admit({ before: { new0: 50 }, crowd: { [seconds]: 1, [`new${lot}`]: 500 } }).kind
    expect([11, 12].map(withLot)).toEqual(['away', 'count'])
  })

  test.each<[string, number, When]>([
    // A hundred each from 13:00 to 17:00, as replies of a last look at four leave until a quarter past five.
    ['of four hours and the longest delay', 500, {}],
    ['until the carrier refuses the reply', 200, { inbound: { ...inbound, answerBy: noon + 3 * hour } }],
    ['that a day leaves, which counts once', 30, { budget: { hour: 40, day: 30, month: 999 } }],
    ['of even shares', 157, { budget: { ...limits, day: 1100 }, counters: { d15: 825 } }],
  ])('a text is turned away if as many have lower lots as there are places %s: %i', (_, places, when) => {
    const withLower = (lower: number, crowd: Crowd = {}) =>
      admit({ isCounted: true, ...when, before: { new0: 900 }, crowd: { 'new-96': lower, ...crowd } }).kind
    expect([places - 1, places].map((lower) => withLower(lower))).toEqual(['wait', 'away'])
    expect(withLower(places - 1, { new0: 900, returning0: 900 })).toBe('wait')
  })
})

test('a month that is rationed in its last hour is why a text is turned away, and not a siege', () => {
  const midnight = Date.UTC(2026, 11, 1)
  const counters: CountersOf = (start) => (start < midnight ? { month: 59_990 } : {})
  const now = midnight - 90 * minute
  const last = { inbound: { ...inbound, sentAt: now }, now, since: now, wantedAt: now + hour }
  expect(admit({ counters, ...last, crowd: { 'new-1': 3000 } })).toMatchObject({ kind: 'away', for: 'month' })
})

describe('a text that waits', () => {
  // Fifty places are open, and two hours have two hundred.
  test.each<[string, (more: number) => When]>([
    ['fewer have lower lots than there are places', (more) => ({ before: { 'new-1': 49 + more, new0: 99 } })],
    [
      'it asks again, and fewer who do have lower lots than a half of the places',
      (more) => ({ senderClass: 'returning', before: { 'returning-1': 24 + more, new0: 99 } }),
    ],
    [
      'it asks again, and fewer who do have lower lots than newcomers leave',
      (more) => ({ senderClass: 'returning', before: { 'returning-1': 39 + more, new0: 10 } }),
    ],
    [
      'it is last, and fewer of those have lower lots than all others leave',
      (more) => ({ senderClass: 'last', before: { 'last-1': 19 + more, new0: 20, returning0: 10 } }),
    ],
  ])('is booked if %s', (_, when) => {
    expect([0, 1].map((more) => next(when(more)))).toEqual(['room', 'wait'])
  })

  test.each<[string, number, When]>([
    ['four hours', 4 * hour, {}],
    ['a day, if it is late', 24 * hour, late],
  ])('is turned away if it could be looked at no more within %s, unless there is room', (_, longest, when) => {
    const sentAgo = noon - (when.inbound ?? inbound).sentAt
    const lookedAtAgo = (ms: number, lower: number) => {
      const sentAt = noon - ms - sentAgo
      return next({
        ...when,
        inbound: { ...inbound, sentAt },
        since: noon - ms,
        before: { 'new-1': lower },
      })
    }
    const lastLook = longest - 20 * minute
    // To a last look, both halves of the hour at hand are open.
    expect([lastLook, lastLook + 1].map((ms) => lookedAtAgo(ms, 99))).toEqual(['wait', 'room'])
    expect(lookedAtAgo(lastLook + 1, 100)).toBe('away')
  })

  test('is turned away at its last look, though a later hour comes to hand before its wait is over', () => {
    const [now, lastLook] = [noon + 40 * minute, 4 * hour - 20 * minute]
    const lookedAtAfter = (ms: number) => next({ now, since: now - ms, before: { 'new-1': 100 } })
    expect([lastLook, lastLook + 1].map(lookedAtAfter)).toEqual(['wait', 'away'])
  })

  test('is turned away if as many have lower lots as places are left in its time', () => {
    const withLower = (lower: number, hours: number) => next({ since: noon - hours * hour, before: { 'new-1': lower } })
    for (const [hours, places] of [[1, 400] as const, [2, 300] as const, [3.5, 100] as const])
      expect([places - 1, places].map((lower) => withLower(lower, hours))).toEqual(['wait', 'away'])
    const refusedSoon = { ...inbound, answerBy: noon + 3 * hour }
    const before = (lower: number) => next({ inbound: refusedSoon, before: { 'new-1': lower } })
    expect([199, 200].map(before)).toEqual(['wait', 'away'])
  })
})

const noon = Date.UTC(2026, 10, 15, 12)
const keyOf = (text: string): string => `key of ${text}`
const marksOf = (text: InboundText, isLate: boolean) => marksBy(text, isLate, keyOf)
const limits = { hour: 100, day: 2400, month: 60_000 }
const inbound = {
  ...{ inboundId: 'id', sender: '+33612345678', line: '', text: 'On te tient' },
  ...{ sentAt: noon, publishedAt: noon },
}

type When = Partial<Seeker> & {
  readonly counters?: Counters | CountersOf
  /** Who was counted in this period, and who waited in the one before. */
  readonly crowd?: Crowd
  readonly before?: Crowd
  readonly budget?: Quota
}

/** A crowd with what is counted along: all lots of a class. */
const withSums = (crowd: Crowd): Crowd => {
  const sums: Record<string, number> = { ...crowd }
  for (const [name, count] of Object.entries(crowd))
    for (const senderClass of senderClasses) if (name.startsWith(senderClass)) countIn(sums, { [senderClass]: count })
  return sums
}

/** By default a text comes at noon, and its reply is wanted at 13:00, the hour at hand, of which fifty are open. */
const admit = ({ counters = {}, crowd = {}, before = {}, budget = limits, ...seeker }: When = {}): Admission => {
  const delayMs = { min: 45 * minute, max: 75 * minute }
  const newcomer = { inbound, senderClass: 'new', since: noon, now: noon, wantedAt: noon + hour } as const
  const countersOf = typeof counters === 'function' ? counters : () => counters
  const others = { countersOf, crowds: { current: withSums(crowd), before: lotsOf(withSums(before)) } }
  return admissionOf({ ...newcomer, delayMs, keyOf, isCounted: false, chance: 1, ...seeker }, budget, others)
}

/** A text that an outage held up. */
const late = { inbound: { ...inbound, sentAt: noon - hour } } as const

/** What becomes of a text that waits with lot 0 since the period before. */
const next = ({ now = noon, ...when }: When) => admit({ lot: 0, now, since: now - 20 * minute, ...when }).kind

/** What is open of the first hour with room. */
const open = (when: When) => {
  const found = admit(when)
  return found.kind === 'room' ? found.room.quota.hour : found.kind
}
