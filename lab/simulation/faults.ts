import fc from 'fast-check'
import { carrierNames } from '../../shared/rules/carriers.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import type { Verb } from '../virtual/stage.ts'
import { carrierFaults, type Fault, phoneFaults, storeFaults } from './courses.ts'
import type { DeliveredTwice, Forgery, Outage, Pattern, Pause, Removal, Schedule } from './schedule.ts'

/** One of a few values. Counterexamples shrink towards the first. */
export const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

export const weighted = <T>(...options: readonly (readonly [weight: number, arbitrary: fc.Arbitrary<T>])[]) =>
  fc.oneof(...options.map(([weight, arbitrary]) => ({ weight, arbitrary })))

const storeVerbs = [
  'senders.load',
  'senders.save',
  'claims.read',
  'claims.claim',
  'claims.settle',
  'claims.release',
  'budgets.book',
  'budgets.read',
  'crowdStore.read',
  'crowdStore.add',
  'texts.hide',
  'debts.read',
  'debts.add',
  'replies.put',
  'replies.hide',
] as const satisfies readonly Verb[]

/** The index of a call among those with its verb: mostly small, since a run makes few of each. */
const nth = oneOf(0, 0, 1, 2, 3, 5, 8)

const faultOf = (verbs: readonly Verb[], faults: readonly Fault[]): fc.Arbitrary<Schedule['faults'][number]> =>
  fc.record({ verb: oneOf(...verbs), nth, fault: oneOf(...faults) })

export const storeFault = faultOf(storeVerbs, storeFaults)

export const fault = weighted(
  [3, storeFault],
  [1, faultOf(['carrier.send'], carrierFaults)],
  [1, faultOf(['carrier.ask'], phoneFaults)],
)

/** A fault that ends a receive-sms process between booking and queueing a reply. */
export const deathWhileReceiving = faultOf(
  ['senders.save', 'budgets.book', 'budgets.read', 'crowdStore.add', 'texts.hide', 'replies.put'],
  ['crash before request', 'crash with request in flight', 'crash before response', 'no response, applied'],
)

/** Up to just before the functions' timeout of 20 seconds. */
export const pause: fc.Arbitrary<Pause> = fc.record({
  verb: oneOf<Verb>(...storeVerbs, 'claims.settle', 'carrier.send', 'carrier.send', 'carrier.ask'),
  nth,
  ms: oneOf(700, 3 * second, 9 * second, 13 * second, 19.9 * second, 11 * second, 11.9 * second),
  side: oneOf('before', 'after'),
})

export const deliveredTwice: fc.Arbitrary<DeliveredTwice> = fc.record({
  nth: fc.nat(8),
  afterMs: oneOf(0, 40, 5 * second, 10.5 * second, 13 * second),
})

/** While a reply waits, or just as it is being sent. */
export const beatAfterMs = oneOf(second, minute, 40, 3 * second, 45 * minute, 60 * minute, 26 * hour)

/** Before the first decision, while replies wait, or after a reply was sent. */
export const removal: fc.Arbitrary<Removal> = fc.record({
  afterMs: oneOf(20 * minute, 1, 40, 3 * second, 44 * minute, 26 * hour),
  of: oneOf<Removal['of']>('line', 'line', 'FR', 'BE'),
})

export const forgery: fc.Arbitrary<Forgery> = fc.record({
  afterMs: oneOf(second, minute, 40 * minute, 3 * hour),
  kind: oneOf<Forgery['kind']>('due at once', 'unsigned', 'another stage', 'another sender', 'replay'),
})

const outageOf = (
  of: readonly Outage['of'][],
  faults: readonly (Fault | undefined)[],
  forMs: fc.Arbitrary<number>,
): fc.Arbitrary<Outage> =>
  fc.record({ of: oneOf(...of), fault: oneOf(...faults), afterMs: oneOf(0, 10, second, minute, 50 * minute), forMs })

const patterns: readonly (Pattern | undefined)[] = [
  undefined,
  undefined,
  ...[2, 2, 3, 4, 5, 10].map((each) => ({ each })),
  ...[2, 3].map((phoneIn) => ({ phoneIn })),
  ...carrierNames.slice(0, 1).map((lineOf) => ({ lineOf })),
  ...[40, 45, 46, 60, 90].map((of) => ({ minutes: 10, of })),
]

/** A carrier of whose calls all, or those of a pattern, have the same fault; the question fails on its own. */
const carrierOutageOf = (faults: readonly Fault[], forMs: fc.Arbitrary<number>): fc.Arbitrary<Outage> =>
  fc
    .tuple(outageOf(['carrier'], faults, forMs), oneOf(...patterns))
    .map(([outage, pattern]) => ({ ...outage, pattern }))

export const carrierOutage = (forMs: fc.Arbitrary<number>): fc.Arbitrary<Outage> =>
  carrierOutageOf(['carrier answered retryable', 'carrier answered refused', ...carrierFaults], forMs)

/** A carrier that may have sent, and says so, or of which nothing is heard. */
export const lossyOutage = carrierOutageOf(
  ['carrier answered unknown, reply not sent', 'carrier answered unknown, reply sent'],
  oneOf(hour, 6 * hour, 26 * hour),
)

/** A phone that is offline or can't be checked. Long outages are rare: each costs hundreds of deliveries. */
export const phoneOutage = outageOf(
  ['phone'],
  [undefined, undefined, undefined, 'request failed'],
  weighted([20, oneOf(minute, 3 * minute)], [3, oneOf(20 * minute, 20 * minute, 3 * hour, 26 * hour)]),
)

/** The same after a pause of send-reply, so that replies are about to expire. */
export const lossyAfterPause = lossyOutage.map((outage): readonly Outage[] => [
  { of: 'send-reply', afterMs: 0, forMs: 23 * hour },
  { ...outage, afterMs: 23 * hour },
])

/** A pause of receive-sms that lasts until its texts are stale. */
export const untilStale = outageOf(['receive-sms'], [undefined], oneOf(49 * hour))

const short = oneOf(5, second, minute, 5 * minute, 20 * minute)
const overADay = oneOf(26 * hour, 34 * hour)

/** A carrier that takes nothing, or a pause, for most of a day. A question that fails keeps replies waiting, too. */
export const longOutage = outageOf(
  ['carrier', 'send-reply'],
  ['carrier answered retryable'],
  oneOf(3 * hour, 9 * hour, 20 * hour, 23 * hour),
)

/** Days are rare, since each costs hundreds of deliveries, but of a paused function, which costs none. */
export const outage = weighted(
  [20, outageOf(['store', 'queue'], storeFaults, short)],
  [20, carrierOutage(short)],
  [10, phoneOutage],
  [
    30,
    outageOf(
      ['send-reply', 'receive-sms'],
      [undefined],
      oneOf(10 * minute, 3 * hour, 23 * hour, 26 * hour, 47 * hour, 49 * hour, 5 * day),
    ),
  ],
  [1, outageOf(['store', 'queue'], ['request failed'], overADay)],
  [1, outageOf(['carrier'], ['carrier answered retryable'], overADay)],
)
