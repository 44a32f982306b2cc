import type { CountersOf, Room } from './budget.ts'
import { type Config, type Line, quotaOf } from './config.ts'
import type { Crowds, KeyOf, Marks } from './crowd.ts'
import type { InboundText } from './inbound-text.ts'
import { isTooSoon, noteTurnedAway, type SenderClass, senderClassOf } from './sender-class.ts'
import { type SenderRecord, type Waiting, waitingIn } from './sender-record.ts'
import { type Admission, admissionOf, type Obstacle, type Seeker } from './siege.ts'
import { type Decision, decide, type SendTimes, type Silence } from './throttle.ts'
import { comesBackAfterMs, minute } from './timing.ts'

/*
 * What becomes of a text has five types, each of which knows more than the one before.
 *
 * Decision    by its sender's record (throttle.ts): a reply if there is room, one that is promised already, silence
 * Admission   by who else texts (siege.ts): room, a wait for it, none in time; or it must be counted first
 * Plan        both, and what is to be stored. A plan is made of what is known, and booking may find that out of date
 * BookedPlan  can be carried out: its reply has a ticket (booking.ts)
 * Verdict     says in a word what was done, to be counted, logged and acknowledged (receiver.ts)
 */

/** The plan for a text. `record` is to be stored of its sender, with the reply once that is booked. */
export type Plan =
  | PlannedReply
  | Extract<Decision, { readonly kind: 'promised' }>
  | Extract<Admission, { readonly kind: 'count' }>
  | PlannedWait
  | PlannedSilence

/** A reply that is wanted at `wantedAt`, and an hour that has room for it. */
export type PlannedReply = Extract<Decision, { readonly kind: 'reply' }> & {
  readonly wantedAt: number
  readonly room: Room
}

/** The text waits for room, with a lot of a class. `record` is left out if the stored one already says so. */
export type PlannedWait = Extract<Admission, { readonly kind: 'wait' }> & {
  readonly senderClass: SenderClass
  readonly record?: SenderRecord
}

export type PlannedSilence = Omit<Silence, 'reason'> & {
  readonly reason: Silence['reason'] | 'over-budget' | 'siege' | 'asks-again' | 'duplicate'
  /** The marks of a text that was turned away uncounted. */
  readonly marks?: Marks | undefined
}

/** All that a plan depends on besides the sender's record. The counters may be stale, which booking finds out. */
export type Observed = {
  readonly countersOf: CountersOf
  /** The crowds of those who text the line's budget. */
  readonly crowds: Crowds
  /** True once the crowds count this text. */
  readonly isCounted: boolean
  /** Keys what tells texts alike. */
  readonly keyOf: KeyOf
  /** The times at which the sender's earlier replies left, for those that an outage may have delayed. */
  readonly sendTimes?: SendTimes | undefined
}

type PlannedText = {
  readonly inbound: InboundText
  readonly line: Line
  readonly now: number
  /** How often its message has been delivered. */
  readonly deliveries: number
  readonly delayChance: number
  readonly lotChance: number
}

type Rules = Pick<Config, 'limits' | 'block' | 'replyDelayMs' | 'budgets'>

/**
 * Plans what to do with a text that passed `screen`, and chooses silence when in doubt. The chances are random, from 0
 * to 1. If the planned hour is full by then, the text must be planned again with the counters seen then.
 */
export const plan = (text: PlannedText, record: SenderRecord, observed: Observed, rules: Rules): Plan => {
  const planned = planOf(text, record, observed, rules)
  const hasWaited = record.waiting?.inboundId === text.inbound.inboundId
  // A text that gets silence waits no longer, or its sender's next ones would be taken to ask again.
  if (planned.kind !== 'silent' || planned.reason === 'duplicate' || !hasWaited) return planned
  return { ...planned, record: { ...(planned.record ?? record), waiting: undefined } }
}

const planOf = (text: PlannedText, record: SenderRecord, observed: Observed, rules: Rules): Plan => {
  const { inbound, now } = text
  const decision = decide(record, inbound, rules, now, observed.sendTimes)
  if (decision.kind !== 'reply') return decision
  const ofSender = waitingIn(record, now)
  const isThis = ofSender?.inboundId === inbound.inboundId
  const [waiting, another] = [isThis ? ofSender : undefined, isThis ? undefined : ofSender]
  // If another message of this text waits, this one is a copy. If `since` is now, our own save made it wait.
  if (waiting !== undefined && text.deliveries === 1 && waiting.since !== now)
    return { kind: 'silent', reason: 'duplicate' }
  const seeker = seekerOf(text, { ...decision.record, waiting }, observed, rules)
  const admission = admissionOf(seeker, quotaOf(rules, text.line.budget), observed)
  if (admission.kind === 'room') return { ...decision, wantedAt: seeker.wantedAt, room: admission.room }
  if (another !== undefined) return askAgain(inbound, record, another)
  if (isTooSoon(inbound, record)) return turnAway(inbound, admission.kind === 'away' ? admission.for : 'siege', record)
  if (admission.kind === 'count') return admission
  if (admission.kind === 'away') return turnAway(inbound, admission.for, record, admission.marks)
  const { senderClass, since } = seeker
  const { inboundId, sentAt } = inbound
  const noted: Waiting = { inboundId, sentAt, since, lot: admission.lot, asksAgain: false }
  return { ...admission, senderClass, ...(waiting === undefined && { record: { ...record, waiting: noted } }) }
}

const seekerOf = (
  { inbound, now, delayChance, lotChance }: PlannedText,
  record: SenderRecord,
  { isCounted, keyOf }: Observed,
  { replyDelayMs }: Rules,
): Seeker => {
  const { waiting } = record
  const since = waiting?.since ?? now
  const wantedAt = wantedDueTime({ replyDelayMs }, since, delayChance)
  return {
    ...{ inbound, since, now, chance: lotChance, delayMs: replyDelayMs, lot: waiting?.lot, isCounted, keyOf },
    senderClass: senderClassOf(inbound, record),
    // If the wait outlasts the time at which the reply was wanted, it is wanted in a minute.
    wantedAt: waiting === undefined ? wantedAt : Math.max(wantedAt, now + minute),
  }
}

/** Keeps silent to another text of somebody who waits, without a strike. After minutes, notes that they ask again. */
const askAgain = ({ sentAt }: InboundText, record: SenderRecord, waiting: Waiting): PlannedSilence => {
  const silence = { kind: 'silent', reason: 'asks-again' } as const
  if (waiting.asksAgain || sentAt - waiting.sentAt < comesBackAfterMs) return silence
  return { ...silence, record: { ...record, waiting: { ...waiting, asksAgain: true } } }
}

/** Keeps silent for lack of room. Notes it unless the budget is used up, or it was noted minutes ago. */
const turnAway = (inbound: InboundText, obstacle: Obstacle, before: SenderRecord, marks?: Marks): PlannedSilence => {
  const noted = obstacle === 'budget' || isTooSoon(inbound, before) ? before : noteTurnedAway(before, inbound.sentAt)
  const reason = obstacle === 'siege' ? 'siege' : 'over-budget'
  return { kind: 'silent', reason, marks, ...(noted !== before && { record: noted }) }
}

/** Returns when a reply should be sent. A random delay gives the victim time to leave. */
export const wantedDueTime = (
  { replyDelayMs: { min, max } }: Pick<Config, 'replyDelayMs'>,
  now: number,
  delayChance: number,
): number => now + min + Math.floor(delayChance * (max - min))
