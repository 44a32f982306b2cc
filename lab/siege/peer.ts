import type { BudgetLimits } from '../../shared/rules/config.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import type { ReplayOutcome, Scene } from './replay-outcome.ts'
import { replaySimpleNumber } from './simple-number.ts'

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
export const replayPeer = (scene: Scene, budget: BudgetLimits): Promise<ReplayOutcome> => {
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
