import { simulatedEnd } from './simulator-numbers.ts'
import type { FinalEventType } from './text-event.ts'

/** How a message ends: as its last event says, or lost without any event. */
export type Outcome = FinalEventType | 'nothing'

/**
 * The outcomes of messages, by destination. Phones get their messages unless somebody decides otherwise. The simulator number
 * for failures is unreachable here, since the guide doesn't name its event (test-phone-numbers).
 */
export const createOutcomes = () => {
  const decided = new Map<string, Outcome>()
  const usual = (to: string): Outcome => {
    const end = simulatedEnd(to)
    if (end === undefined) return 'TEXT_DELIVERED'
    return end === 'success' ? 'TEXT_SUCCESSFUL' : 'TEXT_UNREACHABLE'
  }
  return {
    decide: (to: string, outcome: Outcome): void => {
      decided.set(to, outcome)
    },
    of: (to: string): Outcome => decided.get(to) ?? usual(to),
  }
}

/** Whether a message of this outcome shows on its phone. */
export const arrives = (outcome: Outcome): boolean => outcome === 'TEXT_SUCCESSFUL' || outcome === 'TEXT_DELIVERED'
