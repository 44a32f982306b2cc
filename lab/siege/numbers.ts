import { type Counters, countedIn, hasRoom } from '../../shared/rules/budget.ts'
import { dueIn, firstHourFor, monthOf } from '../../shared/rules/calendar.ts'
import type { Quota } from '../../shared/rules/config.ts'
import { countIn, lotsOf } from '../../shared/rules/crowd.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { admissionOf } from '../../shared/rules/siege.ts'
import { day, hour, lateAfterMs, longestWaitMs, minute } from '../../shared/rules/timing.ts'
import { type Outcome, type Reply, replay, replyDelayMs, type Setup, senderLimits } from './replay.ts'
import { createRandom, type Text } from './traffic.ts'

/** When the reply to a text that arrives now is sent; undefined if there is none. */
type Decide = (sender: string, now: number) => number | undefined

const replaySimply = (texts: readonly Text[], decide: Decide): Outcome => ({
  received: texts,
  replies: texts.flatMap((text) => {
    const at = decide(text.sender, text.arrivesAt ?? text.at)
    return at === undefined ? [] : [{ text, at }]
  }),
})

/** At most `points` in a window that opens with the first, as `rate-limiter-flexible` counts. */
export const createFixedWindow = (points: number, windowMs: number) => {
  const windows = new Map<string, { count: number; readonly endsAt: number }>()
  return {
    take: (key: string, now: number): boolean => {
      const open = windows.get(key)
      if (open === undefined || open.endsAt <= now) {
        windows.set(key, { count: 1, endsAt: now + windowMs })
        return points >= 1
      }
      open.count++
      return open.count <= points
    },
    giveBack: (key: string): void => {
      const open = windows.get(key)
      if (open !== undefined) open.count--
    },
  }
}

/** Limits for each sender, then for each budget. If one of those refuses, the sender gets back what the others took. */
const baseline = (budget: Quota): Decide => {
  const ofSender = senderLimits.map(({ replies, perMs }) => createFixedWindow(replies, perMs))
  const ofAll = [
    createFixedWindow(budget.hour, hour),
    createFixedWindow(budget.day, day),
    createFixedWindow(budget.month, 30 * day),
  ]
  return (sender, now) => {
    if (!ofSender.every(({ take }) => take(sender, now))) return undefined
    if (ofAll.every(({ take }) => take('all', now))) return now + hour
    for (const { giveBack } of ofSender) giveBack(sender)
    return undefined
  }
}

/** What is booked of the budget, and when each sender was promised replies. */
const createBooks = (budget: Quota, seed: number) => {
  const random = createRandom(seed)
  const months = new Map<string, Counters>()
  const repliedTo = new Map<string, readonly number[]>()
  const countersOf = (hourStart: number): Counters => months.get(monthOf(hourStart)) ?? {}
  return {
    random,
    countersOf,
    mayBeAnswered: (sender: string, now: number): boolean => {
      const earlier = repliedTo.get(sender) ?? []
      return senderLimits.every(({ replies, perMs }) => now - (earlier.at(-replies) ?? -perMs) >= perMs)
    },
    /** Books a reply into an hour with room. Returns when it is due. */
    book: (sender: string, now: number, hourStart: number, wantedAt: number): number => {
      const counted = countedIn(hourStart, budget)
      const booked = Object.fromEntries(Object.values(counted).map(([period]) => [period, 1]))
      const counters = countIn({ ...countersOf(hourStart) }, booked)
      months.set(monthOf(hourStart), counters)
      repliedTo.set(sender, [...(repliedTo.get(sender) ?? []), now])
      return dueIn(hourStart, wantedAt, random.next(), counters[counted.hour[0]] ?? 0, budget)
    },
  }
}

/** Without its siege rule, each sender gets the next hour with room until the budget is used up. */
const unruled = ({ budget, seed }: Setup): Decide => {
  const { random, countersOf, mayBeAnswered, book } = createBooks(budget, seed)
  return (sender, now) => {
    if (!mayBeAnswered(sender, now)) return undefined
    const wantedAt = wantedDueTime({ replyDelayMs }, now, random.next())
    const first = firstHourFor(wantedAt, budget)
    const hours = Array.from({ length: Math.ceil((wantedAt + day - first) / hour) }, (_, i) => first + i * hour)
    const hourStart = hours.find((start) => hasRoom(countersOf(start), start, budget))
    return hourStart === undefined ? undefined : book(sender, now, hourStart, wantedAt)
  }
}

/** A text in the draw, and when its reply is wanted. */
type Ticket = { readonly text: Text; readonly since: number; readonly wantedAt: number }

/**
 * Each minute, a lottery draws, from all senders who wait, who gets the rooms that this number would have: by chance
 * alone, or among the latest first.
 */
const lottery =
  (drawn: 'by chance' | 'the latest first') =>
  async (texts: readonly Text[], { budget, seed }: Setup): Promise<Outcome> => {
    const { random, countersOf, mayBeAnswered, book } = createBooks(budget, seed)
    const replies: Reply[] = []
    const pool = new Map<string, Ticket>()
    const arrivals = texts.map((text) => [text.arrivesAt ?? text.at, text] as const)
    const end = (arrivals.at(-1)?.[0] ?? 0) + day

    const draw = (now: number): void => {
      const left = [...pool.values()]
      // Whose reply is wanted later may find no room where others do.
      for (let misses = 0; misses < 9 && left.length > 0; ) {
        const at = drawn === 'by chance' ? random.below(left.length) : left.length - 1
        const ticket = left[at]
        if (ticket === undefined) return
        left[at] = left.at(-1) ?? ticket
        left.pop()
        const { since, text } = ticket
        const wantedAt = now - since > minute ? Math.max(ticket.wantedAt, now + minute) : ticket.wantedAt
        const inbound = { ...unnamed, sender: text.sender, sentAt: text.at, publishedAt: text.at }
        const seeker = { ...anybody, inbound, since, now, wantedAt }
        const admission = admissionOf(seeker, budget, { countersOf, crowds: { current: {}, before: nobody } })
        if (admission.kind !== 'room') misses++
        else {
          misses = 0
          pool.delete(text.sender)
          replies.push({ text, at: book(text.sender, now, admission.room.hourStart, wantedAt) })
        }
      }
    }

    let next = 0
    for (let now = (arrivals[0]?.[0] ?? 0) + minute; now < end; now += minute) {
      for (let one = arrivals[next]; one !== undefined && one[0] < now; one = arrivals[++next]) {
        const [since, text] = one
        if (pool.has(text.sender) || !mayBeAnswered(text.sender, since)) continue
        pool.set(text.sender, { text, since, wantedAt: wantedDueTime({ replyDelayMs }, since, random.next()) })
      }
      for (const [sender, { since, text }] of pool) {
        const longest = since - text.at > lateAfterMs ? longestWaitMs.late : longestWaitMs.onTime
        if (now - since > longest) pool.delete(sender)
      }
      draw(now)
    }
    return { received: texts, replies }
  }

const unnamed = { inboundId: '', line: '', text: '' }
const keyOf = (text: string): string => text
const anybody = { senderClass: 'new', delayMs: replyDelayMs, lot: 0, chance: 0, isCounted: true, keyOf } as const
const nobody = lotsOf({})

/** The numbers that are compared, and how each is replayed. */
export const numbers = {
  'this number': replay,
  'a lottery': lottery('by chance'),
  'a lottery of the latest first': lottery('the latest first'),
  'without the siege rule': async (texts, setup) => replaySimply(texts, unruled(setup)),
  'the baseline': async (texts, { budget }) => replaySimply(texts, baseline(budget)),
} as const satisfies { readonly [name: string]: typeof replay }
