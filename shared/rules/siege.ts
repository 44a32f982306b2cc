import {
  type Counters,
  type CountersOf,
  hasRoom,
  isFull,
  periodsOf,
  type Quota,
  type Room,
  type Window,
} from './budget.ts'
import { firstHourFor } from './calendar.ts'
import type { Budget, BudgetLimits } from './config.ts'
import { partsPerReply } from './messages.ts'
import type { SenderClass } from './sender-class.ts'
import { evenDay, evenHour, isQuiet, lentHour, siegeShare } from './shares.ts'
import { clockSkewMs, day, hour } from './timing.ts'

/*
 * The siege rule says into which hour a reply may be booked. Until a quarter of a day is booked, its hours at hand are
 * anybody's. Then it matters who texts, and at the same time as how many others.
 */

/** A text that seeks room for its reply, which is wanted at `wantedAt` in an hour that begins before `until`. */
export type Seeker = {
  readonly senderClass: SenderClass
  readonly late?: Late | undefined
  readonly wantedAt: number
  readonly until: number
  readonly now: number
  readonly delayMs: { readonly min: number; readonly max: number }
}

/** How a late text was sent: alone, or in a rush. Undefined if it is on time: windows of the budget show its rush. */
export type Late = 'alone' | 'in a rush'

/** Finds an hour with room for a text: the first for each class in turn that its sender belongs to. */
export const roomFor = (seeker: Seeker, budget: Budget, countersOf: CountersOf): Room | undefined => {
  const lastAtHand = firstHourFor(seeker.now + seeker.delayMs.max, budget)
  for (const as of seeker.late === 'in a rush' ? classesOf.lookalike : classesOf[seeker.senderClass])
    for (let start = firstHourFor(seeker.wantedAt, budget); start < seeker.until; start += hour) {
      const counters = countersOf(start)
      const found = { start, ahead: (start - lastAtHand) / hour, counters, limits: ofMonth(budget, start, counters) }
      const quota = quotaOf(as, seeker, budget, found)
      // No later hour is tried: in the next month, this window would have another counter that is still empty.
      if (quota.window !== undefined && isFull(quota.window, counters)) break
      if (hasRoom(counters, start, partsPerReply, quota)) return { hourStart: start, quota }
    }
  return undefined
}

/** An hour: what is booked, what the month leaves of its limits, and how many hours after the last at hand it is. */
type Hour = {
  readonly start: number
  readonly ahead: number
  readonly counters: Counters
  readonly limits: BudgetLimits
}

const ofMonth = (budget: Budget, hourStart: number, counters: Counters): BudgetLimits => {
  const share = evenDay(budget, hourStart, counters)
  return { ...budget, day: Math.ceil(share), hour: (budget.hour * share) / budget.day }
}

/**
 * Too many newcomers at a time are a rush. Too many returning senders are lookalikes, or asking five times would pay.
 */
const classesOf = {
  new: ['new', 'rush'],
  returning: ['returning', 'lookalike'],
  lookalike: ['lookalike'],
} as const satisfies { readonly [S in SenderClass]: readonly Class[] }

type Class = SenderClass | 'rush'

/** Up to how many parts a class may book in an hour, and in the window of its kind. */
const quotaOf = (as: Class, seeker: Seeker, budget: Budget, found: Hour): Quota => {
  const { start, ahead, counters, limits } = found
  const isAtHand = ahead <= 0
  const isOnTime = seeker.late === undefined
  if (isAtHand && isOnTime && isQuiet(limits, start, counters)) return { ...limits, hour: Math.ceil(limits.hour) }
  const parts = isAtHand ? partsAtHand(as, seeker, found) : partsLater(as, seeker, found)
  return { ...limits, hour: parts, window: isOnTime ? windowOf(as, seeker.now, budget) : undefined }
}

/**
 * Of an hour at hand: the first half of its even share. Newcomers get one and a half times as much, and the other half
 * minute by minute, while replies fall due in it. Delays that spread over more than an hour have more hours at hand, so
 * each gives less to the first to come.
 */
const partsAtHand = (as: Class, { now, delayMs: { min, max } }: Seeker, { start, counters, limits }: Hour): number => {
  const spreadMs = Math.max(hour, max - min)
  const first = hour / 2 / spreadMs
  const even = evenHour(limits, start, counters)
  if (as !== 'new') return Math.ceil(first * even)
  const elapsed = 1 / 2 + (now + (min + max) / 2 - start - hour / 2) / spreadMs
  const share = first + (1 - first) * Math.min(1, Math.max(0, elapsed))
  return Math.ceil(share * Math.min(limits.hour, newcomersTimes * even))
}

const newcomersTimes = 1.5

/**
 * Of a later hour: a share of what it may lend, so that a siege doesn't use up the day that follows. A day that is half
 * booked lends only the next hours, except to those who ask again or were held up by an outage. Hours are rounded down
 * in turn, so that a day lends no more than all of them together.
 */
const partsLater = (as: Class, { now, late }: Seeker, { start, ahead, counters, limits }: Hour): number => {
  const isHalfBooked = isBesieged(counters[periodsOf(start).day] ?? 0, limits.day)
  if (isHalfBooked && ahead > nextHours && late === undefined && as !== 'returning') return 0
  const parts = laterShare[as] * lentHour(limits, start, counters, late === undefined ? undefined : now)
  const nth = (start % day) / hour
  return Math.floor(parts * (nth + 1)) - Math.floor(parts * nth)
}

const nextHours = 3

const laterShare = { returning: 3 / 4, new: 1 / 2, rush: 1 / 8, lookalike: 0 } as const satisfies Record<Class, number>

/** The window that counts a booking of newcomers or of returning senders. Beyond it they are a rush or lookalikes. */
const windowOf = (as: Class, now: number, budget: Budget): Window | undefined => {
  if (as === 'rush' || as === 'lookalike') return undefined
  const numberAt = (ms: number) => Math.floor(ms / windowMs(as, budget))
  return { row: as, number: numberAt(now), most: bookingsInWindow, open: numberAt(now - clockSkewMs) }
}

/** A small number: a flood that waits for each new window gets this many bookings every time. */
const bookingsInWindow = 3

const windowMs = (as: keyof typeof timesHourlyRate, budget: Budget): number =>
  (bookingsInWindow * hour) / (timesHourlyRate[as] * budget.hour)

/** How fast a class may book, as a multiple of the budget's hourly rate. */
const timesHourlyRate = { new: 2, returning: 1 / 2 }

/** The window in which a late text was sent. Each process counts the texts of such a window by itself. */
export const lateWindow = (sentAt: number, budget: Budget): number => Math.floor(sentAt / windowMs('new', budget))

/** The first late texts of a window that a process has seen, by id. The first `firstAlone` of them count as alone. */
export type SeenInWindow = { readonly ids: readonly string[]; readonly firstAlone: number }

/** From this many late texts of a window on, a process takes all of them for a rush. */
const lateRush = 6
/** Before that, the texts of a window's first batch count as alone, or the first two if that batch is a single text. */
const leastAlone = 2

/** Adds a batch. A flood in order fills its first batch with texts, so those of a smaller first batch are people's. */
export const withLate = (seen: SeenInWindow | undefined, batch: readonly string[]): SeenInWindow => {
  const ids = [...new Set([...(seen?.ids ?? []), ...batch])].slice(0, lateRush)
  return { ids, firstAlone: seen?.firstAlone ?? Math.max(leastAlone, ids.length) }
}

export const lateAs = ({ ids, firstAlone }: SeenInWindow, id: string): Late =>
  ids.length < lateRush && ids.indexOf(id) < firstAlone ? 'alone' : 'in a rush'

/** An hour or a day is besieged when half of its budget is booked, and more than a single text. */
export const isBesieged = (booked: number, limit: number): boolean => booked >= Math.max(2, limit * siegeShare)
