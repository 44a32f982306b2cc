import { type Counters, type CountersOf, counterNames, hasRoom, type Room } from './budget.ts'
import { firstHourFor, hourOf } from './calendar.ts'
import type { Quota } from './config.ts'
import { alikeIn, below, type Crowds, type KeyOf, type Lots, lotOf, lotsOf, type Marks, marksOf } from './crowd.ts'
import type { InboundText } from './inbound-text.ts'
import type { SenderClass } from './sender-class.ts'
import { evenDay, evenHour } from './shares.ts'
import { hour, lateAfterMs, longestWaitMs, lookEveryMs } from './timing.ts'

/*
 * The siege rule says who is admitted to room when more people text than are answered.
 *
 * room   A reply leaves in one of the hours at hand, from when it is wanted to the longest delay from now. Until a
 *        quarter of the day is booked, an hour's share is its limit; then an even part of what is left. Half of a
 *        share, or less, opens at once, the rest minute by minute.
 * first  While there is more room than texts that wait for it, by their counts and but for `last`, a text that comes is
 *        booked at once, unless an outage held it up.
 * lots   Else a text draws a lot (crowd.ts): high if many texts are like it, low if none is.
 * looks  It is looked at in each period of twenty minutes. Room goes to the lowest lots of those who waited in the
 *        period before: half to `new` and half to `returning`, or what these leave to each other, and the rest to
 *        `last` (sender-class.ts).
 * away   A text is turned away if its lot can't come up in the hours that can be booked while it waits: four hours, or
 *        a day if an outage held it up. To its last look, all of a share is open.
 */

/** A text that seeks room. `since` is when it was first looked at, and `lot` is set once it has drawn one. */
export type Seeker = {
  readonly inbound: InboundText
  readonly senderClass: SenderClass
  readonly since: number
  readonly lot?: number | undefined
  /** True once the crowds count its marks. */
  readonly isCounted: boolean
  /** The time at which its reply is wanted. */
  readonly wantedAt: number
  readonly now: number
  /** Random, from 0 to 1. */
  readonly chance: number
  readonly delayMs: { readonly min: number; readonly max: number }
  readonly keyOf: KeyOf
}

/**
 * The rule's answer: here is room, or wait for it, or none comes in time. Or the text must first be counted by its
 * marks, and planned again, so that its lot goes by all who came before. A text turned away uncounted brings its marks.
 */
export type Admission =
  | { readonly kind: 'room'; readonly room: Room }
  | { readonly kind: 'count'; readonly marks: Marks }
  | { readonly kind: 'wait'; readonly lot: number }
  | { readonly kind: 'away'; readonly for: Obstacle; readonly marks?: Marks }

/** The reason why no room comes in time: the budget is used up, the month is rationed, or too many text. */
export type Obstacle = 'budget' | 'month' | 'siege'

/** Returns whether a text is admitted to room, by the counters and the crowds that this process knows. */
export const admissionOf = (seeker: Seeker, quota: Quota, { countersOf, crowds }: Others): Admission => {
  const found = roomFor(seeker, quota, countersOf)
  return seeker.lot === undefined
    ? atFirstLook(seeker, found, crowds)
    : atLaterLook(seeker, seeker.lot, found, crowds.before)
}

type Found = ReturnType<typeof roomFor>

/** The bookings and the crowds of the budget. */
type Others = { readonly countersOf: CountersOf; readonly crowds: Crowds }

/** Judges a text that has drawn no lot: it is booked if there is room for all who wait, and else draws one. */
const atFirstLook = (seeker: Seeker, { room, free, reach, obstacle }: Found, crowds: Crowds): Admission => {
  const { inbound, senderClass, chance, isCounted, keyOf } = seeker
  const counted = crowds.current
  const waiting = beforeLast.map((other) => below(crowds.before, other) + (counted[other] ?? 0))
  // A backlog comes all at once, so its first texts must not take the room.
  if (room !== undefined && !isLate(seeker) && free > sumOf(waiting)) return { kind: 'room', room }
  const marks = marksOf(inbound, isLate(seeker), keyOf)
  const lot = lotOf(alikeIn(counted, marks, isCounted), chance)
  const isAway = (counted[senderClass] ?? 0) >= reach && below(lotsOf(counted), senderClass, lot) >= reach
  if (isCounted) return isAway ? { kind: 'away', for: obstacle } : { kind: 'wait', lot }
  return isAway ? { kind: 'away', for: obstacle, marks } : { kind: 'count', marks }
}

const beforeLast = ['new', 'returning'] as const

/** Judges a text that waits: it is booked if its lot is among the lowest of the period before that have room. */
const atLaterLook = (seeker: Seeker, lot: number, found: Found, before: Lots): Admission => {
  const { room, free, reach, obstacle } = found
  const ahead = below(before, seeker.senderClass, lot)
  if (room !== undefined && ahead < placesFor(seeker.senderClass, free, before)) return { kind: 'room', room }
  return isLastLook(seeker) || ahead >= reach ? { kind: 'away', for: obstacle } : { kind: 'wait', lot }
}

/** Returns how many of the places a class has: a half each for `new` and `returning`, and what other classes leave. */
const placesFor = (senderClass: SenderClass, places: number, before: Lots): number => {
  const [ofNew, ofReturning] = [below(before, 'new'), below(before, 'returning')]
  if (senderClass === 'last') return places - ofNew - ofReturning
  return Math.max(places / 2, places - (senderClass === 'new' ? ofReturning : ofNew))
}

/** Finds the first hour with room for a text, and counts places. */
const roomFor = (seeker: Seeker, quota: Quota, countersOf: CountersOf) => {
  const { wantedAt, now, delayMs, inbound } = seeker
  const first = firstHourFor(wantedAt, quota)
  const last = Math.max(first, firstHourFor(now + delayMs.max, quota))
  const until = waitsUntil(seeker) + delayMs.max
  const end = inbound.answerBy === undefined ? until : Math.min(until, hourOf(inbound.answerBy))
  const hours = hoursFrom(first, end).map((start) => hourAt(start, quota, countersOf))
  const atHand = hours.filter(({ start }) => start <= last).map((one) => ({ ...one, open: openIn(one, seeker) }))
  const shareOf = (one: Hour): number => evenHour(one.quota, one.start, one.counters)
  const room = atHand.find((one) => hasRoom(one.counters, one.start, { ...one.quota, hour: one.open }))
  const withoutMonth = hours.map((one) => ({ ...one, quota }))
  const isUsedUp = freeIn(withoutMonth, () => quota.hour) === 0
  const isRationed = hours.some((one) => one.quota.day < quota.day)
  const obstacle: Obstacle = isUsedUp ? 'budget' : isRationed ? 'month' : 'siege'
  return {
    room: room && { hourStart: room.start, quota: { ...room.quota, hour: room.open } },
    /** Open in the hours at hand. */
    free: freeIn(atHand, ({ open }) => open),
    /** In the hours at hand, and in the later ones in which it may still be booked. */
    reach: freeIn(hours, shareOf),
    /** The reason, if there is no room. */
    obstacle,
  }
}

/** An hour, its quota as the month leaves it, and the counters of its month. */
type Hour = { readonly start: number; readonly quota: Quota; readonly counters: Counters }

/** Returns until when a text waits, in milliseconds. */
const waitsUntil = (seeker: Seeker): number =>
  seeker.since + (isLate(seeker) ? longestWaitMs.late : longestWaitMs.onTime)

/** Returns whether the wait is over before a text can be looked at again. */
const isLastLook = (seeker: Seeker): boolean =>
  seeker.lot !== undefined && seeker.now + lookEveryMs > waitsUntil(seeker)

const isLate = ({ since, inbound }: Seeker): boolean => since - inbound.sentAt > lateAfterMs

const hourAt = (start: number, quota: Quota, countersOf: CountersOf): Hour => {
  const counters = countersOf(start)
  const share = evenDay(quota, start, counters)
  return { start, counters, quota: { ...quota, day: Math.ceil(share), hour: (quota.hour * share) / quota.day } }
}

/**
 * Returns how much of an hour is open: half of its share as soon as it is at hand, and the other half as now plus the
 * mean delay moves through it; all of it to a last look. Delays that spread over more than an hour have more hours at
 * hand, so each gives less at once.
 */
const openIn = ({ start, quota, counters }: Hour, seeker: Seeker): number => {
  const {
    now,
    delayMs: { min, max },
  } = seeker
  if (isLastLook(seeker)) return Math.ceil(evenHour(quota, start, counters))
  const spreadMs = Math.max(hour, max - min)
  const atOnce = hour / 2 / spreadMs
  const [middleDueAt, middleOfHour] = [now + (min + max) / 2, start + hour / 2]
  const elapsed = 1 / 2 + (middleDueAt - middleOfHour) / spreadMs
  const open = atOnce + (1 - atOnce) * Math.min(1, Math.max(0, elapsed))
  return Math.ceil(open * evenHour(quota, start, counters))
}

/** Returns for how many replies hours have room if so much of each is open. What a day has left counts once. */
const freeIn = <One extends Hour>(hours: readonly One[], openOf: (one: One) => number): number =>
  sumOf(
    [...Map.groupBy(hours, ({ start }) => counterNames(start).day).values()].map((ofDay) => {
      const inHours = ofDay.map((one) => Math.max(0, openOf(one) - bookedIn(one, 'hour')))
      const left = ofDay.map((one) =>
        Math.min(one.quota.day - bookedIn(one, 'day'), one.quota.month - bookedIn(one, 'month')),
      )
      return Math.max(0, Math.min(sumOf(inHours), ...left))
    }),
  )

const bookedIn = ({ start, counters }: Hour, period: 'hour' | 'day' | 'month'): number =>
  counters[counterNames(start)[period]] ?? 0

const hoursFrom = (first: number, end: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.ceil((end - first) / hour)) }, (_, i) => first + i * hour)

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)
