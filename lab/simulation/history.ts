import type { Claim, LogFields, SendResult } from '../../shared/ports.ts'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import type { Config } from '../../shared/rules/config.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import type { AnswerOf, ArgumentsOf, FunctionName, Verb } from '../virtual/stage.ts'
import type { Pause, Removal, Schedule, SenderName } from './schedule.ts'

const noAnswer = [
  'no response, not applied',
  'crash before request',
  'crash with request in flight',
  'crash before response',
] as const

/** The faults of a request to a store or a queue. The client makes up to two attempts. */
export const storeFaults = [
  'request failed',
  'response lost',
  'request applied twice',
  'no response, applied',
  ...noAnswer,
] as const

/** The faults of the question whether anybody is there. The client makes one attempt. */
export const phoneFaults = ['request failed', ...noAnswer] as const

/** The faults of a publish. The client makes one attempt. */
export const carrierFaults = [
  'carrier answered throttled',
  'carrier answered retryable',
  'carrier answered refused',
  'carrier answered rejected',
  'carrier answered unknown, reply sent',
  'carrier answered unknown, reply not sent',
  'no response, applied',
  ...noAnswer,
] as const

export type Fault = (typeof storeFaults | typeof phoneFaults | typeof carrierFaults)[number]

/**
 * How a request goes: how often it takes effect, and whether its process gets the answer of the last effect, gets an error, gets nothing or
 * dies.
 */
export type Course = {
  readonly effects: 0 | 1 | 2
  readonly end: 'answer' | 'error' | 'silence' | 'death'
  /** Set if the process dies as soon as the request has left, so that the request is still in flight. */
  readonly diesAtOnce?: true
  /** What the carrier's client returns instead of the carrier's answer. */
  readonly carrierAnswer?: Exclude<SendResult['kind'], 'accepted'>
}

export const courses: { readonly [F in Fault | 'works']: Course } = {
  works: { effects: 1, end: 'answer' },
  'request failed': { effects: 0, end: 'error' },
  'response lost': { effects: 1, end: 'error' },
  'request applied twice': { effects: 2, end: 'answer' },
  'carrier answered throttled': { effects: 0, end: 'answer', carrierAnswer: 'throttled' },
  'carrier answered retryable': { effects: 0, end: 'answer', carrierAnswer: 'retryable' },
  'carrier answered refused': { effects: 0, end: 'answer', carrierAnswer: 'refused' },
  'carrier answered rejected': { effects: 0, end: 'answer', carrierAnswer: 'rejected' },
  'carrier answered unknown, reply sent': { effects: 1, end: 'answer', carrierAnswer: 'unknown' },
  'carrier answered unknown, reply not sent': { effects: 0, end: 'answer', carrierAnswer: 'unknown' },
  'no response, not applied': { effects: 0, end: 'silence' },
  'no response, applied': { effects: 1, end: 'silence' },
  'crash before request': { effects: 0, end: 'death', diesAtOnce: true },
  'crash with request in flight': { effects: 1, end: 'death', diesAtOnce: true },
  'crash before response': { effects: 1, end: 'death' },
}

/** Everything that happened in a run, by true time. Invariants check it, and `traceOf` describes it. */
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
  /** When an operator cancelled all replies that were promised until then. */
  readonly cancelledAt: number[]
  /** The claims in the store at the end of the run. */
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
  /** Which of the sender's names it showed: both by default. */
  readonly shows?: 'number' | 'id' | undefined
  readonly sentAt: number
  /** When the text was put on the inbound queue for the first time. */
  readonly queuedAt: number
  /** When the line's phone received the text, by the phone's clock. */
  readonly receivedAt?: number
  /** When the carrier stops accepting a reply. */
  readonly answerBy?: number | undefined
}

/** One text or reply in a message that a function received. */
export type Delivery = {
  readonly messageId: string
  readonly inboundId: string
  readonly receives: number
  /** Set only for messages of the replies queue. */
  readonly reply?: QueuedReply | undefined
}

export type Invocation = {
  readonly functionName: FunctionName
  /** The name of the execution environment, such as "receive-sms 1". Each new environment gets a new name. */
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

export type FaultOrNone = Fault | 'works'

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

/** The calls of one verb, in the order in which they were made. */
export const callsOf = <V extends Verb>(calls: readonly AnyCall[], verb: V): readonly CallOf<V>[] =>
  calls.filter((call): call is AnyCall & CallOf<V> => call.verb === verb)
