import { simulatedEnd } from './simulator-numbers.ts'
import type { FinalEventType } from './text-event.ts'

/** What becomes of a message: what its last event says; or it is lost, and there is never an event. */
export type Outcome = FinalEventType | 'nothing'

/**
 * The outcomes of messages, by destination. Without a decision of somebody's, phones get their messages; and of simulator numbers
 * the one for failures is unreachable: which event it gives, the guide doesn't say (test-phone-numbers).
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
