import type { CircuitStore, Turn } from '../../shared/ports.ts'
import { hour, longestBookingGapMs, probeIntervalMs } from '../../shared/rules/timing.ts'

/**
 * A circuit breaker for each line and country. While one is open, one reply at a time finds out whether it can be closed, and replies whose
 * hour is over wait unbooked. A process asks the store when its first reply is accepted; while all goes well, it never asks again.
 */
export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>

type Dependencies = { readonly circuits: CircuitStore; readonly now: () => number }

export const createCircuitBreaker = ({ circuits, now }: Dependencies) => {
  /** What this process knows of routes. */
  const known = new Map<string, 'open' | 'closed'>()

  const look = async (route: string) => {
    const circuit = await circuits.read(route)
    known.set(route, circuit === undefined ? 'closed' : 'open')
    return circuit
  }

  /** Whether the circuit is closed, or it is this reply's turn, which it moves on: others wait until then. */
  const mayPass = async (route: string, turn: Turn, nextTurn: (openedAt: number) => number): Promise<boolean> => {
    const circuit = await look(route)
    if (circuit === undefined) return true
    return circuit[turn] <= now() && circuits.take(route, turn, circuit[turn], nextTurn(circuit.openedAt))
  }

  return {
    /** Whether this process knows the circuit to be open. */
    isOpen: (route: string): boolean => known.get(route) === 'open',

    /** Whether a reply that is booked for this hour may be attempted. */
    mayTry: async (route: string): Promise<boolean> =>
      known.get(route) !== 'open' || mayPass(route, 'probeAt', () => now() + probeIntervalMs),

    /** Whether a reply whose hour is over may be booked anew: the longer a circuit is open, the more rarely. */
    mayBook: (route: string): Promise<boolean> =>
      mayPass(route, 'bookAt', (openedAt) => now() + Math.min(longestBookingGapMs, Math.max(hour, now() - openedAt))),

    refused: async (route: string, reason: string): Promise<void> => {
      known.set(route, 'open')
      const openedAt = now()
      await circuits.open(route, { reason, openedAt, probeAt: openedAt + probeIntervalMs, bookAt: openedAt })
    },

    /** Closes the circuit. True if it was open, perhaps by a process that has ended since. */
    accepted: async (route: string): Promise<boolean> => {
      if (!known.has(route)) await look(route)
      if (known.get(route) === 'closed') return false
      await circuits.close(route)
      known.set(route, 'closed')
      return true
    },
  }
}
