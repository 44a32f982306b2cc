import { keywordOf } from '../../shared/rules/opt-out.ts'
import { minute } from '../../shared/rules/timing.ts'

/** Senders that this process has lately seen blocked or opted out, so that a flood of theirs costs no request. */
export type KnownSilent = {
  readonly remember: (senderKey: string, reason: Reason, until: number, now: number) => void
  /** Why a text gets silence without asking the store; undefined when it has to be asked. */
  readonly recall: (senderKey: string, text: string, now: number) => Reason | undefined
}

type Reason = 'blocked' | 'opted-out'

/** A block that is lifted by hand is honoured within a minute. */
const trustMs = minute

export const createKnownSilent = (capacity = 10_000): KnownSilent => {
  const known = new Map<string, { readonly reason: Reason; readonly until: number }>()
  return {
    remember: (senderKey, reason, until, now) => {
      known.delete(senderKey)
      known.set(senderKey, { reason, until: Math.min(until, now + trustMs) })
      const [oldest] = known.keys()
      if (known.size > capacity && oldest !== undefined) known.delete(oldest)
    },
    recall: (senderKey, text, now) => {
      const entry = known.get(senderKey)
      if (entry === undefined || entry.until <= now) return undefined
      return changes(entry.reason, text) ? undefined : entry.reason
    },
  }
}

/** STOP must be noted even of a blocked sender, whose reply may still wait; START ends an opt-out. */
const changes = (reason: Reason, text: string): boolean => keywordOf(text) === (reason === 'blocked' ? 'stop' : 'start')
