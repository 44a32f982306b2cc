import { simulatorNumbers } from '../rules/simulator-numbers.ts'
import type { FinalEventType } from './text-event.ts'

/** What becomes of a message: what its last event says; or it is lost, and there is never an event. */
export type Fate = FinalEventType | 'nothing'

const simulators = Object.values(simulatorNumbers)

/**
 * The fates of messages, by destination. Without a decision of somebody's, phones get their messages; and of simulator numbers
 * the one for failures is unreachable: which event it gives, the guide doesn't say (test-phone-numbers).
 */
export const createFates = () => {
  const decided = new Map<string, Fate>()
  const usual = (to: string): Fate => {
    if (simulators.some(({ failure }) => failure === to)) return 'TEXT_UNREACHABLE'
    return simulators.some(({ success }) => success === to) ? 'TEXT_SUCCESSFUL' : 'TEXT_DELIVERED'
  }
  return {
    decide: (to: string, fate: Fate): void => {
      decided.set(to, fate)
    },
    of: (to: string): Fate => decided.get(to) ?? usual(to),
  }
}

/** Whether a message of this fate shows on its phone. */
export const arrives = (fate: Fate): boolean => fate === 'TEXT_SUCCESSFUL' || fate === 'TEXT_DELIVERED'
