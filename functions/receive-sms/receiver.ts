import type { ClaimStore, ReplyQueue, SenderStore, StoredSender, Telemetry } from '../../shared/ports.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import type { RecentFingerprints } from '../../shared/rules/sender-class.ts'
import { nextVersion, type SenderRecord } from '../../shared/rules/sender-record.ts'
import type { SiegeWatch } from '../../shared/rules/siege.ts'
import { logEvents, metricNames, type SilentReason } from '../../shared/rules/telemetry.ts'
import { forgetAt } from '../../shared/rules/throttle.ts'
import type { Scheduler } from '../../shared/scheduler.ts'
import type { KnownSilent } from './known-silent.ts'
import type { Recent } from './recent.ts'

/** What the handler depends on: ports, the stage's config, time and chance. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'report'>
  readonly scheduler: Scheduler
  readonly replies: Pick<ReplyQueue, 'put'>
  readonly telemetry: Telemetry
  readonly config: Config
  readonly senderKeyOf: (number: string) => string
  /** The topic of AWS's delivery reports. A stage without a line of AWS has none. */
  readonly deliveryTopicArn: string | undefined
  readonly newToken: () => string
  readonly now: () => number
  readonly random: () => number
}

/** The dependencies, and what one process remembers between batches. */
export type Receiver = Dependencies & {
  readonly knownSilent: KnownSilent
  readonly turnedAway: Recent<TurnedAway>
  readonly memory: Memory
}

/** What the rules remember. Each change replaces a value at once, never across an await, so that texts handled side by side lose nothing. */
type Memory = { siege: SiegeWatch; answered: RecentFingerprints }

/** A sender for whom there was no room: the record, the texts that were turned away, and until when this is remembered. */
type TurnedAway = {
  readonly record: SenderRecord
  /** Fingerprints of their ids, so a text that is delivered again counts once. */
  readonly texts: readonly string[]
  readonly until: number
}

/** A text that passed the screen. */
export type Text = {
  readonly sms: InboundSms
  readonly senderKey: string
  readonly line: Line
  readonly country: string
}

export const textOf = (
  { senderKeyOf }: Receiver,
  sms: InboundSms,
  { line, country }: Pick<Text, 'line' | 'country'>,
): Text => ({
  sms,
  senderKey: senderKeyOf(sms.sender),
  line,
  country,
})

/** What became of a text. */
export type Verdict = SilentReason | 'reply'

/** Saves a record. Returns what is stored now, or undefined on a conflict, which saves nothing. */
export const saveSender = async (
  { senders, config, now }: Receiver,
  { senderKey }: Text,
  { version }: StoredSender,
  record: SenderRecord,
): Promise<StoredSender | undefined> => {
  const expiresAt = forgetAt(record, config, now())
  const saved = await senders.save(senderKey, record, version, expiresAt)
  return saved === 'saved' ? { record, version: nextVersion(version, expiresAt) } : undefined
}

/** Remembers a sender who got silence, and reports it if this text has blocked the sender. */
export const noteSilence = (
  { knownSilent, telemetry, now }: Receiver,
  { senderKey, sms }: Text,
  record: SenderRecord,
  nowBlocked: boolean,
): void => {
  knownSilent.remember(senderKey, record, now())
  if (!nowBlocked) return
  telemetry.count(metricNames.sendersBlocked)
  telemetry.log(logEvents.senderBlocked, { inboundId: sms.inboundId })
}
