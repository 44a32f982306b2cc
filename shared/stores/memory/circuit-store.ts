import type { CircuitStore } from '../../ports.ts'
import type { Circuit } from '../../rules/circuit.ts'

export const createMemoryCircuitStore = (): CircuitStore => {
  const circuits = new Map<string, Circuit>()
  return {
    read: async (route) => circuits.get(route),
    refused: async (route, circuit) => {
      const before = circuits.get(route)?.open
      const { open = before, ...destinations } = circuit
      const { openedAt, bookAt } = before ?? open ?? {}
      circuits.set(route, {
        ...destinations,
        ...(open !== undefined && {
          open: { ...open, openedAt: openedAt ?? open.openedAt, bookAt: bookAt ?? open.bookAt },
        }),
      })
    },
    take: async (route, turn, from, to) => {
      const circuit = circuits.get(route)
      if (circuit?.open?.[turn] !== from) return false
      circuits.set(route, { ...circuit, open: { ...circuit.open, [turn]: to } })
      return true
    },
    close: async (route, suspected) => {
      if (suspected.length === 0) circuits.delete(route)
      else circuits.set(route, { refused: [], suspected })
    },
  }
}
