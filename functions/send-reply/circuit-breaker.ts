import type { CircuitStore, Turn } from '../../shared/ports/circuit-store.ts'
import { hour, probeIntervalMs } from '../../shared/rules/timing.ts'

/**
 * A circuit breaker for each line and country. While one is open, one reply at a time finds out whether it can be closed, and replies whose
 * hour is over wait unbooked. A process that has not met it asks nobody, so that an answered text costs no request more.
 */
export type CircuitBreaker = ReturnType<typeof createCircuitBreaker>

type Dependencies = { readonly circuits: CircuitStore; readonly now: () => number }

export const createCircuitBreaker = ({ circuits, now }: Dependencies) => {
  /** The routes that this process knows to be open. */
  const open = new Set<string>()

  /** Whether the circuit is closed, or it is this reply's turn, which it moves on: others wait until then. */
  const mayPass = async (route: string, turn: Turn, nextTurn: (openedAt: number) => number): Promise<boolean> => {
    const circuit = await circuits.read(route)
    if (circuit === undefined) {
      open.delete(route)
      return true
    }
    open.add(route)
    return circuit[turn] <= now() && circuits.take(route, turn, circuit[turn], nextTurn(circuit.openedAt))
  }

  return {
    /** Whether a reply that is booked for this hour may be attempted. */
    mayTry: async (route: string): Promise<boolean> =>
      !open.has(route) || mayPass(route, 'probeAt', () => now() + probeIntervalMs),

    /** Whether a reply whose hour is over may be booked anew: the longer a circuit is open, the more rarely. */
    mayBook: (route: string): Promise<boolean> =>
      mayPass(route, 'bookAt', (openedAt) => now() + Math.max(hour, now() - openedAt)),

    refused: async (route: string, reason: string): Promise<void> => {
      open.add(route)
      const openedAt = now()
      await circuits.open(route, { reason, openedAt, probeAt: openedAt + probeIntervalMs, bookAt: openedAt })
    },

    /** True if the circuit was open. */
    accepted: async (route: string): Promise<boolean> => {
      if (!open.has(route)) return false
      await circuits.close(route)
      return open.delete(route)
    },
  }
}
