import type { StoredSender } from '../../shared/ports.ts'
import { knownSilentMs } from '../../shared/rules/timing.ts'
import { createRecent } from './recent.ts'

/** What one process remembers between batches, besides counters (tickets.ts) and crowds (crowds.ts). */
export type Memory = ReturnType<typeof createMemory>

export const createMemory = () => {
  const silenced = createRecent<StoredSender>()
  let lastSaveAnswered = true

  return {
    /** Remembers for a minute what is stored of a sender who got silence, or whose text waits. */
    remember: (stored: StoredSender, senderKey: string, now: number): void =>
      silenced.set(senderKey, stored, now + knownSilentMs),
    recall: (senderKey: string, now: number): StoredSender | undefined => silenced.get(senderKey, now),
    forget: (senderKey: string): void => silenced.forget(senderKey),

    /** Notes whether the last save of a sender's record got an answer. */
    noteSave: (isAnswered: boolean): void => {
      lastSaveAnswered = isAnswered
    },
    lastSaveAnswered: (): boolean => lastSaveAnswered,
  }
}
