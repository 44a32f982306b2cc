import fc from 'fast-check'

import { carrierNames } from '../../shared/rules/carriers.ts'
import { hour, minute, second } from '../../shared/rules/timing.ts'
import { hasOwnTopic } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import {
  cancelledAfterMs,
  carrierOutage,
  deathWhileReceiving,
  deliveredTwice,
  fault,
  forgery,
  oneOf,
  outage,
  pause,
  pauseWhileReceiving,
  pauseWhileSending,
  phoneFault,
  phoneOutage,
  removal,
  storeFault,
  untilStale,
  wakingLate,
} from './arbitrary-faults.ts'
import {
  burst,
  configs,
  named,
  oneOrTwo,
  pestering,
  rush,
  shortBlock,
  shortDelayMs,
  texts,
  together as textsTogether,
} from './arbitrary-traffic.ts'
import type { Outage, Schedule } from './schedule.ts'

/** An empty list or, in one of `runs` runs, a list of at most `most` elements. */
const oneIn = <T>(runs: number, arbitrary: fc.Arbitrary<T>, most: number) =>
  fc.oneof(
    { arbitrary: fc.constant([]), weight: runs - 1 },
    { arbitrary: fc.array(arbitrary, { minLength: 1, maxLength: most }), weight: 1 },
  )

const beforeMonthEndMs = fc
  .tuple(
    oneOf(0, hour, 2 * hour, 26 * hour),
    oneOf(minute, 0, 20 * second, 29 * second, 14 * second, 45 * minute, 46 * minute),
  )
  .map(([hours, rest]) => hours + rest)

const oneLine: readonly Schedule['lines'][] = carrierNames.map((name) => [name])
const ownTopicLines = oneLine.filter((names) => names.every((name) => hasOwnTopic(name)))

/** A few texts and few faults. Everything shrinks towards fewer of them. */
const usual = {
  beforeMonthEndMs,
  config: configs(),
  carrierIntervalMs: oneOf(0, 0, second, 2 * second),
  lines: oneOf(...oneLine, carrierNames, ...oneLine.slice(0, 1)),
  texts,
  faults: oneIn(2, fault, 3),
  pauses: oneIn(3, pause, 2),
  outages: oneIn(6, outage, 2),
  deliveredTwice: oneIn(5, deliveredTwice, 2),
  cancelledAfterMs: oneIn(12, cancelledAfterMs, 2),
  removals: oneIn(15, removal, 2),
  forgeries: oneIn(12, forgery, 2),
  lostAcknowledgements: oneIn(8, fc.nat(8), 1),
  skewsMs: oneIn(2, fc.oneof(oneOf(-1000, 1000), fc.integer({ min: -1000, max: 1000 })), 4),
  choices: fc.array(fc.nat(7), { maxLength: 12 }),
} satisfies { readonly [Part in keyof Schedule]: fc.Arbitrary<Schedule[Part]> }

/** Replies that are sent shortly before their hour ends or their process times out. */
const justInTime = {
  ...usual,
  pauses: fc.array(pauseWhileSending, { minLength: 1, maxLength: 2 }),
  outages: oneIn(2, wakingLate, 1),
  deliveredTwice: oneIn(2, deliveredTwice, 2),
}

const onePart = { hour: 1, day: 1, month: 1 }
const onePartADay = { ...onePart, month: 31 }

/** Several texts in quick succession, for a budget with room for at most one part a day. */
const crowded = {
  ...usual,
  lines: oneOf(...oneLine),
  texts: burst,
  config: configs({ budget: oneOf(onePart, onePartADay) }),
  faults: fc.array(fault, { minLength: 1, maxLength: 2 }),
  deliveredTwice: fc.array(deliveredTwice, { minLength: 1, maxLength: 2 }),
}

/** A text that is delivered twice, where one delivery dies and the budget has room for a single reply. */
const abandoned = {
  ...crowded,
  texts: oneOrTwo,
  config: configs({ budget: fc.constant(onePart) }),
  faults: fc.array(deathWhileReceiving, { minLength: 1, maxLength: 1 }),
  pauses: fc.array(pauseWhileReceiving, { maxLength: 2 }),
  outages: fc.constant([]),
  deliveredTwice: fc.array(fc.record({ nth: oneOf(0, 1), afterMs: oneOf(0, 40) }), { minLength: 1, maxLength: 1 }),
  choices: fc.array(fc.nat(7), { minLength: 3, maxLength: 12 }),
}

/** A text whose first delivery dies, and which is redelivered only when it is stale. */
const stuck = {
  ...usual,
  faults: fc.array(deathWhileReceiving, { minLength: 1, maxLength: 1 }),
  outages: fc.array(untilStale, { minLength: 1, maxLength: 1 }),
}

/** A carrier whose calls all have the same fault for a while, and replies that may be delivered twice. */
const carrierAway = {
  ...usual,
  outages: fc.array(carrierOutage(oneOf(second, minute, 5 * minute, 3 * hour)), { minLength: 1, maxLength: 1 }),
  faults: fc.array(fault, { minLength: 1, maxLength: 3 }),
  deliveredTwice: fc.array(deliveredTwice, { minLength: 1, maxLength: 2 }),
}

/** Several texts in quick succession to a carrier that accepts few requests a second, perhaps fewer than the settings say. */
const hurried = {
  ...usual,
  texts: burst,
  config: configs({ replyDelayMs: shortDelayMs, sendIntervalMs: oneOf(second, 2 * second, 0) }),
  carrierIntervalMs: oneOf(second, 2 * second, 5 * second),
  faults: oneIn(4, fault, 1),
}

/** A rush, mostly during an outage of receive-sms, for a budget with little room in an hour and much in later ones. */
const rushed = {
  ...usual,
  lines: oneOf(...oneLine),
  texts: rush,
  config: configs({
    replyDelayMs: shortDelayMs,
    budget: oneOf({ hour: 1, day: 24, month: 24 * 31 }, { hour: 2, day: 48, month: 48 * 31 }),
  }),
  outages: fc.array(
    fc.record({
      of: fc.constant<Outage['of']>('receive-sms'),
      afterMs: fc.constant(0),
      forMs: oneOf(20 * minute, 3 * hour, 12 * hour),
    }),
    { maxLength: 1 },
  ),
  faults: oneIn(4, fault, 1),
}

/** A carrier that refuses several destinations for a while, and doesn't say whether they or the line are to blame. */
const refusing = {
  ...usual,
  texts: burst,
  config: configs({ replyDelayMs: shortDelayMs }),
  outages: fc.array(carrierOutage(oneOf(minute, 20 * minute, 3 * hour), 'carrier answered refused'), {
    minLength: 1,
    maxLength: 1,
  }),
}

/** A phone that is offline or can't be checked for a while, and replies that may be delivered twice. */
const phoneAway = {
  ...usual,
  config: configs({ replyDelayMs: shortDelayMs }),
  lines: oneOf(...oneLine.filter((names) => names.every(hasPhone)), carrierNames),
  outages: fc.array(phoneOutage, { minLength: 1, maxLength: 2 }),
  faults: oneIn(2, fc.oneof(phoneFault, fault), 2),
  deliveredTwice: oneIn(3, deliveredTwice, 2),
}

/** Several texts in one event, some of which may not be decided on the first delivery. */
const together: typeof usual = {
  ...usual,
  lines: oneOf(...(ownTopicLines.length > 0 ? ownTopicLines : oneLine)),
  texts: textsTogether,
  faults: oneIn(2, storeFault, 3),
}

/** A person who shows two names at first, and one later. */
const manyNamed: typeof usual = { ...together, texts: named, faults: fc.constant([]), outages: fc.constant([]) }

/** A blocked sender who keeps texting. */
const blocked = { ...usual, config: configs({ block: shortBlock }), texts: pestering }

/** All schedules: most are arbitrary, and some are combinations that chance alone would produce too rarely. */
export const schedules: fc.Arbitrary<Schedule> = fc.oneof(
  { arbitrary: fc.record(usual), weight: 8 },
  { arbitrary: fc.record(justInTime), weight: 2 },
  { arbitrary: fc.record(crowded), weight: 1 },
  { arbitrary: fc.record(abandoned), weight: 3 },
  { arbitrary: fc.record(stuck), weight: 1 },
  { arbitrary: fc.record(carrierAway), weight: 1 },
  { arbitrary: fc.record(hurried), weight: 2 },
  { arbitrary: fc.record(refusing), weight: 1 },
  { arbitrary: fc.record(rushed), weight: 1 },
  { arbitrary: fc.record(phoneAway), weight: 2 },
  { arbitrary: fc.record(blocked), weight: 1 },
  { arbitrary: fc.record(together), weight: 1 },
  { arbitrary: fc.record(manyNamed), weight: 1 },
)
