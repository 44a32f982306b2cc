import { type LoadedSender, saveSender } from '../../shared/load-sender.ts'
import { periodOf } from '../../shared/rules/crowd.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import type { SendTimes } from '../../shared/rules/throttle.ts'
import { planFor } from './booking.ts'
import type { Receiver, ScreenedText } from './receiver.ts'

/**
 * Saves the record unchanged before a booking that could be wasted: of a text that has perhaps lost a ticket, or while
 * this process's last save got no answer. Returns what is stored then, or undefined on a conflict; throws if it fails.
 */
export const trialSave = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: LoadedSender,
  sendTimes: SendTimes,
): Promise<LoadedSender | undefined> => {
  const isSure = receiver.memory.lastSaveAnswered() && !hasPerhapsLostTicket(text, stored.record)
  if (isSure) return stored
  const { kind } = planFor(receiver, text, stored.record, { isCounted: false, sendTimes })
  return kind === 'reply' || kind === 'count' ? save(receiver, stored, stored.record, text.now) : stored
}

/** Returns whether a text was delivered more often than its wait accounts for: once in each period. */
const hasPerhapsLostTicket = ({ inbound, deliveries, now }: ScreenedText, { waiting }: SenderRecord): boolean => {
  const periods = waiting?.inboundId === inbound.inboundId ? periodOf(now) - periodOf(waiting.since) : 0
  return deliveries > 1 + periods
}

/** Saves a sender's record, and remembers whether that got an answer. Undefined on a conflict. */
export const save = async (
  receiver: Receiver,
  stored: LoadedSender,
  record: SenderRecord,
  now: number,
): Promise<LoadedSender | undefined> => {
  try {
    const saved = await saveSender(receiver, stored, record, now)
    receiver.memory.noteSave(true)
    return saved
  } catch (error) {
    receiver.memory.noteSave(false)
    throw error
  }
}
