import type { SendResult } from '../../shared/ports.ts'
import { longerRest, restLeftMs, shorterRest } from '../../shared/rules/rest.ts'
import { queueVisibilityMs } from '../../shared/rules/timing.ts'
import type { LineDelivery } from './delivery.ts'

/** Reads the rest of a delivery's line, which one delivery may take, and gives back or notes what came of it. */
export const findRest = async ({ rests, line, now }: LineDelivery) => {
  const found = await rests.read(line.number)
  let held = found

  return {
    /**
     * Returns 0 if this delivery may attempt, or for how many milliseconds it must wait. While a line has answered none
     * or only some of its last attempts, all who come try to make its rest longer, and only who succeeds may attempt.
     */
    take: async (): Promise<number> => {
      const leftMs = restLeftMs(found, now())
      if (leftMs > 0 || found.ms === 0) return leftMs
      const longer = longerRest(found, now())
      // The winner may get an answer, so the loser looks again soon.
      if (!(await rests.replace(line.number, found, longer))) return queueVisibilityMs
      held = longer
      return 0
    },

    /** Gives back a rest that was taken, so that another delivery may attempt at once. */
    giveBack: async (): Promise<void> => {
      if (held !== found) await rests.replace(line.number, held, found)
    },

    /**
     * Notes what came of an attempt. One that may be lost begins a rest, or leaves the longer one that was taken. A
     * clear answer makes it shorter. If nothing was accepted, it is as it was found. May fail: outcomes matter more.
     */
    note: async (result: SendResult['kind']): Promise<void> => {
      const isTaken = held !== found
      if (result === 'unknown' ? isTaken : found.ms === 0) return
      const hasAnswered = result === 'accepted' || result === 'rejected'
      const rest = result === 'unknown' ? longerRest(found, now()) : hasAnswered ? shorterRest(found, now()) : found
      await rests.replace(line.number, held, rest).catch(() => {})
    },
  }
}
