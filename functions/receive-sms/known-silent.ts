import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { endsOptOut } from '../../shared/rules/throttle.ts'
import { knownSilentMs } from '../../shared/rules/timing.ts'
import { createRecent } from './recent.ts'

/** Senders that this process has recently seen blocked or opted out. A flood of their texts costs no request. */
export type KnownSilent = {
  /** Remembers a record that has just been read or saved. */
  readonly remember: (senderKey: string, record: SenderRecord, now: number) => void
  /** The reason for silence, or undefined if the store has to be asked. */
  readonly recall: (senderKey: string, sms: InboundSms, now: number) => 'blocked' | 'opted-out' | undefined
}

export const createKnownSilent = (capacity?: number): KnownSilent => {
  const recent = createRecent<SenderRecord>(capacity)
  return {
    remember: (senderKey, record, now) =>
      isSilent(record, now) ? recent.set(senderKey, record, now + knownSilentMs) : recent.forget(senderKey),
    recall: (senderKey, sms, now) => {
      const record = recent.get(senderKey, now)
      if (record === undefined || !isSilent(record, now) || mayChange(record, sms, now)) return undefined
      return record.optedOutUntil > now ? 'opted-out' : 'blocked'
    },
  }
}

const isSilent = ({ blockedUntil, optedOutUntil }: SenderRecord, now: number): boolean =>
  blockedUntil > now || optedOutUntil > now

/** A STOP is stored, and an early START ends an opt-out. Of a blocked sender, only a first STOP is. */
const mayChange = (record: SenderRecord, sms: InboundSms, now: number): boolean => {
  const keyword = keywordOf(sms.text)
  if (record.blockedUntil > now) return keyword === 'stop' && record.optedOutUntil <= now
  return keyword === 'stop' || (keyword === 'start' && endsOptOut(record, sms))
}
