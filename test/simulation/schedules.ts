import fc from 'fast-check'

import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { carrierFaults, storeFaults } from './faults.ts'
import type { Verb } from './history.ts'
import type { Outage, Pause, Schedule, ScheduledText } from './schedule.ts'

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

/** Mostly none, else a few. */
const few = <T>(arbitrary: fc.Arbitrary<T>, most: number) =>
  fc.oneof(
    { arbitrary: fc.constant([]), weight: 2 },
    { arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: most }), weight: 1 },
  )

const limits = oneOf<Schedule['policy']['limits']>(
  [
    { replies: 1, perMs: day },
    { replies: 3, perMs: 30 * day },
  ],
  [{ replies: 1, perMs: day }],
  [{ replies: 2, perMs: day }],
  [
    { replies: 1, perMs: hour },
    { replies: 2, perMs: day },
  ],
  [
    { replies: 1, perMs: minute },
    { replies: 6, perMs: 10 * day },
  ],
)

const replyDelayMs = oneOf(
  { min: 45 * minute, max: 75 * minute },
  { min: 0, max: 0 },
  { min: 2 * second, max: 2 * second },
  { min: minute, max: 2 * hour },
  { min: 12 * hour, max: 12 * hour },
)

const budget = fc
  .tuple(oneOf(1, 2, 3, 5, 100), oneOf(1, 2, 24), oneOf(1, 2, 31))
  .map(([perHour, hours, days]) => ({ hour: perHour, day: perHour * hours, month: perHour * hours * days }))

const policy = fc.record({
  limits,
  replyDelayMs,
  block: fc.record({ after: oneOf(20, 1, 2, 3), forMs: oneOf(30 * day, minute, hour) }),
  budget,
})

/** At once, within the store's lag, and at the edges of windows. */
const gapMs = fc.oneof(
  { arbitrary: oneOf(0, 1, 4, 100, 900), weight: 3 },
  { arbitrary: oneOf(second, 5 * second, 30 * second, 2 * minute, 20 * minute), weight: 2 },
  {
    arbitrary: fc.tuple(oneOf(minute, hour, day), oneOf(0, -1, 1, 1000, -1000)).map(([window, by]) => window + by),
    weight: 2,
  },
  { arbitrary: oneOf(3 * hour, 2 * day, 10 * day, 30 * day), weight: 1 },
)

const text: fc.Arbitrary<ScheduledText> = fc.record({
  gapMs,
  sender: oneOf('A', 'A', 'A', 'B', 'C', 'A', 'B', 'D'),
  words: oneOf('Salut', 'Salut', 'Salut', 'Salut', 'Salut', 'STOP', 'START'),
  copyAfterMs: oneOf(
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    0,
    3,
    500,
    3 * second,
    10 * minute,
    3 * day,
  ),
})

const storeVerbs = [
  'senders.load',
  'senders.save',
  'claims.read',
  'claims.claim',
  'claims.settle',
  'claims.release',
  'budgets.book',
  'budgets.read',
  'replies.put',
  'replies.hold',
] as const satisfies readonly Verb[]

/** Mostly the first calls of a verb: a run has few. */
const nth = oneOf(0, 0, 1, 2, 3, 5, 8)

const fault = fc.oneof(
  { arbitrary: fc.record({ verb: oneOf<Verb>(...storeVerbs), nth, fault: oneOf(...storeFaults) }), weight: 3 },
  { arbitrary: fc.record({ verb: fc.constant<Verb>('carrier.send'), nth, fault: oneOf(...carrierFaults) }), weight: 1 },
)

const pause: fc.Arbitrary<Pause> = fc.record({
  verb: oneOf<Verb>(...storeVerbs, 'carrier.send'),
  nth,
  ms: oneOf(700, 3 * second, 9 * second, 11.9 * second, 13 * second, 19.9 * second, 25 * second),
  side: oneOf('before', 'after'),
})

/** A port that is down for long costs many deliveries; a function that is not invoked costs none. */
const outage: fc.Arbitrary<Outage> = fc.oneof(
  {
    arbitrary: fc.record({
      of: oneOf<Outage['of']>('store', 'queue', 'carrier'),
      afterMs: oneOf(0, 10, second, minute, 50 * minute),
      forMs: oneOf(5, second, minute, 20 * minute, 2 * hour),
    }),
    weight: 20,
  },
  {
    arbitrary: fc.record({
      of: oneOf<Outage['of']>('receive-sms', 'send-reply'),
      afterMs: oneOf(0, 10, second, minute, 50 * minute),
      forMs: oneOf(10 * minute, 3 * hour, 23 * hour, 26 * hour, 47 * hour, 49 * hour, 3 * day),
    }),
    weight: 20,
  },
  {
    arbitrary: fc.record({
      of: oneOf<Outage['of']>('store', 'queue', 'carrier'),
      afterMs: oneOf(0, minute, hour),
      forMs: oneOf(26 * hour, 34 * hour),
    }),
    weight: 1,
  },
)

const beforeMonthEndMs = fc
  .tuple(
    oneOf(0, hour, 2 * hour, 26 * hour),
    oneOf(minute, 0, 20 * second, 29 * second, 14 * second, 45 * minute, 46 * minute),
  )
  .map(([hours, rest]) => hours + rest)

/** What may happen to a number: a few texts, sparse trouble. Everything shrinks towards less of it. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  beforeMonthEndMs,
  policy,
  texts: fc.array(text, { minLength: 1, maxLength: 6 }),
  faults: few(fault, 3),
  pauses: few(pause, 2),
  outages: fc.oneof(
    { arbitrary: fc.constant([]), weight: 9 },
    { arbitrary: fc.array(outage, { minLength: 1, maxLength: 2 }), weight: 1 },
  ),
  handedOutTwice: few(fc.nat(8), 2),
  lostAcknowledgements: few(fc.nat(8), 1),
  skewsMs: few(fc.integer({ min: -1000, max: 1000 }), 4),
  choices: fc.array(fc.nat(7), { maxLength: 12 }),
})
