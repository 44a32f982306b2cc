import { type Counters, countedIn, hasRoom } from '../../shared/rules/budget.ts'
import { dueIn, firstHourFor, monthOf } from '../../shared/rules/calendar.ts'
import type { Quota } from '../../shared/rules/config.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { type Outcome, replay, replyDelayMs, type Setup, senderLimits } from './replay.ts'
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

/** Without its siege rule, each sender gets the next hour with room until the budget is used up. */
const unruled = ({ budget, seed }: Setup): Decide => {
  const random = createRandom(seed)
  const months = new Map<string, Counters>()
  const repliedTo = new Map<string, readonly number[]>()

  const book = (now: number, ofBudget: number): number | undefined => {
    const wantedAt = wantedDueTime({ replyDelayMs }, now, random.next())
    const keyOf = (hourStart: number): string => `${ofBudget}#${monthOf(hourStart)}`
    const countersOf = (hourStart: number): Counters => months.get(keyOf(hourStart)) ?? {}
    const first = firstHourFor(wantedAt, budget)
    const hours = Array.from({ length: Math.ceil((wantedAt + day - first) / hour) }, (_, i) => first + i * hour)
    const hourStart = hours.find((start) => hasRoom(countersOf(start), start, budget))
    if (hourStart === undefined) return undefined
    const counters = { ...countersOf(hourStart) }
    const counted = countedIn(hourStart, budget)
    for (const [period] of Object.values(counted)) counters[period] = (counters[period] ?? 0) + 1
    months.set(keyOf(hourStart), counters)
    return dueIn(hourStart, wantedAt, random.next(), counters[counted.hour[0]] ?? 0, budget)
  }

  return (sender, now, ofBudget) => {
    const earlier = (repliedTo.get(sender) ?? []).filter((at) => now - at < 30 * day)
    if (senderLimits.some(({ replies, perMs }) => now - (earlier.at(-replies) ?? -perMs) < perMs)) return undefined
    const dueAt = book(now, ofBudget)
    if (dueAt !== undefined) repliedTo.set(sender, [...earlier, now])
    return dueAt
  }
}

/** The numbers that are compared, and how each is replayed. */
export const numbers = {
  'this number': replay,
  'without the siege rule': async (texts, setup) => replaySimply(texts, setup, unruled(setup)),
  'the baseline': async (texts, setup) => replaySimply(texts, setup, baseline(setup.budget)),
} as const satisfies { readonly [name: string]: typeof replay }
