import type { Claim, LogFields, SendResult } from '../../shared/ports.ts'
import { beatName } from '../../shared/rules/beat.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { Config } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { AnswerOf, ArgumentsOf, FunctionName, Verb } from '../virtual/stage.ts'
import { courses, type FaultOrNone } from './courses.ts'
import type { Pause, Removal, Schedule, SenderName } from './schedule.ts'

/** Everything that happened in a run, by true time. */
export type History = {
  readonly schedule: Schedule
  readonly config: Config
  /** When deployments take something away from the config. */
  readonly removals: readonly { readonly at: number; readonly of: Removal['of'] }[]
  readonly texts: SentText[]
  readonly invocations: Invocation[]
  readonly calls: AnyCall[]
  readonly deadLetters: { readonly at: number; readonly inboundId: string }[]
  /** The messages in the replies queue that our functions did not put there in this form, by id. */
  readonly forged: Map<string, PutForgery>
  readonly claims: Map<string, Claim>
  /** Set if the run did not end by itself and was aborted. */
  neverEnded: boolean
}

export type PutForgery = { readonly putAt: number; readonly ofOtherKey: boolean }

export type SentText = {
  readonly inboundId: string
  readonly sender: SenderName
  /** The carrier of the line that was texted. */
  readonly to: CarrierName
  readonly words: string
  readonly sentAt: number
  /** When the text was put on the inbound queue for the first time. */
  readonly queuedAt: number
  /** When the line's phone received the text, by the phone's clock. */
  readonly receivedAt?: number
  /** When the carrier stops accepting a reply. */
  readonly answerBy?: number | undefined
}

export type Delivery = {
  readonly messageId: string
  readonly inboundId: string
  readonly receives: number
  /** Set only for messages of the replies queue. */
  readonly reply?: QueuedReply | undefined
}

export type Invocation = {
  readonly functionName: FunctionName
  /** A name such as "receive-sms 1". Each new environment gets a new one. */
  readonly process: string
  /** How far its clock is ahead of true time. */
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

type Effect<V extends Verb> = { readonly at: number; readonly answer: AnswerOf<V> }

/** One call to a port. It may take effect after its process has died. */
export type CallOf<V extends Verb> = {
  readonly verb: V
  readonly args: ArgumentsOf<V>
  /** The index of this call among all calls with the same verb. */
  readonly nth: number
  readonly fault: FaultOrNone
  readonly pause: Pause | undefined
  readonly invocation: Invocation
  readonly calledAt: number
  readonly effects: Effect<V>[]
  /** When its process got an answer or an error. Unset if it got neither. */
  endedAt?: number
}
export type AnyCall = { [V in Verb]: CallOf<V> }[Verb]

/** What the process learnt of the carrier's answer to an attempt to send; undefined if it learnt nothing. */
export const carrierAnswerTo = ({ fault, effects, endedAt }: CallOf<'carrier.send'>): SendResult['kind'] | undefined =>
  endedAt === undefined ? undefined : (courses[fault].carrierAnswer ?? effects.at(-1)?.answer.kind)

/** The calls of one verb, in the order in which they were made, but for those for beats, which have their own names. */
export const callsOf = <V extends Verb>(calls: readonly AnyCall[], verb: V): readonly CallOf<V>[] =>
  calls.filter((call): call is AnyCall & CallOf<V> => call.verb === verb && !isForBeat(call))

/** Whether a call reads or writes what beats store, or queues a beat. */
export const isForBeat = ({ args: [of] }: AnyCall): boolean =>
  typeof of === 'string' ? of.includes(beatName) : of !== undefined && 'beat' in of
