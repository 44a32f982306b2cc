/** What may become of a request to a store or queue. Its client attempts twice. */
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

/** What may become of the one attempt to ask for a phone. */
export const phoneFaults = ['fails', 'hangs before', 'dies before', 'dies in flight', 'dies after'] as const

/** What may become of the one attempt to publish. */
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

/** How often a request takes effect, and what its process sees of that: the last effect's answer, an error, nothing; or it dies. */
export type Course = {
  readonly effects: 0 | 1 | 2
  readonly end: 'answer' | 'error' | 'silence' | 'death'
  /** A process that dies at once leaves its request in flight. */
  readonly diesAtOnce?: true
  /** What the carrier's client makes of it. */
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
