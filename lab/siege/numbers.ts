import { type Counters, countedIn, hasRoom } from '../../shared/rules/budget.ts'
import { dueIn, firstHourFor, monthOf } from '../../shared/rules/calendar.ts'
import type { Quota } from '../../shared/rules/config.ts'
import { lotsOf } from '../../shared/rules/crowd.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { admissionOf } from '../../shared/rules/siege.ts'
import { day, hour, lateAfterMs, longestWaitMs, minute } from '../../shared/rules/timing.ts'
import { type Outcome, type Reply, replay, replyDelayMs, type Setup, senderLimits } from './replay.ts'
import { createRandom, type Text } from './traffic.ts'

/** When the reply to a text that arrives now at a line of a budget is sent; undefined if there is none. */
type Decide = (sender: string, now: number, ofBudget: number) => number | undefined

const replaySimply = (texts: readonly Text[], { isShared = false }: Setup, decide: Decide): Outcome => ({
  received: texts,
  replies: texts.flatMap((text) => {
    const at = decide(text.sender, text.arrivesAt ?? text.at, isShared ? 0 : (text.line ?? 0))
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
  return (sender, now, ofBudget) => {
    if (!ofSender.every(({ take }) => take(sender, now))) return undefined
    if (ofAll.every(({ take }) => take(String(ofBudget), now))) return now + hour
    for (const { giveBack } of ofSender) giveBack(sender)
    return undefined
  }
}

/** What is booked of each budget, and when each sender was promised replies. */
const createBooks = (budget: Quota, seed: number) => {
  const random = createRandom(seed)
  const months = new Map<string, Counters>()
  const repliedTo = new Map<string, readonly number[]>()
  const countersOf =
    (ofBudget: number) =>
    (hourStart: number): Counters =>
      months.get(`${ofBudget}#${monthOf(hourStart)}`) ?? {}
  return {
    random,
    countersOf,
    mayBeAnswered: (sender: string, now: number): boolean => {
      const earlier = repliedTo.get(sender) ?? []
      return senderLimits.every(({ replies, perMs }) => now - (earlier.at(-replies) ?? -perMs) >= perMs)
    },
    /** Books a reply into an hour with room. Returns when it is due. */
    book: (sender: string, now: number, ofBudget: number, hourStart: number, wantedAt: number): number => {
      const counters = { ...countersOf(ofBudget)(hourStart) }
      const counted = countedIn(hourStart, budget)
      for (const [period] of Object.values(counted)) counters[period] = (counters[period] ?? 0) + 1
      months.set(`${ofBudget}#${monthOf(hourStart)}`, counters)
      repliedTo.set(sender, [...(repliedTo.get(sender) ?? []), now])
      return dueIn(hourStart, wantedAt, random.next(), counters[counted.hour[0]] ?? 0, budget)
    },
  }
}

/** Without its siege rule, each sender gets the next hour with room until the budget is used up. */
const unruled = ({ budget, seed }: Setup): Decide => {
  const { random, countersOf, mayBeAnswered, book } = createBooks(budget, seed)
  return (sender, now, ofBudget) => {
    if (!mayBeAnswered(sender, now)) return undefined
    const wantedAt = wantedDueTime({ replyDelayMs }, now, random.next())
    const first = firstHourFor(wantedAt, budget)
    const hours = Array.from({ length: Math.ceil((wantedAt + day - first) / hour) }, (_, i) => first + i * hour)
    const hourStart = hours.find((start) => hasRoom(countersOf(ofBudget)(start), start, budget))
    return hourStart === undefined ? undefined : book(sender, now, ofBudget, hourStart, wantedAt)
  }
}

/** A text in the draw, and when its reply is wanted. */
type Ticket = { readonly text: Text; readonly since: number; readonly wantedAt: number }

/** Each minute draws, from all senders who wait, who gets the rooms that this number would have, by chance alone. */
const lottery = async (texts: readonly Text[], setup: Setup): Promise<Outcome> => {
  const { budget, seed, isShared = false, delayMs = replyDelayMs } = setup
  const { random, countersOf, mayBeAnswered, book } = createBooks(budget, seed)
  const replies: Reply[] = []
  const pools = new Map<number, Map<string, Ticket>>()
  const arrivals = texts.map((text) => [text.arrivesAt ?? text.at, text] as const).sort(([a], [b]) => a - b)
  const end = (arrivals.at(-1)?.[0] ?? 0) + day

  const draw = (ofBudget: number, pool: Map<string, Ticket>, now: number): void => {
    const left = [...pool.values()]
    // Whose reply is wanted later may find no room where others do.
    for (let misses = 0; misses < 9 && left.length > 0; ) {
      const at = random.below(left.length)
      const ticket = left[at]
      if (ticket === undefined) return
      left[at] = left.at(-1) ?? ticket
      left.pop()
      const { since, text } = ticket
      const wantedAt = now - since > minute ? Math.max(ticket.wantedAt, now + minute) : ticket.wantedAt
      const inbound = { ...unnamed, sender: text.sender, sentAt: text.at, publishedAt: text.at }
      const seeker = { inbound, senderClass: 'new', since, now, wantedAt, delayMs, lot: 0, chance: 0, keyOf } as const
      const admission = admissionOf({ ...seeker, isCounted: true }, budget, {
        countersOf: countersOf(ofBudget),
        crowds: { current: {}, before: lotsOf({}) },
      })
      if (admission.kind !== 'room') misses++
      else {
        misses = 0
        pool.delete(text.sender)
        replies.push({ text, at: book(text.sender, now, ofBudget, admission.room.hourStart, wantedAt) })
      }
    }
  }

  let next = 0
  for (let now = (arrivals[0]?.[0] ?? 0) + minute; now < end; now += minute) {
    for (let one = arrivals[next]; one !== undefined && one[0] < now; one = arrivals[++next]) {
      const [since, text] = one
      const ofBudget = isShared ? 0 : (text.line ?? 0)
      const pool = pools.get(ofBudget) ?? new Map<string, Ticket>()
      pools.set(ofBudget, pool)
      if (pool.has(text.sender) || !mayBeAnswered(text.sender, since)) continue
      pool.set(text.sender, { text, since, wantedAt: wantedDueTime({ replyDelayMs: delayMs }, since, random.next()) })
    }
    for (const [ofBudget, pool] of pools) {
      for (const [sender, { since, text }] of pool) {
        const longest = since - text.at > lateAfterMs ? longestWaitMs.late : longestWaitMs.onTime
        if (now - since > longest) pool.delete(sender)
      }
      draw(ofBudget, pool, now)
    }
  }
  return { received: texts, replies }
}

const unnamed = { inboundId: '', line: '', text: '' }
const keyOf = (text: string): string => text

/** The numbers that are compared, and how each is replayed. */
export const numbers = {
  'this number': replay,
  'a lottery': lottery,
  'without the siege rule': async (texts, setup) => replaySimply(texts, setup, unruled(setup)),
  'the baseline': async (texts, setup) => replaySimply(texts, setup, baseline(setup.budget)),
} as const satisfies { readonly [name: string]: typeof replay }
