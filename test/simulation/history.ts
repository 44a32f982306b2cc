import type { CarrierName } from '../../carriers/registry.ts'
import type { Claim, LogFields } from '../../shared/ports.ts'
import type { Config } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import type { AnswerOf, ArgumentsOf, Verb } from '../virtual/ports.ts'
import type { FunctionName } from '../virtual/stage.ts'
import type { Fault } from './faults.ts'
import type { Pause, Schedule, SenderName } from './schedule.ts'

/** All that happened in a run, by true time. Invariants judge it, the story tells it. */
export type History = {
  readonly schedule: Schedule
  readonly config: Config
  readonly texts: SentText[]
  readonly invocations: Invocation[]
  readonly calls: AnyCall[]
  readonly deadLetters: { readonly at: number; readonly inboundId: string }[]
  /** The messages on the replies queue that none of our functions has put there as they are. */
  readonly forged: Set<string>
  /** What the stores hold in the end. */
  readonly claims: Map<string, Claim>
  readonly senders: Map<SenderName, SenderRecord>
  /** Whether it went on for ever and was ended by force. */
  restless: boolean
}

export type SentText = {
  readonly inboundId: string
  readonly sender: SenderName
  /** The line of this carrier. */
  readonly to: CarrierName
  readonly words: string
  readonly sentAt: number
  /** When the number first heard of it. */
  readonly toldAt: number
  /** When a phone says that it got it. */
  readonly receivedAt?: number
  /** Until when its carrier lets us answer. */
  readonly answerBy?: number | undefined
}

/** A message as a function got it, or one of the texts in it. */
export type Delivery = {
  readonly messageId: string
  readonly inboundId: string
  readonly receives: number
  /** Of the replies queue only. */
  readonly reply?: QueuedReply | undefined
}

export type Invocation = {
  /** An operator is no function, but a process all the same. */
  readonly functionName: FunctionName | 'operator'
  /** The execution environment, such as "receive-sms 1"; a new one takes another name. */
  readonly process: string
  /** How much its clock is fast. */
  readonly skewMs: number
  readonly startedAt: number
  readonly messages: readonly Delivery[]
  readonly calls: AnyCall[]
  readonly counts: Map<string, number>
  readonly logs: { readonly at: number; readonly event: string; readonly fields: LogFields }[]
  end?: InvocationEnd
}

type InvocationEnd =
  | {
      readonly kind: 'answered'
      readonly at: number
      readonly done: readonly string[]
      readonly acknowledgementLost: boolean
    }
  | { readonly kind: 'threw'; readonly at: number }
  | { readonly kind: 'died'; readonly at: number; readonly of: 'crash' | 'time-out' }

export type Fate = Fault | 'works'

type Effect<V extends Verb> = { readonly at: number; readonly answer: AnswerOf<V> }

/** One call of a port. It may take effect after its process has died. */
export type CallOf<V extends Verb> = {
  readonly verb: V
  readonly args: ArgumentsOf<V>
  /** The nth of its verb. */
  readonly nth: number
  readonly fault: Fate
  readonly pause: Pause | undefined
  readonly invocation: Invocation
  readonly calledAt: number
  readonly effects: Effect<V>[]
  /** When its process saw an answer or an error. */
  endedAt?: number
}
export type AnyCall = { [V in Verb]: CallOf<V> }[Verb]

/** The calls of one verb, in the order in which they were made. */
export const callsOf = <V extends Verb>(calls: readonly AnyCall[], verb: V): readonly CallOf<V>[] =>
  calls.filter((call): call is AnyCall & CallOf<V> => call.verb === verb)
