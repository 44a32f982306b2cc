import fc from 'fast-check'
import type { CarrierName } from '../../shared/rules/carriers.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { hasOwnTopic } from '../virtual/messages.ts'
import { hasPhone } from '../virtual/stage.ts'
import {
  beatAfterMs,
  carrierOutage,
  deathWhileReceiving,
  deliveredTwice,
  fault,
  forgery,
  longOutage,
  lossyAfterPause,
  lossyOutage,
  oneOf,
  outage,
  pause,
  phoneOutage,
  removal,
  storeFault,
  untilStale,
  weighted,
} from './faults.ts'
import type { Outage, Schedule } from './schedule.ts'
import {
  burst,
  configs,
  kinds,
  persistent,
  pestering,
  returning,
  rush,
  shortDelayMs,
  steady,
  texts,
  together,
} from './traffic.ts'

const some = <T>(arbitrary: fc.Arbitrary<T>, most: number) => fc.array(arbitrary, { minLength: 1, maxLength: most })

/** An empty list or, in one of `runs` runs, a list of at most `most` elements. */
const oneIn = <T>(runs: number, arbitrary: fc.Arbitrary<T>, most: number) =>
  weighted<T[]>([runs - 1, fc.constant([])], [1, some(arbitrary, most)])

const beforeMonthEndMs = fc
  .tuple(oneOf(0, hour, 2 * hour, 26 * hour), oneOf(minute, 0, 20 * second, 45 * minute, 46 * minute))
  .map(([hours, rest]) => hours + rest)

const oneLine: readonly Schedule['lines'][] = kinds.map((name) => [name])
const linesWith = (trait: (name: CarrierName) => boolean) => {
  const having = oneLine.filter((names) => names.every(trait))
  return having.length > 0 ? having : oneLine
}

/** A few texts and few faults. Everything shrinks towards fewer of them. */
const usual = {
  beforeMonthEndMs,
  config: configs(),
  carrierIntervalMs: oneOf(0, 0, second, 2 * second),
  lines: oneOf(...oneLine, kinds, ...oneLine.slice(0, 1)),
  texts,
  faults: oneIn(2, fault, 3),
  pauses: oneIn(3, pause, 2),
  outages: oneIn(6, outage, 2),
  deliveredTwice: oneIn(5, deliveredTwice, 2),
  beatsAfterMs: oneIn(4, beatAfterMs, 3),
  removals: oneIn(15, removal, 2),
  forgeries: oneIn(12, forgery, 2),
  lostAcknowledgements: oneIn(8, fc.nat(8), 1),
  skewsMs: oneIn(2, fc.oneof(oneOf(-1000, 1000), fc.integer({ min: -1000, max: 1000 })), 4),
  choices: fc.array(fc.nat(7), { maxLength: 12 }),
} satisfies { readonly [Part in keyof Schedule]: fc.Arbitrary<Schedule[Part]> }

/** Several texts in quick succession, some delivered twice, for a budget with room for at most one reply a day. */
const crowded = {
  ...usual,
  lines: oneOf(...oneLine),
  texts: burst,
  config: configs({ budget: oneOf({ hour: 1, day: 1, month: 1 }, { hour: 1, day: 1, month: 31 }) }),
  faults: some(weighted([1, fault], [1, deathWhileReceiving]), 2),
  deliveredTwice: some(weighted([1, deliveredTwice], [1, fc.record({ nth: oneOf(0, 1), afterMs: oneOf(0, 40) })]), 2),
}

const stuck = { ...usual, faults: some(deathWhileReceiving, 1), outages: some(untilStale, 1) }

/** A carrier whose calls all have the same fault for a while, and replies that may be delivered twice. */
const carrierAway = {
  ...usual,
  texts: burst,
  outages: some(carrierOutage(oneOf(second, minute, 5 * minute, 3 * hour)), 1),
  faults: oneIn(2, fault, 3),
  deliveredTwice: oneIn(2, deliveredTwice, 2),
}

/** A carrier that loses replies for hours, by a pattern, while many are due, or about to expire. */
const lossy = {
  ...usual,
  sending: oneOf(2, 4),
  lines: oneOf(...linesWith((name) => !hasOwnTopic(name))),
  texts: steady,
  config: configs({
    limits: oneOf([{ replies: 1, perMs: minute }]),
    replyDelayMs: shortDelayMs,
    budget: oneOf({ hour: 100, day: 2400, month: 2400 * 31 }),
    block: fc.constant({ after: 20, forMs: minute }),
  }),
  outages: weighted([2, some(lossyOutage, 1)], [1, lossyAfterPause]),
  faults: oneIn(2, fault, 3),
}

/** Several texts in quick succession to a carrier that accepts few requests, perhaps fewer than settings say. */
const hurried = {
  ...usual,
  texts: burst,
  config: configs({ replyDelayMs: shortDelayMs, sendIntervalMs: oneOf(second, 2 * second, 0) }),
  carrierIntervalMs: oneOf(second, 2 * second, 5 * second),
  faults: oneIn(4, fault, 1),
}

const downAtFirst: fc.Arbitrary<Outage> = fc.record({
  of: oneOf<Outage['of']>('receive-sms'),
  afterMs: oneOf(0),
  forMs: oneOf(20 * minute, 3 * hour, 12 * hour),
})

/** A rush, mostly during an outage of receive-sms, for a budget with little room in an hour and much in later ones. */
const rushed = {
  ...usual,
  lines: oneOf(...oneLine),
  texts: rush,
  config: configs({
    replyDelayMs: shortDelayMs,
    budget: oneOf({ hour: 1, day: 24, month: 24 * 31 }, { hour: 2, day: 48, month: 48 * 31 }),
  }),
  outages: fc.array(downAtFirst, { maxLength: 1 }),
  faults: oneIn(4, fault, 1),
}

const phoneAway = {
  ...usual,
  config: configs({ replyDelayMs: shortDelayMs }),
  lines: oneOf(...linesWith(hasPhone), kinds),
  outages: some(phoneOutage, 2),
}

/** Several texts in one event, some of which may not be decided on the first delivery. */
const inOneEvent = {
  ...usual,
  lines: oneOf(...linesWith(hasOwnTopic)),
  texts: together,
  faults: oneIn(2, storeFault, 3),
}

const afterStop = { ...usual, texts: returning, faults: fc.constant([]), outages: fc.constant([]) }

/** A sender who is blocked for a minute after one or two strikes, and keeps texting. */
const blocked = {
  ...usual,
  config: configs({ block: fc.record({ after: oneOf(1, 2), forMs: fc.constant(minute) }) }),
  texts: pestering,
}

/** A sender who texts again while an earlier reply is delayed, by an outage or by an hour without room. */
const delayed = {
  ...usual,
  lines: oneOf(...oneLine),
  config: configs({
    limits: fc.constant([{ replies: 1, perMs: day }]),
    block: fc.constant({ after: 20, forMs: minute }),
  }),
  texts: persistent,
  faults: oneIn(4, fault, 1),
  outages: some(longOutage, 2),
}

/** All schedules: most are arbitrary, and some are combinations that chance alone would produce too rarely. */
export const schedules: fc.Arbitrary<Schedule> = weighted<Schedule>(
  [9, fc.record(usual)],
  [3, fc.record(crowded)],
  [1, fc.record(stuck)],
  [2, fc.record(carrierAway)],
  [1, fc.record(lossy)],
  [2, fc.record(hurried)],
  [1, fc.record(rushed)],
  [2, fc.record(phoneAway)],
  [1, fc.record(blocked)],
  [2, fc.record(delayed)],
  [1, fc.record(inOneEvent)],
  [1, fc.record(afterStop)],
)
