import type { LoadedSender } from '../../shared/load-sender.ts'
import type { ClaimStore, ReplyQueue, SenderStore, Telemetry } from '../../shared/ports.ts'
import type { Recent } from '../../shared/recent.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { type Plan, plan } from '../../shared/rules/plan.ts'
import type { RecentFingerprints } from '../../shared/rules/sender-class.ts'
import { nextVersion, type SenderRecord } from '../../shared/rules/sender-record.ts'
import { type quotasFor, type SiegeWatch, underSiege, withBesiegedHour } from '../../shared/rules/siege.ts'
import { logEvents, type SilentReason } from '../../shared/rules/telemetry.ts'
import { forgetAt } from '../../shared/rules/throttle.ts'
import type { Scheduler } from '../../shared/scheduler.ts'
import type { Topics } from './message.ts'

/** What the handler depends on: ports, the stage's config, time and chance. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'report'>
  readonly scheduler: Scheduler
  readonly replies: Pick<ReplyQueue, 'put'>
  readonly telemetry: Telemetry
  readonly config: Config
  readonly senderKeyOf: (number: string) => string
  /** The topics of carriers that feed the inbound queue beside the topic of texts. */
  readonly topics: Topics
  readonly newToken: () => string
  readonly now: () => number
  readonly random: () => number
  /** What each class of sender may use of an hour; the siege rule if left out. */
  readonly quotasFor?: typeof quotasFor
}

/** The dependencies, and what one process remembers between batches. */
export type Receiver = Dependencies & {
  readonly silenced: Recent<Silenced>
  readonly memory: Memory
}

/** What the rules remember. Each change replaces a value at once, never across an await, so that texts handled side by side lose nothing. */
type Memory = { siege: SiegeWatch; answered: RecentFingerprints }

/** A sender who got silence: the record, fingerprints of the texts that found no room, and until when this is remembered. */
type Silenced = { readonly record: SenderRecord; readonly turnedAway: readonly string[]; readonly until: number }

/** A text that passed the screen, and what it is judged by: one moment, one chance (from 0 to 1), and who was answered lately. */
export type Text = {
  readonly sms: InboundSms
  readonly senderKey: string
  readonly line: Line
  readonly country: string
  readonly now: number
  readonly chance: number
  readonly answered: RecentFingerprints
}

export const textOf = (
  { senderKeyOf, random, memory }: Receiver,
  sms: InboundSms,
  { line, country }: Pick<Text, 'line' | 'country'>,
  now: number,
): Text => ({
  sms,
  senderKey: senderKeyOf(sms.sender),
  line,
  country,
  now,
  chance: random(),
  answered: memory.answered,
})

/** Plans what becomes of a text, by the counters that this process knows unless others are given. */
export const planFor = (
  { config, scheduler, silenced, quotasFor }: Receiver,
  text: Text,
  record: SenderRecord,
  countersOf = scheduler.countersOf(text.line.budget),
): Plan => {
  const { turnedAway = [] } = silenced.get(text.senderKey, text.now) ?? {}
  return plan(
    text,
    record,
    { countersOf, answered: text.answered, turnedAway },
    config,
    text.now,
    text.chance,
    quotasFor,
  )
}

/** What became of a text. */
export type Verdict = SilentReason | 'reply'

/** Saves a record. Returns what is stored now, or undefined on a conflict, which saves nothing. */
export const saveSender = async (
  { senders, config }: Receiver,
  { now }: Pick<Text, 'now'>,
  { senderKey, version }: LoadedSender,
  record: SenderRecord,
): Promise<LoadedSender | undefined> => {
  const expiresAt = forgetAt(record, config, now)
  const saved = await senders.save(senderKey, record, version, expiresAt)
  return saved === 'saved' ? { senderKey, record, version: nextVersion(version, expiresAt) } : undefined
}

export const noteSiege = ({ memory, telemetry }: Receiver, { line }: Text, hourStart: number): void => {
  const begins = !underSiege(memory.siege)
  memory.siege = withBesiegedHour(memory.siege, line.budget, hourStart)
  if (begins) telemetry.log(logEvents.siegeEntered, { budget: line.budget })
}
