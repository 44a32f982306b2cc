import type { BusinessNumber } from './business-account.ts'
import type { Person } from './people.ts'

/** Keeps track of who may get free-form messages. */
export type Conversations = {
  /** Notes that somebody writes to a number or calls it. */
  readonly hear: (person: Person, number: BusinessNumber) => void
  readonly isOpen: (person: Person, number: BusinessNumber) => boolean
}

/** A business may answer freely for 24 hours after a person's message or call (Meta, send messages). */
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
