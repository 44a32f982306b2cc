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
import { day, hour, longestBookingGapMs, probeIntervalMs } from '../../shared/rules/timing.ts'

/**
 * A circuit breaker per line and country. While it is open, one reply at a time probes the line, and late replies wait without a booking. A
 * process reads the store when its first reply is accepted, and not again while all goes well.
 */
export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>

type Dependencies = { readonly circuits: CircuitStore; readonly now: () => number }

export const createCircuitBreaker = ({ circuits, now }: Dependencies) => {
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
