import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { endsOptOut } from '../../shared/rules/throttle.ts'
import { knownSilentMs } from '../../shared/rules/timing.ts'
import { createRecent } from './recent.ts'

/** Senders that this process has lately seen blocked or opted out, so that a flood of theirs costs no request. */
export type KnownSilent = {
  /** Takes note of a record that has just been read or saved. */
  readonly remember: (senderKey: string, record: SenderRecord, now: number) => void
  /** Why a text gets silence without asking the store; undefined when it has to be asked. */
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

/** STOP has to be noted, and an early START ends an opt-out; but of a blocked sender nothing is, save a first STOP. */
const mayChange = (record: SenderRecord, sms: InboundSms, now: number): boolean => {
  const keyword = keywordOf(sms.text)
  if (record.blockedUntil > now) return keyword === 'stop' && record.optedOutUntil <= now
  return keyword === 'stop' || (keyword === 'start' && endsOptOut(record, sms))
}
