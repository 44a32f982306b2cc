import fc from 'fast-check'

import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import type { Verb } from '../virtual/stage.ts'
import { carrierFaults, type Fault, phoneFaults, storeFaults } from './history.ts'
import type { DeliveredTwice, Forgery, Outage, Pause, Removal, Schedule } from './schedule.ts'

/** One of a few values. Counterexamples shrink towards the first. */
export const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values)

const storeVerbs = [
  'senders.load',
  'senders.save',
  'claims.read',
  'claims.claim',
  'claims.settle',
  'claims.release',
  'budgets.book',
  'budgets.read',
  'cancellations.read',
  'replies.put',
  'replies.hide',
] as const satisfies readonly Verb[]

/** The index of a call among those with the same verb. It is mostly small, because a run makes few calls of each verb. */
const nth = oneOf(0, 0, 1, 2, 3, 5, 8)

/** A fault of the question whether anybody is there. */
export const phoneFault: fc.Arbitrary<Schedule['faults'][number]> = fc.record({
  verb: fc.constant<Verb>('carrier.ask'),
  nth,
  fault: oneOf<Fault>(...phoneFaults),
})

export const storeFault: fc.Arbitrary<Schedule['faults'][number]> = fc.record({
  verb: oneOf<Verb>(...storeVerbs),
  nth,
  fault: oneOf<Fault>(...storeFaults),
})

export const fault: fc.Arbitrary<Schedule['faults'][number]> = fc.oneof(
  { arbitrary: storeFault, weight: 3 },
  {
    arbitrary: fc.record({ verb: fc.constant<Verb>('carrier.send'), nth, fault: oneOf<Fault>(...carrierFaults) }),
    weight: 1,
  },
  { arbitrary: phoneFault, weight: 1 },
)

/** A fault that ends a receive-sms process between booking and queueing a reply. */
export const deathWhileReceiving: fc.Arbitrary<Schedule['faults'][number]> = fc.record({
  verb: oneOf<Verb>('senders.save', 'budgets.book', 'budgets.read', 'replies.put'),
  nth: oneOf(0, 1, 2, 3),
  fault: oneOf<Fault>(
    'crash before request',
    'crash with request in flight',
    'crash before response',
    'no response, applied',
  ),
})

/** Pauses of up to and beyond the functions' timeouts of 12 and 20 seconds. The last three end just before a timeout. */
const frozenMs = [700, 3 * second, 9 * second, 13 * second, 19.9 * second, 11 * second, 11.9 * second] as const

export const pause: fc.Arbitrary<Pause> = fc.record({
  verb: oneOf<Verb>(...storeVerbs, 'claims.settle', 'carrier.send', 'carrier.send', 'carrier.ask'),
  nth,
  ms: oneOf(...frozenMs),
  side: oneOf('before', 'after'),
})

/** Freezes a receive-sms process, so that another process can receive the same text meanwhile. */
export const pauseWhileReceiving: fc.Arbitrary<Pause> = fc.record({
  verb: oneOf<Verb>('budgets.book', 'senders.save', 'senders.load'),
  nth: oneOf(0, 1),
  ms: oneOf(700, 3 * second),
  side: oneOf('before', 'after'),
})

/** Freezes a process while it sends a reply, for almost as long as the function's timeout allows. */
export const pauseWhileSending: fc.Arbitrary<Pause> = fc.record({
  verb: oneOf<Verb>('carrier.send', 'claims.settle', 'carrier.ask'),
  nth: oneOf(0, 1),
  ms: oneOf(9 * second, 11 * second, 11.8 * second),
  side: oneOf('before', 'after'),
})

export const deliveredTwice: fc.Arbitrary<DeliveredTwice> = fc.record({
  nth: fc.nat(8),
  afterMs: oneOf(0, 40, 5 * second, 10.5 * second, 13 * second),
})

/** When an operator cancels: while a reply waits, or just as it is being sent. */
export const cancelledAfterMs = oneOf(second, minute, 40, 3 * second, 45 * minute, 60 * minute, 26 * hour)

/** Before the first decision, while replies wait, or after a reply was sent. */
export const removal: fc.Arbitrary<Removal> = fc.record({
  afterMs: oneOf(20 * minute, 1, 40, 3 * second, 44 * minute, 26 * hour),
  of: oneOf<Removal['of']>('line', 'line', 'FR', 'BE'),
})

export const forgery: fc.Arbitrary<Forgery> = fc.record({
  afterMs: oneOf(second, minute, 40 * minute, 3 * hour),
  kind: oneOf<Forgery['kind']>('due at once', 'unsigned', 'another stage', 'another sender', 'replay'),
})

const functions = oneOf<Outage['of']>('send-reply', 'receive-sms')
const afterMs = oneOf(0, 10, second, minute, 50 * minute)

/** An outage in which all calls to the store, the queue or the carrier have the same fault. */
const portOutage = (forMs: fc.Arbitrary<number>): fc.Arbitrary<Outage> =>
  fc.oneof(
    fc.record({ of: oneOf<Outage['of']>('store', 'queue'), fault: oneOf<Fault>(...storeFaults), afterMs, forMs }),
    carrierOutage(forMs),
  )

/** A carrier whose calls all have the same fault, any by default. */
export const carrierOutage = (forMs: fc.Arbitrary<number>, ...faults: readonly Fault[]): fc.Arbitrary<Outage> =>
  fc.record({
    of: oneOf('carrier'),
    fault: oneOf<Fault>(...(faults.length > 0 ? faults : (['carrier answered retryable', ...carrierFaults] as const))),
    afterMs,
    forMs,
  })

/** A phone that is offline or can't be checked. Long outages are rare, because each costs hundreds of deliveries. */
export const phoneOutage: fc.Arbitrary<Outage> = fc.record({
  of: oneOf('phone'),
  fault: oneOf<Fault | undefined>(undefined, undefined, undefined, 'request failed'),
  afterMs,
  forMs: fc.oneof(
    { arbitrary: oneOf(minute, 3 * minute), weight: 20 },
    { arbitrary: oneOf(20 * minute, 20 * minute, 3 * hour, 26 * hour), weight: 3 },
  ),
  untilBeforeHourMs: oneOf(undefined, undefined, 20 * second, minute),
})

/** A pause of receive-sms that lasts until its texts are stale. */
export const untilStale: fc.Arbitrary<Outage> = fc.record({
  of: oneOf<Outage['of']>('receive-sms'),
  afterMs: oneOf(10, second, minute),
  forMs: oneOf(49 * hour),
})

const functionPause: fc.Arbitrary<Outage> = fc.record({
  of: functions,
  afterMs,
  forMs: oneOf(10 * minute, 3 * hour, 23 * hour, 26 * hour, 47 * hour, 49 * hour, 5 * day),
})

/** A pause of a function that ends shortly before the end of an hour. */
export const wakingLate: fc.Arbitrary<Outage> = fc.record({
  of: functions,
  afterMs,
  forMs: oneOf(minute, hour, day),
  untilBeforeHourMs: oneOf(11, 12, 13, 14, 1, 5, 8, 20).map((seconds) => seconds * second),
})

/** An outage of more than a day. It is rare because it costs hundreds of deliveries, whereas a paused function costs none. */
const longOutage: fc.Arbitrary<Outage> = fc
  .tuple(oneOf<Outage['of']>('store', 'queue', 'carrier'), oneOf(26 * hour, 34 * hour))
  .map(([of, forMs]) => ({
    of,
    fault: of === 'carrier' ? 'carrier answered retryable' : 'request failed',
    afterMs: 0,
    forMs,
  }))

export const outage: fc.Arbitrary<Outage> = fc.oneof(
  { arbitrary: portOutage(oneOf(5, second, minute, 5 * minute, 20 * minute)), weight: 40 },
  { arbitrary: longOutage, weight: 1 },
  { arbitrary: phoneOutage, weight: 10 },
  { arbitrary: functionPause, weight: 30 },
  { arbitrary: wakingLate, weight: 30 },
)
