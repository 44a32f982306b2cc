import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { SenderRecord } from '../../shared/rules/throttle.ts'
import { knownSilentMs } from '../../shared/rules/timing.ts'
import { createRecent } from './recent.ts'

/** Senders that this process has lately seen blocked or opted out, so that a flood of theirs costs no request. */
export type KnownSilent = {
  /** Takes note of a record that has just been read or saved. */
  readonly remember: (senderKey: string, record: SenderRecord, now: number) => void
  /** Why a text gets silence without asking the store; undefined when it has to be asked. */
  readonly recall: (senderKey: string, text: string, now: number) => 'blocked' | 'opted-out' | undefined
}

export const createKnownSilent = (capacity?: number): KnownSilent => {
  const recent = createRecent<SenderRecord>(capacity)
  return {
    remember: (senderKey, record, now) =>
      isSilent(record, now) ? recent.set(senderKey, record, now + knownSilentMs) : recent.forget(senderKey),
    recall: (senderKey, text, now) => {
      const record = recent.get(senderKey, now)
      if (record === undefined || !isSilent(record, now) || mayChange(record, text, now)) return undefined
      return record.optedOutUntil > now ? 'opted-out' : 'blocked'
    },
  }
}

const isSilent = ({ blockedUntil, optedOutUntil }: SenderRecord, now: number): boolean =>
  blockedUntil > now || optedOutUntil > now

/** STOP has to be noted, and START ends an opt-out: except that START of a blocked sender does nothing, nor a second STOP then. */
const mayChange = ({ blockedUntil, optedOutUntil }: SenderRecord, text: string, now: number): boolean => {
  const keyword = keywordOf(text)
  if (blockedUntil > now) return keyword === 'stop' && optedOutUntil <= now
  return keyword !== undefined
}
