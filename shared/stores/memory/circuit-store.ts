import type { CircuitStore, OpenCircuit } from '../../ports.ts'

export const createMemoryCircuitStore = (): CircuitStore => {
  const circuits = new Map<string, OpenCircuit>()
  return {
    read: async (route) => circuits.get(route),
    open: async (route, circuit) => {
      const { reason, probeAt } = circuit
      circuits.set(route, { ...circuit, ...circuits.get(route), reason, probeAt })
    },
    take: async (route, turn, from, to) => {
      const circuit = circuits.get(route)
      if (circuit === undefined || circuit[turn] !== from) return false
      circuits.set(route, { ...circuit, [turn]: to })
      return true
    },
    close: async (route) => void circuits.delete(route),
  }
}
