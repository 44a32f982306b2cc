import type { CarrierName } from '../../carriers/index.ts'
import type { CircuitStore } from '../../shared/ports.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import {
  afterRefusal,
  type Circuit,
  forgetCircuitAt,
  isChangedBy,
  type LineRefusal,
  suspectedAfterAcceptance,
  type Turn,
  unrefused,
} from '../../shared/rules/circuit.ts'
import type { Config } from '../../shared/rules/config.ts'
import { expiryOf, type QueuedReply, routeOf } from '../../shared/rules/queued-reply.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import {
  day,
  hour,
  longestBookingGapMs,
  minute,
  probeIntervalMs,
  queueVisibilityMs,
  second,
  sendReplyProcesses,
} from '../../shared/rules/timing.ts'
import type { Dispatcher } from './handler.ts'
import { hold, type Progress } from './outcome.ts'

/** The carrier got requests too fast. That is no outage, unless it goes on: the reply is hidden for a short while. */
export const awaitRate = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  carrier: CarrierName,
  reason: string,
  receiptHandle: string,
): Promise<Progress> => {
  const { pace, breaker, telemetry } = dispatcher
  const { holdMs, isStarved } = pace.throttled(carrier)
  if (isStarved || breaker.isOpen(routeOf(reply)))
    return awaitLine(dispatcher, reply, { kind: 'retryable', reason }, receiptHandle)
  telemetry.log(logEvents.replyThrottled, { inboundId: reply.inboundId, budget: reply.budget, reason })
  return hold(dispatcher, receiptHandle, holdMs)
}

/** The line can't send now, or not to this destination. The reply waits for its turn to probe the line, or longer, so that others do. */
export const awaitLine = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  { kind, reason }: { readonly kind: 'retryable' | 'refused'; readonly reason: string },
  receiptHandle: string,
): Promise<Progress> => {
  const isLineRefused = await noteRefusal(
    dispatcher,
    reply,
    reason,
    kind === 'retryable' ? 'line' : 'destination or line',
  )
  const fields = { inboundId: reply.inboundId, budget: reply.budget, reason }
  if (isLineRefused) dispatcher.telemetry.count(metricNames.lineRefused)
  dispatcher.telemetry.log(isLineRefused ? logEvents.lineRefused : logEvents.destinationRefused, fields)
  if (kind === 'retryable') return 'unfinished'
  return hold(dispatcher, receiptHandle, waitAfterRefusalMs(reply, isLineRefused, dispatcher.now()))
}

/** Returns whether the circuit breaker of the reply's route is open now. */
export const noteRefusal = (
  { breaker }: Dispatcher,
  reply: QueuedReply,
  reason: string,
  of: LineRefusal['of'],
): Promise<boolean> => breaker.refused(routeOf(reply), { reason, of, senderKey: reply.senderKey })

export const noteRecovery = async ({ breaker, telemetry }: Dispatcher, reply: QueuedReply): Promise<void> => {
  if (await breaker.accepted(routeOf(reply), reply.senderKey))
    telemetry.log(logEvents.lineRecovered, { budget: reply.budget })
}

/** Longer than any reply waits that has not been refused, so that others probe the line. */
const shortestWaitMs = 5 * minute

/** While the line may be to blame, a refused reply is tried again within this time. */
const longestWaitOnLineMs = 20 * minute

/**
 * For how long a reply waits whose destination may be to blame for a refusal: as long again as it is overdue, so that few hours are booked for
 * a destination that is always refused.
 */
const waitAfterRefusalMs = (reply: QueuedReply, isLineRefused: boolean, now: number): number => {
  const asLongAgain = Math.max(shortestWaitMs, now - reply.firstDueAt)
  const wait = isLineRefused ? Math.min(asLongAgain, longestWaitOnLineMs) : asLongAgain
  return Math.max(queueVisibilityMs, Math.min(wait, expiryOf(reply) - now))
}

/**
 * A circuit breaker per line and country. While it is open, one reply at a time probes the line, and late replies wait without a booking. A
 * process reads the store when its first reply is accepted, and not again while all goes well.
 */
export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>

type CircuitDependencies = { readonly circuits: CircuitStore; readonly now: () => number }

export const createCircuitBreaker = ({ circuits, now }: CircuitDependencies) => {
  /** The circuit of each route, as far as this process knows. */
  const known = new Map<string, Circuit>()

  const look = async (route: string): Promise<Circuit> => {
    const circuit = (await circuits.read(route)) ?? unrefused
    known.set(route, circuit)
    return circuit
  }

  /** True if the circuit is closed, or if this reply takes the turn that is due. The other replies then wait for the next turn. */
  const mayPass = async (route: string, turn: Turn, nextTurn: () => number): Promise<boolean> => {
    const { open } = await look(route)
    if (open === undefined) return true
    return open[turn] <= now() && circuits.take(route, turn, open[turn], nextTurn())
  }

  return {
    /** Whether this process knows the circuit to be open. */
    isOpen: (route: string): boolean => known.get(route)?.open !== undefined,

    /** Whether a reply that is due may be sent. */
    mayTry: async (route: string): Promise<boolean> =>
      known.get(route)?.open === undefined || mayPass(route, 'probeAt', () => now() + probeIntervalMs),

    /**
     * Whether a late reply may be booked again. While the circuit is open, one is booked per hour, and probes the line until that hour ends.
     * These bookings take about a tenth of the day's budget at most, so there are fewer of them if the budget is small.
     */
    mayBook: (route: string, partsPerDay: number): Promise<boolean> => {
      const gapMs = Math.min(longestBookingGapMs, Math.max(hour, (10 * day) / partsPerDay))
      return mayPass(route, 'bookAt', () => hourOf(now() + gapMs))
    },

    /** Notes a refusal. Returns whether the circuit is open now. */
    refused: async (route: string, refusal: LineRefusal): Promise<boolean> => {
      // Should the store fail, this process at least has what it knows itself.
      known.set(route, afterRefusal(known.get(route) ?? unrefused, refusal, now()))
      const before = (await circuits.read(route)) ?? unrefused
      const after = afterRefusal(before, refusal, now())
      known.set(route, after)
      if (after !== before) await circuits.refused(route, after, forgetCircuitAt(now()))
      return after.open !== undefined
    },

    /** Closes the circuit, since its line has accepted a reply. Returns true if it was open; another process may have opened it. */
    accepted: async (route: string, senderKey: string): Promise<boolean> => {
      const circuit = known.get(route) ?? (await look(route))
      if (!isChangedBy(circuit, senderKey)) return false
      const suspected = suspectedAfterAcceptance(circuit, senderKey)
      await circuits.close(route, suspected, forgetCircuitAt(now()))
      known.set(route, { refused: [], suspected })
      return circuit.open !== undefined
    },
  }
}

type PaceDependencies = {
  readonly config: Pick<Config, 'sendIntervalMs'>
  readonly now: () => number
  readonly random: () => number
  readonly wait: (ms: number) => Promise<void>
}

/**
 * Keeps to the rate at which a carrier accepts requests, without asking anybody: each process spaces its own attempts, so that all processes
 * together stay just below the rate. A carrier without an interval is not paced.
 */
export type Pace = ReturnType<typeof createPace>

/** Room for latencies that vary. Without it, processes that alternate would now and then come too early for the carrier. */
const slackOf = (intervalMs: number): number => 20 + 0.04 * intervalMs

/** The pause after a refusal, as a share of the interval. It is short, so that a process finds the gap between the others' attempts. */
const searchShare = 0.1

/** For how long a refused reply is hidden at first, and at most. Up to as much again is added at random. */
const shortestThrottleHoldMs = 2 * second
const longestThrottleHoldMs = 30 * second

/** After this long without an accepted reply, it is no longer the rate that is to blame. */
const starvedAfterMs = 10 * minute

export const createPace = ({ config, now, random, wait }: PaceDependencies) => {
  const nextAt = new Map<CarrierName, number>()
  /** When each carrier's refusals began, without an accepted reply since, and the last of them. */
  const throttling = new Map<CarrierName, { readonly since: number; readonly last: number }>()
  const intervalOf = (carrier: CarrierName): number => config.sendIntervalMs?.[carrier] ?? 0
  const spacingOf = (carrier: CarrierName): number => {
    const intervalMs = intervalOf(carrier)
    return intervalMs === 0 ? 0 : sendReplyProcesses * (intervalMs + slackOf(intervalMs))
  }

  return {
    /** Waits until this process may attempt to send by the carrier. */
    turn: async (carrier: CarrierName): Promise<void> => {
      const ms = (nextAt.get(carrier) ?? 0) - now()
      // A clock that was set back must not stop a process.
      if (ms > 0) await wait(Math.min(ms, spacingOf(carrier)))
    },

    /** Notes that an attempt begins. */
    attempts: (carrier: CarrierName): void => void nextAt.set(carrier, now() + spacingOf(carrier)),

    accepted: (carrier: CarrierName): void => void throttling.delete(carrier),

    /**
     * Notes that the carrier refused an attempt for its rate. Returns for how long the reply should be hidden, in milliseconds, and whether
     * nothing has been accepted for ten minutes.
     */
    throttled: (carrier: CarrierName): { readonly holdMs: number; readonly isStarved: boolean } => {
      const at = now()
      const { since, last } = throttling.get(carrier) ?? { since: at, last: at }
      const begunAt = at - last > queueVisibilityMs ? at : since
      throttling.set(carrier, { since: begunAt, last: at })
      nextAt.set(carrier, at + searchShare * intervalOf(carrier))
      const holdMs = Math.min(longestThrottleHoldMs, Math.max(shortestThrottleHoldMs, (at - begunAt) / 4))
      return { holdMs: holdMs * (1 + random()), isStarved: at - begunAt >= starvedAfterMs }
    },
  }
}
