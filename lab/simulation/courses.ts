import type { SendResult } from '../../shared/ports.ts'

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

/** How often a request takes effect, and how it ends for its process. */
export type Course = {
  readonly effects: 0 | 1 | 2
  readonly end: 'answer' | 'error' | 'silence' | 'death'
  /** Set if the process dies as soon as the request has left, so that the request is still in flight. */
  readonly diesAtOnce?: true
  /** What the carrier's client returns instead of the carrier's answer. */
  readonly carrierAnswer?: Exclude<SendResult['kind'], 'accepted'>
}

export type FaultOrNone = Fault | 'works'

export const courses: { readonly [F in FaultOrNone]: Course } = {
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
