import { simulatedOutcome } from './simulator-numbers.ts'
import type { FinalEventType } from './text-event.ts'

/** The outcome of a message: the type of its last event, or `nothing` for a message that is lost without an event. */
export type Outcome = FinalEventType | 'nothing'

/**
 * Decides the outcomes of messages, by destination. By default, messages are delivered. A message to a simulator number for
 * failures ends with TEXT_UNREACHABLE here, since the guide doesn't name the event type (test-phone-numbers).
 */
export const createOutcomes = () => {
  const decided = new Map<string, Outcome>()
  const usual = (to: string): Outcome => {
    const end = simulatedOutcome(to)
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

/** Whether a message with this outcome appears on the phone. */
export const arrives = (outcome: Outcome): boolean => outcome === 'TEXT_SUCCESSFUL' || outcome === 'TEXT_DELIVERED'
