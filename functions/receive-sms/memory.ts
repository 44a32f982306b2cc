import type { LoadedSender } from '../../shared/load-sender.ts'
import { createRecent } from '../../shared/recent.ts'
import { hour, knownSilentMs } from '../../shared/rules/timing.ts'

/** What one process remembers between batches, besides counters (scheduler.ts) and crowds (crowds.ts). */
export type Memory = ReturnType<typeof createMemory>

export const createMemory = () => {
  const silenced = createRecent<LoadedSender>()
  let lastSaveAnswered = true
  let besiegedUntil: number | undefined

  return {
    /** Remembers for a minute what is stored of a sender who got silence, or whose text waits. */
    remember: (stored: LoadedSender, senderKey: string, now: number): void =>
      silenced.set(senderKey, stored, now + knownSilentMs),
    recall: (senderKey: string, now: number): LoadedSender | undefined => silenced.get(senderKey, now),
    forget: (senderKey: string): void => silenced.forget(senderKey),

    /** Notes whether the last save of a sender's record got an answer. */
    noteSave: (isAnswered: boolean): void => {
      lastSaveAnswered = isAnswered
    },
    lastSaveAnswered: (): boolean => lastSaveAnswered,

    /** Notes a siege, by the hour that shows it. Returns whether it begins. */
    noteSiege: (hourStart: number): boolean => {
      const begins = besiegedUntil === undefined
      besiegedUntil = Math.max(besiegedUntil ?? 0, hourStart + hour)
      return begins
    },
    /** Returns whether a siege lasts, or has just ended, which is told once; undefined if there is none. */
    siege: (now: number): 'lasts' | 'ended' | undefined => {
      if (besiegedUntil === undefined) return undefined
      if (now < besiegedUntil) return 'lasts'
      besiegedUntil = undefined
      return 'ended'
    },
  }
}
