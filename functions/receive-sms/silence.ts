import type { LoadedSender } from '../../shared/load-sender.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { PlannedSilence } from '../../shared/rules/plan.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { knownSilentMs, turnedAwayMs } from '../../shared/rules/timing.ts'
import { noteSiege, planFor, type Receiver, saveSender, type Text, type Verdict } from './receiver.ts'

/**
 * Carries out a planned silence: stores the changed record, remembers the sender and reports a block. Returns 'conflict' if the record
 * has changed since it was read.
 */
export const keepSilent = async (
  receiver: Receiver,
  text: Text,
  stored: LoadedSender,
  plan: PlannedSilence,
): Promise<Verdict | 'conflict'> => {
  const changed = plan.record ?? (isNewName(text, stored) ? stored.record : undefined)
  const saved = changed === undefined ? stored : await saveSender(receiver, text, stored, changed)
  if (saved === undefined) return 'conflict'
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  if (plan.nowBlocked) reportBlock(receiver, text)
  remember(receiver, text, saved.record, plan.turnedAway)
  return plan.reason
}

/** Whether the text shows a name of the sender that the stored record lacks. Without it, a later STOP by one name would not hold for the other. */
const isNewName = ({ alsoKnownAs }: Text, { knownAs }: LoadedSender): boolean =>
  alsoKnownAs !== undefined && alsoKnownAs.key !== knownAs

/**
 * Remembers a sender who is blocked, opted out or without room. Any other sender is forgotten, because the next text
 * may be answered or be a strike.
 */
const remember = (
  { silenced }: Receiver,
  { senderKey, now }: Text,
  record: SenderRecord,
  turnedAway: readonly string[] = [],
): void => {
  const isSilent = record.blockedUntil > now || record.optedOutUntil > now
  const until = now + (turnedAway.length > 0 ? turnedAwayMs : knownSilentMs)
  if (isSilent || turnedAway.length > 0) silenced.set(senderKey, { record, turnedAway, until }, until)
  else silenced.forget(senderKey)
}

const reportBlock = ({ telemetry }: Receiver, { sms }: Text): void => {
  telemetry.count(metricNames.sendersBlocked)
  telemetry.log(logEvents.senderBlocked, { inboundId: sms.inboundId })
}

/**
 * The reason for silence, if this process remembers enough about the sender to know it and nothing has to be stored. A flood
 * of such texts costs no requests.
 */
export const silenceFromMemory = (receiver: Receiver, text: Text): Verdict | undefined => {
  const known = receiver.silenced.get(text.senderKey, text.now)
  if (known === undefined) return undefined
  const plan = planFor(receiver, text, known.record)
  if (plan.kind !== 'silent' || plan.record !== undefined) return undefined
  if (plan.turnedAway === undefined) return plan.reason
  // Another process may have stored an opt-out, which a START would end.
  if (keywordOf(text.sms.text) !== undefined) return undefined
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  receiver.silenced.set(text.senderKey, { ...known, turnedAway: plan.turnedAway }, known.until)
  return plan.reason
}
