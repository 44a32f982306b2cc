import type { SendResult } from '../../shared/ports.ts'
import { pacedAs } from '../../shared/rules/carriers.ts'
import { longerRest, restLeftMs } from '../../shared/rules/rest.ts'
import type { LineDelivery } from './delivery.ts'

/** Reads the rest of a delivery's carrier or line, which one delivery may take, give back, and end. */
export const findRest = async ({ rests, line, now }: LineDelivery) => {
  const key = pacedAs(line)
  const found = await rests.read(key)
  let held = found

  return {
    /**
     * Returns 0 if this delivery may attempt, or for how many milliseconds it must wait. After a rest, all who come try
     * to prolong it, and only who succeeds may attempt.
     */
    take: async (): Promise<number> => {
      const leftMs = restLeftMs(found, now())
      if (leftMs > 0 || found.ms === 0) return leftMs
      const longer = longerRest(found, now())
      if (!(await rests.replace(key, found, longer))) return longer.ms
      held = longer
      return 0
    },

    /** Gives back a rest that was taken, so that another process may attempt at once. */
    giveBack: async (): Promise<void> => {
      if (held !== found) await rests.replace(key, held, found)
    },

    /** Notes what an attempt says: an unknown one begins a rest, an answer ends the one that was taken. May fail. */
    note: async (result: SendResult['kind']): Promise<void> => {
      const hasAnswered = result !== 'unknown' && result !== 'retryable'
      if (result === 'unknown' && found.ms === 0)
        await rests.replace(key, found, longerRest(found, now())).catch(() => {})
      if (hasAnswered && held.ms > 0) await rests.replace(key, held, { ms: 0, until: now() }).catch(() => {})
    },
  }
}
