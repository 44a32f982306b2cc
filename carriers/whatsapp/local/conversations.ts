import type { BusinessNumber } from './business-account.ts'
import type { Person } from './people.ts'

/** Who may be written to. */
export type Conversations = {
  /** Somebody writes to a number or calls it. */
  readonly hear: (person: Person, number: BusinessNumber) => void
  readonly isOpen: (person: Person, number: BusinessNumber) => boolean
}

/** Whoever writes to a business or calls it can be answered freely for 24 hours (Meta, send messages). */
const windowMs = 24 * 60 * 60 * 1000

export const createConversations = (now: () => number): Conversations => {
  const heardAt = new Map<string, number>()
  const keyOf = ({ userId }: Person, { address }: BusinessNumber) => `${address} ${userId}`
  return {
    hear: (person, number) => {
      heardAt.set(keyOf(person, number), now())
    },
    isOpen: (person, number) => now() - (heardAt.get(keyOf(person, number)) ?? Number.NEGATIVE_INFINITY) <= windowMs,
  }
}
