/**
 * A circuit breaker that is open: replies of a line to a country can't be sent now. Times are milliseconds. At `probeAt` one reply
 * may try to be sent; at `bookAt` one that has no hour any more may be booked, to try then.
 */
export type OpenCircuit = {
  readonly reason: string
  readonly openedAt: number
  readonly probeAt: number
  readonly bookAt: number
}

export type Turn = 'probeAt' | 'bookAt'

/** Circuit breakers, by route (`routeOf` a line and a country). One that is closed is not stored. Reads are consistent. */
export type CircuitStore = {
  readonly read: (route: string) => Promise<OpenCircuit | undefined>
  /** Opens a circuit; of one that is open, only the reason and `probeAt` change. */
  readonly open: (route: string, circuit: OpenCircuit) => Promise<void>
  /** Moves a turn from the moment that was read to a later one. True for one caller only. */
  readonly take: (route: string, turn: Turn, from: number, to: number) => Promise<boolean>
  readonly close: (route: string) => Promise<void>
}
