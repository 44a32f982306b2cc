import { type Counters, countedIn, firstRoom } from '../../shared/rules/budget.ts'
import { bookableUntil, dueIn, monthOf } from '../../shared/rules/calendar.ts'
import type { Budget, BudgetLimits } from '../../shared/rules/config.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { createTimeline } from '../virtual/queue.ts'
import type { ReplayOutcome, Reply, Scene } from './figures.ts'
import { replay, replyDelayMs, type Setup, senderLimits } from './replay.ts'
import { createRandom, type Text } from './traffic.ts'

type SimpleNumber = {
  /** When the reply to a text that arrives now is due, or why there is none. */
  readonly decide: (text: Text, now: number) => { readonly dueAt: number } | { readonly silent: string }
  readonly parts: number
}

/** Replays a scene with a number that decides at once. */
const replaySimpleNumber = async (texts: Scene, { decide, parts }: SimpleNumber): Promise<ReplayOutcome> => {
  const timeline = createTimeline(0)
  const received: Text[] = []
  const replies: Reply[] = []
  const silences: { readonly text: Text; readonly reason: string }[] = []

  const send = (text: Text): void => {
    replies.push({ text, at: timeline.now(), parts })
  }
  const receive = (text: Text): void => {
    received.push(text)
    const decision = decide(text, timeline.now())
    if ('silent' in decision) silences.push({ text, reason: decision.silent })
    else timeline.plan(decision.dueAt, () => send(text))
  }
  for (const text of texts) timeline.plan(text.arrivesAt ?? text.at, () => receive(text))
  await timeline.run()
  return { received, replies, silences }
}

/** The number of October 2017: it answered everything, with two parts. */
const replayFirstNumber = (scene: Scene): Promise<ReplayOutcome> =>
  replaySimpleNumber(scene, { decide: (_, now) => ({ dueAt: now + hour }), parts: 2 })

/** Allows at most `points` for a key in a window that opens with the first and ends `windowMs` later, as `rate-limiter-flexible` counts. */
export const createFixedWindow = (points: number, windowMs: number) => {
  const windows = new Map<string, { count: number; readonly endsAt: number }>()
  return (key: string, now: number): boolean => {
    const open = windows.get(key)
    if (open === undefined || open.endsAt <= now) {
      windows.set(key, { count: 1, endsAt: now + windowMs })
      return points >= 1
    }
    open.count++
    return open.count <= points
  }
}

/**
 * Replays a number as a good team would build it today, with limits for each sender, then for all. A text that
 * exceeds a limit is not answered.
 */
const replayBaseline = (scene: Scene, budget: BudgetLimits): Promise<ReplayOutcome> => {
  const ofSender = [createFixedWindow(1, day), createFixedWindow(3, 30 * day)]
  const ofAll = [
    createFixedWindow(budget.hour, hour),
    createFixedWindow(budget.day, day),
    createFixedWindow(budget.month, 30 * day),
  ]
  return replaySimpleNumber(scene, {
    parts: partsPerReply,
    decide: ({ sender }, now) => {
      if (!ofSender.every((consume) => consume(sender, now))) return { silent: 'sender limit' }
      return ofAll.every((consume) => consume('all', now)) ? { dueAt: now + hour } : { silent: 'global limit' }
    },
  })
}

/**
 * Replays this number as it would be without its siege rule: each sender gets the next hour with room, first come, first served, until the
 * budget is used up. It has this number's limits for each sender.
 */
const replayUnruled = async (scene: Scene, budget: Budget, seed: number): Promise<ReplayOutcome> => {
  const random = createRandom(seed)
  const months = new Map<string, Counters>()
  const repliedTo = new Map<string, readonly number[]>()

  /** Books the first hour with room. Returns when its reply is due, or undefined. */
  const book = (now: number): number | undefined => {
    const wantedAt = wantedDueTime({ replyDelayMs }, now, random.next())
    const countersOf = (hourStart: number): Counters => months.get(monthOf(hourStart)) ?? {}
    const room = firstRoom(wantedAt, bookableUntil(wantedAt), budget, countersOf)
    if (room === undefined) return undefined
    const { hourStart, quota } = room
    const counters = { ...countersOf(hourStart) }
    const counted = countedIn(hourStart, quota)
    for (const [period] of Object.values(counted)) counters[period] = (counters[period] ?? 0) + partsPerReply
    months.set(monthOf(hourStart), counters)
    return dueIn(hourStart, wantedAt, random.next(), counters[counted.hour[0]] ?? 0, budget)
  }

  return replaySimpleNumber(scene, {
    parts: partsPerReply,
    decide: ({ sender }, now) => {
      const earlier = (repliedTo.get(sender) ?? []).filter((at) => now - at < 30 * day)
      const isOverLimit = senderLimits.some(({ replies, perMs }) => now - (earlier.at(-replies) ?? -perMs) < perMs)
      if (isOverLimit) return { silent: 'answered-recently' }
      const dueAt = book(now)
      if (dueAt === undefined) return { silent: 'over-budget' }
      repliedTo.set(sender, [...earlier, now])
      return { dueAt }
    },
  })
}

/** The numbers that can answer a scene, and how each is replayed. */
export const numbers = {
  'this number': replay,
  'without the siege rule': (scene, { budget, seed }) => replayUnruled(scene, budget, seed),
  'the baseline': (scene, { budget }) => replayBaseline(scene, budget),
  'the number of 2017': replayFirstNumber,
} as const satisfies {
  readonly [name: string]: (scene: Scene, setup: Setup) => Promise<ReplayOutcome>
}

export type NumberName = keyof typeof numbers

/** The numbers that the tables compare. */
export const compared = [
  'this number',
  'without the siege rule',
  'the baseline',
] as const satisfies readonly NumberName[]
