import { day, probeIntervalMs } from './timing.ts'

/**
 * What is known of a route (a line and a country) that has refused replies. Its circuit breaker is open while the line can't send there. A
 * refusal that may be about its destination alone opens it only when another destination was refused since the line last accepted a
 * reply. Destinations are sender keys.
 */
export type Circuit = {
  readonly open?: OpenCircuit | undefined
  /** The destinations that were refused since the line last accepted a reply. */
  readonly refused: readonly string[]
  /** Destinations that were refused although the line accepts others. Their refusals say nothing about the line. */
  readonly suspected: readonly string[]
}

/**
 * Times are in milliseconds. From `probeAt`, one reply may be sent as a probe; from `bookAt`, one late reply may be booked again, to be a
 * probe later.
 */
type OpenCircuit = {
  readonly reason: string
  readonly openedAt: number
  readonly probeAt: number
  readonly bookAt: number
}

export type Turn = 'probeAt' | 'bookAt'

/** A refusal by a carrier. `of` says whether it is about the line, or possibly about the destination alone. */
export type LineRefusal = {
  readonly reason: string
  readonly of: 'line' | 'destination or line'
  readonly senderKey: string
}

/** A circuit that knows of no refusal. */
export const unrefused: Circuit = { refused: [], suspected: [] }

/** How many destinations must be refused, without an accepted reply in between, before the line counts as the cause. */
const destinationsToOpen = 2

/** The most destinations that are kept in each list. With 43 characters each, the item takes at most two write units. */
const maxSuspected = 15

/** The circuit after a refusal: the same object if nothing changes. */
export const afterRefusal = (circuit: Circuit, { reason, of, senderKey }: LineRefusal, now: number): Circuit => {
  const isNew = of !== 'line' && ![...circuit.suspected, ...circuit.refused].includes(senderKey)
  const refused = isNew ? withKey(circuit.refused, senderKey, maxSuspected) : circuit.refused
  const opens = of === 'line' || circuit.open !== undefined || refused.length >= destinationsToOpen
  if (!opens) return isNew ? { ...circuit, refused } : circuit
  const { openedAt = now, bookAt = now } = circuit.open ?? {}
  return { ...circuit, refused, open: { reason, openedAt, bookAt, probeAt: now + probeIntervalMs } }
}

/** Whether an accepted reply to `senderKey` changes what is known of the route. */
export const isChangedBy = ({ open, refused, suspected }: Circuit, senderKey: string): boolean =>
  open !== undefined || refused.length > 0 || suspected.includes(senderKey)

/** The destinations that stay suspected when the line has accepted a reply to `senderKey`. */
export const suspectedAfterAcceptance = ({ refused, suspected }: Circuit, senderKey: string): readonly string[] =>
  refused.reduce((keys, key) => withKey(keys, key, maxSuspected), suspected).filter((key) => key !== senderKey)

const withKey = (keys: readonly string[], key: string, most: number): readonly string[] =>
  [...keys.filter((other) => other !== key), key].slice(-most)

/** When a circuit is forgotten if nothing changes it any more: suspects too, and the circuit of a line that was removed. */
export const forgetCircuitAt = (now: number): number => now + 7 * day
