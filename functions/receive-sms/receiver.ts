import { type LoadedSender, withLastingAlias } from '../../shared/load-sender.ts'
import type { BookingNotes, ClaimStore, ReplyQueue, SenderStore, Telemetry } from '../../shared/ports.ts'
import type { Recent } from '../../shared/recent.ts'
import { budgetOf, type Config, type Line } from '../../shared/rules/config.ts'
import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { type Plan, plan } from '../../shared/rules/plan.ts'
import type { RecentFingerprints } from '../../shared/rules/sender-class.ts'
import {
  type KnownAs,
  nextVersion,
  type SenderRecord,
  withoutForeignBooking,
} from '../../shared/rules/sender-record.ts'
import {
  type HeldUp,
  heldUpAs,
  heldUpWindow,
  type SiegeWatch,
  underSiege,
  withBesiegedHour,
  withHeldUp,
} from '../../shared/rules/siege.ts'
import { logEvents, type SilentReason } from '../../shared/rules/telemetry.ts'
import { forgetAt } from '../../shared/rules/throttle.ts'
import { day, heldUpMs } from '../../shared/rules/timing.ts'
import type { Scheduler } from '../../shared/scheduler.ts'
import type { Topics } from './message.ts'

/** What the handler depends on: ports, the stage's config, time and randomness. */
export type Dependencies = {
  readonly senders: SenderStore
  readonly claims: Pick<ClaimStore, 'read' | 'report' | 'inboundIdOf'>
  readonly scheduler: Scheduler
  readonly notes: BookingNotes
  readonly replies: Pick<ReplyQueue, 'put'>
  readonly telemetry: Telemetry
  readonly config: Config
  readonly senderKeyOf: (number: string) => string
  /** Carriers' own topics, which feed the inbound queue besides the topic of texts. */
  readonly topics: Topics
  readonly newToken: () => string
  readonly now: () => number
  readonly random: () => number
}

/** The dependencies, and what one process remembers between batches. */
export type Receiver = Dependencies & {
  readonly silenced: Recent<Silenced>
  /** The first texts, by id, that this process has seen of each window in which texts were sent that were held up. */
  readonly backlog: Recent<readonly string[]>
  readonly memory: Memory
}

/**
 * What the siege rules remember. A change must replace the whole value, without an await between read and write, so that texts
 * handled concurrently lose no updates.
 */
type Memory = { siege: SiegeWatch; answered: RecentFingerprints }

/** A sender who got silence: the record, fingerprints of the texts that found no room, and until when this is remembered. */
type Silenced = { readonly record: SenderRecord; readonly turnedAway: readonly string[]; readonly until: number }

/**
 * A text that passed `screen`, and what it is judged by: the time, a random number from 0 to 1, and who was answered lately. These stay
 * the same if the text is planned again.
 */
export type Text = {
  readonly sms: InboundSms
  readonly senderKey: string
  readonly line: Line
  readonly country: string
  readonly now: number
  readonly chance: number
  readonly answered: RecentFingerprints
  readonly heldUp: HeldUp | undefined
  /** The sender's other name, if the text has both. */
  readonly alsoKnownAs?: KnownAs | undefined
}

export const textOf = (
  receiver: Receiver,
  sms: InboundSms,
  { line, country }: Pick<Text, 'line' | 'country'>,
  now: number,
): Text => ({
  sms,
  senderKey: receiver.senderKeyOf(sms.sender),
  line,
  country,
  now,
  chance: receiver.random(),
  answered: receiver.memory.answered,
  heldUp: heldUpFor(receiver, sms, now),
})

/**
 * Notes the texts of a batch that were held up among those that this process has seen of their windows. Noted before the first of them is
 * planned, because a rush mostly comes in the same batch.
 */
export const noteHeldUp = (receiver: Receiver, texts: readonly InboundSms[], now: number): void => {
  for (const sms of texts.filter((sms) => isHeldUp(sms, now))) {
    const window = windowOf(receiver, sms)
    if (window === undefined) continue
    receiver.backlog.set(window, withHeldUp(receiver.backlog.get(window, now) ?? [], sms.inboundId), now + day)
  }
}

const isHeldUp = ({ sentAt }: InboundSms, now: number): boolean => now - sentAt > heldUpMs

/** The window of a text that was held up, if we know its line. */
const windowOf = ({ config }: Receiver, { line: number, sentAt }: InboundSms): string | undefined => {
  const line = config.lines.find((line) => line.number === number)
  return line && `${line.budget} ${heldUpWindow(sentAt, budgetOf(config, line.budget))}`
}

const heldUpFor = (receiver: Receiver, sms: InboundSms, now: number): HeldUp | undefined =>
  isHeldUp(sms, now)
    ? heldUpAs(receiver.backlog.get(windowOf(receiver, sms) ?? '', now) ?? [], sms.inboundId)
    : undefined

/** Plans what to do with a text. Uses the counters that this process knows unless others are given. */
export const planFor = (
  receiver: Receiver,
  text: Text,
  record: SenderRecord,
  countersOf = receiver.scheduler.countersOf(text.line.budget),
): Plan => {
  const { config, silenced } = receiver
  const { turnedAway = [] } = silenced.get(text.senderKey, text.now) ?? {}
  return plan(
    text,
    believed(receiver, text, record),
    { countersOf, answered: text.answered, turnedAway, heldUp: text.heldUp },
    config,
    text.now,
    text.chance,
  )
}

/** The record without a booking of this text's reply that the functions have not noted. */
export const believed = ({ notes }: Receiver, { sms: { inboundId }, line }: Text, record: SenderRecord): SenderRecord =>
  withoutForeignBooking(record, inboundId, (note) => notes.isOurs(inboundId, line.budget, note))

/** The final decision about a text: a reply, or the reason for silence. */
export type Verdict = SilentReason | 'reply'

/** Saves a record. Returns what is stored now, or undefined on a conflict, which saves nothing. */
export const saveSender = async (
  { senders, config }: Receiver,
  { now }: Pick<Text, 'now'>,
  { senderKey, version }: LoadedSender,
  record: SenderRecord,
): Promise<LoadedSender | undefined> => {
  const expiresAt = forgetAt(record, config, now)
  const lasting = await withLastingAlias(senders, senderKey, record, expiresAt)
  const saved = await senders.save(senderKey, lasting, version, expiresAt)
  return saved === 'saved' ? { senderKey, record: lasting, version: nextVersion(version, expiresAt) } : undefined
}

export const noteSiege = ({ memory, telemetry }: Receiver, { line }: Text, hourStart: number): void => {
  const begins = !underSiege(memory.siege)
  memory.siege = withBesiegedHour(memory.siege, line.budget, hourStart)
  if (begins) telemetry.log(logEvents.siegeEntered, { budget: line.budget })
}
