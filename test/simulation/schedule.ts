import type { Limit, Policy } from '../../shared/rules/policy.ts'
import type { Fault } from './faults.ts'
import type { Verb } from './history.ts'

/** All that a simulated run depends on, as plain data: the same schedule, the same run. */
export type Schedule = {
  /** How long before the end of a month the run begins. */
  readonly beforeMonthEndMs: number
  readonly policy: Pick<Policy, 'replyDelayMs' | 'block'> & {
    readonly limits: readonly Limit[]
    readonly budget: Policy['budgets'][string]
  }
  readonly texts: readonly ScheduledText[]
  /** What becomes of the nth call of a verb. */
  readonly faults: readonly { readonly verb: Verb; readonly nth: number; readonly fault: Fault }[]
  /** A process is frozen for a while when it makes its nth call of a verb: before the request leaves, or before it sees the answer. */
  readonly pauses: readonly Pause[]
  /** A port in trouble, or a function that is not invoked. */
  readonly outages: readonly Outage[]
  /** The nth message that is handed out can be handed out again, much sooner than it should. */
  readonly handedOutTwice: readonly HandedOutTwice[]
  /** The nth acknowledgement is lost. */
  readonly lostAcknowledgements: readonly number[]
  /** How much the clock of the nth process is fast. */
  readonly skewsMs: readonly number[]
  /** Small numbers, read round and round, for all else that can go one way or another. 0 is the usual way. */
  readonly choices: readonly number[]
}

export type HandedOutTwice = { readonly nth: number; readonly afterMs: number }

export type Pause = {
  readonly verb: Verb
  readonly nth: number
  readonly ms: number
  readonly side: 'before' | 'after'
}

export type Outage = {
  readonly of: 'store' | 'queue' | 'carrier' | 'receive-sms' | 'send-reply'
  /** What becomes of all calls of a port; a function is not invoked. */
  readonly fault?: Fault | undefined
  readonly afterMs: number
  readonly forMs: number
  /** It lasts on until so long before the end of an hour. */
  readonly untilBeforeHourMs?: number | undefined
}

export type ScheduledText = {
  /** After the text before. */
  readonly gapMs: number
  readonly sender: SenderName
  readonly words: 'Salut' | 'STOP' | 'START'
  /** SNS puts the same text on the queue once more, that much later. */
  readonly copyAfterMs?: number | undefined
}

/** A and B are neighbours in one number block; D is no mobile. */
export const senders = { A: '+33612345678', B: '+33612345679', C: '+32475123456', D: '36000' } as const
export type SenderName = keyof typeof senders

export const keyOf = (sender: string): string => `key of ${sender}`

/** Whose sender key that is. */
export const nameOf = (senderKey: string): SenderName => names.find((name) => keyOf(senders[name]) === senderKey) ?? 'D'

const names = Object.keys(senders) as readonly SenderName[]
