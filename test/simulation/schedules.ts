import fc from 'fast-check'

import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { carrierFaults, type Fault, storeFaults } from './faults.ts'
import type { Verb } from './history.ts'
import type { Outage, Pause, Schedule, ScheduledText } from './schedule.ts'

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

/** None, or a few: in one run of so many. */
const oneIn = <T>(runs: number, arbitrary: fc.Arbitrary<T>, most: number) =>
  fc.oneof(
    { arbitrary: fc.constant([]), weight: runs - 1 },
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
  verb: oneOf<Verb>(...storeVerbs, 'claims.settle', 'carrier.send', 'carrier.send'),
  nth,
  ms: oneOf(700, 3 * second, 9 * second, 11 * second, 11.9 * second, 13 * second, 19.9 * second),
  side: oneOf('before', 'after'),
})

const functions = oneOf<Outage['of']>('send-reply', 'receive-sms')
const afterMs = oneOf(0, 10, second, minute, 50 * minute)

/** All calls of a port go wrong in the same way. */
const trouble = (forMs: fc.Arbitrary<number>) =>
  fc.oneof(
    fc.record({ of: fc.constant<Outage['of']>('store'), fault: oneOf<Fault>(...storeFaults), afterMs, forMs }),
    fc.record({ of: fc.constant<Outage['of']>('queue'), fault: oneOf<Fault>(...storeFaults), afterMs, forMs }),
    fc.record({
      of: fc.constant<Outage['of']>('carrier'),
      fault: oneOf<Fault>('not-taken', ...carrierFaults),
      afterMs,
      forMs,
    }),
  )

/** A port that is in trouble for long costs many deliveries; a function that is not invoked costs none, and often wakes up late. */
const outage: fc.Arbitrary<Outage> = fc.oneof(
  { arbitrary: trouble(oneOf(5, second, minute, 5 * minute, 20 * minute)), weight: 40 },
  { arbitrary: trouble(oneOf(26 * hour, 34 * hour)), weight: 1 },
  {
    arbitrary: fc.record({
      of: functions,
      afterMs,
      forMs: oneOf(10 * minute, 3 * hour, 23 * hour, 26 * hour, 47 * hour, 49 * hour, 3 * day),
    }),
    weight: 25,
  },
  {
    arbitrary: fc.record({
      of: functions,
      afterMs,
      forMs: oneOf(minute, hour, day),
      untilBeforeHourMs: oneOf(1, 5, 8, 11, 13, 15, 20).map((seconds) => seconds * second),
    }),
    weight: 20,
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
  faults: oneIn(2, fault, 3),
  pauses: oneIn(3, pause, 2),
  outages: oneIn(8, outage, 2),
  handedOutTwice: oneIn(5, fc.nat(8), 2),
  lostAcknowledgements: oneIn(8, fc.nat(8), 1),
  skewsMs: oneIn(2, fc.integer({ min: -1000, max: 1000 }), 4),
  choices: fc.array(fc.nat(7), { maxLength: 12 }),
})
