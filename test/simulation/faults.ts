/** The faults of a request to a store or a queue. The client makes up to two attempts. */
export const storeFaults = [
  'fails',
  'lost',
  'repeated',
  'hangs before',
  'hangs after',
  'dies before',
  'dies in flight',
  'dies after',
] as const

/** The faults of a phone check. The client makes one attempt. */
export const phoneFaults = ['fails', 'hangs before', 'dies before', 'dies in flight', 'dies after'] as const

/** The faults of a publish. The client makes one attempt. */
export const carrierFaults = [
  'retryable',
  'rejected',
  'unknown, sent',
  'unknown, not sent',
  'hangs before',
  'hangs after',
  'dies before',
  'dies in flight',
  'dies after',
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
  readonly carrierAnswer?: 'retryable' | 'rejected' | 'unknown'
}

export const courses: { readonly [F in Fault | 'works']: Course } = {
  works: { effects: 1, end: 'answer' },
  fails: { effects: 0, end: 'error' },
  lost: { effects: 1, end: 'error' },
  repeated: { effects: 2, end: 'answer' },
  retryable: { effects: 0, end: 'answer', carrierAnswer: 'retryable' },
  rejected: { effects: 0, end: 'answer', carrierAnswer: 'rejected' },
  'unknown, sent': { effects: 1, end: 'answer', carrierAnswer: 'unknown' },
  'unknown, not sent': { effects: 0, end: 'answer', carrierAnswer: 'unknown' },
  'hangs before': { effects: 0, end: 'silence' },
  'hangs after': { effects: 1, end: 'silence' },
  'dies before': { effects: 0, end: 'death', diesAtOnce: true },
  'dies in flight': { effects: 1, end: 'death', diesAtOnce: true },
  'dies after': { effects: 1, end: 'death' },
}
