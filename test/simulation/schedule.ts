import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import { addressOf } from '../../settings/line-address.ts'
import type { Budget, Config } from '../../shared/rules/config.ts'
import type { Verb } from '../virtual/ports.ts'
import { senderKeyOf } from '../virtual/stage.ts'
import type { Fault } from './faults.ts'

/** All that a simulated run depends on, as plain data: the same schedule, the same run. */
export type Schedule = {
  /** How long before the end of a month the run begins. */
  readonly beforeMonthEndMs: number
  readonly config: Pick<Config, 'replyDelayMs' | 'block' | 'limits'> & {
    /** Each carrier's line has a budget of the carrier's name. */
    readonly budgets: { readonly [carrier: string]: Budget }
  }
  /** The carriers of the lines that are given out, one line each. */
  readonly lines: readonly CarrierName[]
  readonly texts: readonly ScheduledText[]
  /** What becomes of the nth call of a verb. */
  readonly faults: readonly { readonly verb: Verb; readonly nth: number; readonly fault: Fault }[]
  /** A process is frozen for a while when it makes its nth call of a verb: before the request leaves, or before it sees the answer. */
  readonly pauses: readonly Pause[]
  /** A port in trouble, or a function that is not invoked. */
  readonly outages: readonly Outage[]
  /** The nth message that is handed out can be handed out again, much sooner than it should. */
  readonly handedOutTwice: readonly HandedOutTwice[]
  /** An operator cancels, so long after the beginning, whatever waits. */
  readonly cancelledAfterMs: readonly number[]
  /** Somebody who can write to the replies queue does so. */
  readonly forgeries: readonly Forgery[]
  /** The nth acknowledgement is lost. */
  readonly lostAcknowledgements: readonly number[]
  /** How much the clock of the nth process is fast. */
  readonly skewsMs: readonly number[]
  /** Small numbers, read round and round, for all else that can go one way or another. 0 is the usual way. */
  readonly choices: readonly number[]
}

/** A message that waits is put there once more, changed in one way and due at once; a replay is one that is not changed. */
export type Forgery = {
  readonly afterMs: number
  readonly kind: 'due at once' | 'unsigned' | 'another stage' | 'another sender' | 'replay'
}

export type HandedOutTwice = { readonly nth: number; readonly afterMs: number }

export type Pause = {
  readonly verb: Verb
  readonly nth: number
  readonly ms: number
  readonly side: 'before' | 'after'
}

export type Outage = {
  readonly of: 'store' | 'queue' | 'carrier' | 'phone' | 'receive-sms' | 'send-reply'
  /** What becomes of all calls of a port. Without one, a function is not invoked, and a phone does not report. */
  readonly fault?: Fault | undefined
  readonly afterMs: number
  readonly forMs: number
  /** It lasts on until so long before the end of an hour. */
  readonly untilBeforeHourMs?: number | undefined
}

export type ScheduledText = {
  /** After the text before; at once, they come in one event if their carrier tells of several. */
  readonly gapMs: number
  readonly sender: SenderName
  /** To which of the lines, counted round and round. */
  readonly to: number
  /** A call has none. */
  readonly words: 'Salut' | 'STOP' | 'START' | ''
  /** A line's phone keeps it for so long before it tells; less than nothing: its clock is fast by as much. */
  readonly keptMs?: number | undefined
  /** SNS puts the same text on the queue once more, that much later. */
  readonly copyAfterMs?: number | undefined
}

/** The address of a carrier's line. */
export const lineOf = (carrier: CarrierName): string =>
  addressOf({ carrier }, `+3246000000${carrierNames.indexOf(carrier)}`)

/** A and B are neighbours in one number block; D is no mobile. */
export const senders = { A: '+33612345678', B: '+33612345679', C: '+32475123456', D: '36000' } as const
export type SenderName = keyof typeof senders

/** Whose sender key that is. */
export const nameOf = (senderKey: string): SenderName =>
  names.find((name) => senderKeyOf(senders[name]) === senderKey) ?? 'D'

const names = Object.keys(senders) as readonly SenderName[]
