import { type Counters, countedIn, firstRoom } from '../../shared/rules/budget.ts'
import { monthOf } from '../../shared/rules/calendar.ts'
import type { Budget } from '../../shared/rules/config.ts'
import { dueIn, lastHourFor } from '../../shared/rules/due-time.ts'
import { farAhead, monthAhead } from '../../shared/rules/even-share.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { day } from '../../shared/rules/timing.ts'
import { replyDelayMs, senderLimits } from './number.ts'
import { createRandom } from './random.ts'
import type { ReplayOutcome, Scene } from './replay-outcome.ts'
import { replaySimpleNumber } from './simple-number.ts'

/**
 * Replays this number as it would be without its siege rule: each sender gets the next hour with room, first come, first served, until the
 * budget is used up. It has this number's limits for each sender, and honours STOP for the whole replay.
 */
export const replayUnruled = async (scene: Scene, budget: Budget, seed: number): Promise<ReplayOutcome> => {
  const random = createRandom(seed)
  const months = new Map<string, Counters>()
  const repliedTo = new Map<string, readonly number[]>()
  const optedOut = new Set<string>()
  let monthAheadAt: number | undefined

  /** Books the first hour with room. Returns when its reply is due, or undefined. */
  const book = (now: number): number | undefined => {
    const wantedAt = wantedDueTime({ replyDelayMs }, now, random.next())
    const countersOf = (month: string): Counters => months.get(month) ?? {}
    const room = firstRoom(wantedAt, lastHourFor(wantedAt), partsPerReply, budget, countersOf)
    if (room === undefined) return undefined
    const { hourStart, quota } = room
    const counters = { ...countersOf(monthOf(hourStart)) }
    const counted = countedIn(hourStart, quota)
    for (const [period] of Object.values(counted)) counters[period] = (counters[period] ?? 0) + partsPerReply
    months.set(monthOf(hourStart), counters)
    if (monthAhead(budget, hourStart, counters) > farAhead) monthAheadAt ??= now
    return dueIn(hourStart, wantedAt, random.next(), counters[counted.hour[0]] ?? 0, budget)
  }

  const outcome = await replaySimpleNumber(scene, {
    parts: partsPerReply,
    decide: ({ sender, words }, now) => {
      if (keywordOf(words) === 'stop') optedOut.add(sender)
      if (optedOut.has(sender)) return { silent: 'opted-out' }
      const earlier = (repliedTo.get(sender) ?? []).filter((at) => now - at < 30 * day)
      const isOverLimit = senderLimits.some(({ replies, perMs }) => now - (earlier.at(-replies) ?? -perMs) < perMs)
      if (isOverLimit) return { silent: 'answered-recently' }
      const dueAt = book(now)
      if (dueAt === undefined) return { silent: 'over-budget' }
      repliedTo.set(sender, [...earlier, now])
      return { dueAt }
    },
  })
  return { ...outcome, monthAheadAt }
}
