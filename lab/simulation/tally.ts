import { invariants } from '../promises/all.ts'
import type { Ledger } from '../promises/ledger.ts'
import { carrierFaults, storeFaults } from './faults.ts'
import { states } from './states.ts'

/**
 * Counts by name: what was run, how often each fault occurred, how many runs reached each state, and how many subjects each invariant was
 * checked on.
 */
export type Tally = { readonly [G in Group]: Map<string, number> }

const groups = ['run', 'faults', 'states', 'judged'] as const
type Group = (typeof groups)[number]

/** Contains every name from the start, so that a report shows zeros. */
export const newTally = (): Tally => ({
  run: zeros(['schedules', 'texts', 'invocations', 'requests', 'replies sent']),
  faults: zeros([...new Set([...storeFaults, ...carrierFaults]), 'process frozen', 'acknowledgement lost']),
  states: zeros(states.map(({ name }) => name)),
  judged: zeros(invariants.map(({ name }) => name)),
})

const zeros = (names: readonly string[]) => new Map(names.map((name) => [name, 0]))

const add = (counts: Map<string, number>, name: string, value = 1) => counts.set(name, (counts.get(name) ?? 0) + value)

/** Adds one run to a tally. */
export const count = (tally: Tally, ledger: Ledger, judged: ReadonlyMap<string, number>): void => {
  const { history, publishes } = ledger
  add(tally.run, 'schedules')
  add(tally.run, 'texts', history.texts.length)
  add(tally.run, 'invocations', history.invocations.length)
  add(tally.run, 'requests', history.calls.length)
  add(tally.run, 'replies sent', publishes.length)
  for (const { fault, pause } of history.calls) {
    if (fault !== 'works') add(tally.faults, fault)
    if (pause !== undefined) add(tally.faults, 'process frozen')
  }
  for (const { end } of history.invocations)
    if (end?.kind === 'answered' && end.acknowledgementLost) add(tally.faults, 'acknowledgement lost')
  for (const { name, isReached } of states) if (isReached(ledger)) add(tally.states, name)
  for (const [name, subjects] of judged) add(tally.judged, name, subjects)
}

/** Adds the counts of another tally. */
export const addTally = (sum: Tally, other: Tally): void => {
  for (const group of groups) for (const [name, value] of other[group]) add(sum[group], name, value)
}
