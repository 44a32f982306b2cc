import { type CountersOf, firstRoom, type Room } from './budget.ts'
import { bookableUntil } from './calendar.ts'
import { type Budget, budgetOf, type Config, type Line } from './config.ts'
import type { InboundText } from './inbound-text.ts'
import { fingerprint, noteTurnedAway, type RecentFingerprints, senderClassOf } from './sender-class.ts'
import type { SenderRecord } from './sender-record.ts'
import { type Late, roomFor, type Seeker } from './siege.ts'
import { blocked, decide, type SendTimes, type Silence, type ThrottleDecision } from './throttle.ts'

/** What to do with a text. `record` is what to store of its sender, with the reply once it is booked. */
export type Plan = PlannedReply | Extract<ThrottleDecision, { readonly kind: 'promised' }> | PlannedSilence

/** A reply that is wanted at `wantedAt`, and the first hour that has room for it. */
export type PlannedReply = Extract<ThrottleDecision, { readonly kind: 'reply' }> & {
  readonly wantedAt: number
  readonly room: Room
}

export type PlannedSilence = Omit<Silence, 'reason'> & {
  readonly reason: Silence['reason'] | 'over-budget' | 'siege'
  /** Set if there was no room: fingerprints of the sender's texts without room, this one's too; empty after a block. */
  readonly turnedAway?: readonly string[]
}

/** What a plan depends on besides the sender's record. */
export type Observed = {
  /** What is booked of the line's budget. It may be stale, as `firstRoom` explains. */
  readonly countersOf: CountersOf
  readonly answered: RecentFingerprints
  /** Fingerprints of the sender's earlier texts that found no room. */
  readonly turnedAway: readonly string[]
  /** When the sender's earlier replies left, of those that an outage may have delayed. */
  readonly sentAt?: SendTimes | undefined
  /** Set for a late text. */
  readonly late?: Late | undefined
}

type PlannedText = {
  readonly sms: InboundText
  readonly line: Line
  readonly now: number
  readonly delayChance: number
}

type Rules = Pick<Config, 'limits' | 'block' | 'replyDelayMs' | 'budgets'>

/**
 * Plans what to do with a text that passed `screen`; silence when in doubt. `delayChance` is random, from 0 to 1. If
 * the planned hour turns out to be full, the text must be planned again with the counters that were seen then.
 */
export const plan = (
  { sms, line, now, delayChance }: PlannedText,
  record: SenderRecord,
  observed: Observed,
  rules: Rules,
): Plan => {
  const decision = decide(record, sms, rules, now, observed.sentAt)
  if (decision.kind !== 'reply') return decision
  const wantedAt = wantedDueTime(rules, now, delayChance)
  const seeker: Seeker = {
    senderClass: senderClassOf(observed.answered, sms, decision.record, now),
    late: observed.late,
    wantedAt,
    until: bookableUntil(wantedAt, sms.answerBy),
    now,
    delayMs: rules.replyDelayMs,
  }
  const budget = budgetOf(rules, line.budget)
  const room = roomFor(seeker, budget, observed.countersOf)
  if (room !== undefined) return { ...decision, wantedAt, room }
  // Silence for lack of room is noted unless the budget is full: who texts again later is probably a person.
  const obstacle = obstacleTo(seeker, budget, observed.countersOf)
  const noted = obstacle === 'budget' ? record : noteTurnedAway(record, sms.sentAt)
  // A text that is delivered twice counts once.
  const turnedAway = [...new Set([...observed.turnedAway, fingerprint(sms.inboundId)])]
  const silence = { kind: 'silent', reason: reasonOf[obstacle] } as const
  if (turnedAway.length >= rules.block.after)
    return { ...silence, record: blocked(noted, rules, now), nowBlocked: true, turnedAway: [] }
  return { ...silence, turnedAway, ...(noted !== record && { record: noted }) }
}

/** When a reply should be sent. A random delay gives the victim time to leave. */
export const wantedDueTime = (
  { replyDelayMs: { min, max } }: Pick<Config, 'replyDelayMs'>,
  now: number,
  delayChance: number,
): number => now + min + Math.floor(delayChance * (max - min))

/** Why there is no room: the budget is full, the month's even share is used up, or a siege excludes such senders. */
type Obstacle = 'budget' | 'month' | 'siege'

const reasonOf = { budget: 'over-budget', month: 'over-budget', siege: 'siege' } as const

const obstacleTo = (seeker: Seeker, budget: Budget, countersOf: CountersOf): Obstacle => {
  if (firstRoom(seeker.wantedAt, seeker.until, budget, countersOf) === undefined) return 'budget'
  const ofEndlessMonth = { ...budget, month: Number.POSITIVE_INFINITY }
  return roomFor(seeker, ofEndlessMonth, countersOf) === undefined ? 'siege' : 'month'
}
