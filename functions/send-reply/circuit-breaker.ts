import type { CircuitStore, Turn } from '../../shared/ports.ts'
import { hour, longestBookingGapMs, probeIntervalMs } from '../../shared/rules/timing.ts'

/**
 * A circuit breaker per line and country. While it is open, one reply at a time probes the line, and late replies wait without a booking. A
 * process reads the store when its first reply is accepted, and not again while all goes well.
 */
export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>

type Dependencies = { readonly circuits: CircuitStore; readonly now: () => number }

export const createCircuitBreaker = ({ circuits, now }: Dependencies) => {
  /** The state of each route, as far as this process knows. */
  const known = new Map<string, 'open' | 'closed'>()

  const look = async (route: string) => {
    const circuit = await circuits.read(route)
    known.set(route, circuit === undefined ? 'closed' : 'open')
    return circuit
  }

  /** True if the circuit is closed, or if this reply takes the turn that is due. The other replies then wait for the next turn. */
  const mayPass = async (route: string, turn: Turn, nextTurn: (openedAt: number) => number): Promise<boolean> => {
    const circuit = await look(route)
    if (circuit === undefined) return true
    return circuit[turn] <= now() && circuits.take(route, turn, circuit[turn], nextTurn(circuit.openedAt))
  }

  return {
    /** Whether this process knows the circuit to be open. */
    isOpen: (route: string): boolean => known.get(route) === 'open',

    /** Whether a reply that is due may be sent. */
    mayTry: async (route: string): Promise<boolean> =>
      known.get(route) !== 'open' || mayPass(route, 'probeAt', () => now() + probeIntervalMs),

    /** Whether a late reply may be booked again. The longer the circuit has been open, the more rarely this is allowed. */
    mayBook: (route: string): Promise<boolean> =>
      mayPass(route, 'bookAt', (openedAt) => now() + Math.min(longestBookingGapMs, Math.max(hour, now() - openedAt))),

    refused: async (route: string, reason: string): Promise<void> => {
      known.set(route, 'open')
      const openedAt = now()
      await circuits.open(route, { reason, openedAt, probeAt: openedAt + probeIntervalMs, bookAt: openedAt })
    },

    /** Closes the circuit. Returns true if it was open; another process may have opened it. */
    accepted: async (route: string): Promise<boolean> => {
      if (!known.has(route)) await look(route)
      if (known.get(route) === 'closed') return false
      await circuits.close(route)
      known.set(route, 'closed')
      return true
    },
  }
}
