import fc from 'fast-check'
import { day } from '../../shared/rules/timing.ts'
import { invariants } from '../invariants/all.ts'
import type { Violation } from '../invariants/invariant.ts'
import { type Ledger, readLedger } from '../invariants/ledger.ts'
import { carrierFaults, storeFaults } from './courses.ts'
import { run } from './run.ts'
import { nameOf, type Schedule } from './schedule.ts'
import { schedules } from './schedules.ts'
import { states } from './states.ts'

export type Counterexample = Violation & { readonly schedule: Schedule }

type Search = {
  readonly seed: number
  readonly schedules: number
  /** Whether to shrink a counterexample, which takes a while. */
  readonly shrink?: boolean
  readonly tally?: Tally
}

/** Runs random schedules, the same ones for the same seed, until one breaks an invariant. */
export const firstViolation = async (search: Search): Promise<Counterexample | undefined> => {
  let found: Counterexample | undefined
  const property = fc.asyncProperty(schedules, async (schedule) => {
    const ledger = readLedger(await run(schedule))
    const verdict = judge(ledger)
    if (search.tally !== undefined) count(search.tally, ledger, verdict.judged)
    if (verdict.violation !== undefined) found = { ...verdict.violation, schedule }
    return verdict.violation === undefined
  })
  const { seed, schedules: numRuns, shrink = false } = search
  const result = await fc.check(property, { seed, numRuns, endOnFailure: !shrink })
  if (result.failed && found === undefined) throw result.errorInstance
  return found
}

/** Searches some schedules with a seed of their own, and counts what was run. */
export const searchShare = async ({ seed, schedules }: Pick<Search, 'seed' | 'schedules'>) => {
  const tally = newTally()
  const counterexample = await firstViolation({ seed, schedules, tally, shrink: true })
  return { tally, counterexample }
}

/** Checks the invariants in order up to the first violation, and counts the subjects of each. */
const judge = (ledger: Ledger): { readonly violation?: Violation; readonly judged: Map<string, number> } => {
  const judged = new Map<string, number>()
  for (const invariant of invariants) {
    const { judged: subjects, violation } = invariant.judge(ledger)
    judged.set(invariant.name, subjects)
    if (violation !== undefined) return { violation, judged }
  }
  return { judged }
}

/** Counts by name: what was run, which faults occurred, which states were reached, what was checked. */
export type Tally = { readonly [G in Group]: Map<string, number> } & {
  /** The least time between two replies to one sender, where one a day is allowed. */
  leastGapMs: number
}

const groups = ['run', 'faults', 'states', 'judged'] as const
type Group = (typeof groups)[number]

/** Contains every name from the start, so that a report shows zeros. */
export const newTally = (): Tally => ({
  run: zeros(['schedules', 'texts', 'invocations', 'requests', 'replies sent']),
  faults: zeros([...new Set([...storeFaults, ...carrierFaults]), 'process frozen', 'acknowledgement lost']),
  states: zeros(Object.keys(states)),
  judged: zeros(invariants.map(({ name }) => name)),
  leastGapMs: Number.POSITIVE_INFINITY,
})

const zeros = (names: readonly string[]) => new Map(names.map((name) => [name, 0]))

const add = (counts: Map<string, number>, name: string, value = 1) => counts.set(name, (counts.get(name) ?? 0) + value)

const count = (tally: Tally, ledger: Ledger, judged: ReadonlyMap<string, number>): void => {
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
  for (const [name, isReached] of Object.entries(states)) if (isReached(ledger)) add(tally.states, name)
  for (const [name, subjects] of judged) add(tally.judged, name, subjects)
  tally.leastGapMs = Math.min(tally.leastGapMs, leastGapOf(ledger))
}

const leastGapOf = ({ publishes, history }: Ledger): number => {
  if (!history.config.limits.some(({ replies, perMs }) => replies === 1 && perMs === day))
    return Number.POSITIVE_INFINITY
  const bySender = Map.groupBy(publishes, ({ reply }) => nameOf(reply.senderKey))
  const gaps = [...bySender.values()].flatMap((sent) => {
    const times = sent.map(({ at }) => at).sort((a, b) => a - b)
    return times.slice(1).map((at, i) => at - (times[i] ?? 0))
  })
  return Math.min(...gaps)
}

export const addTally = (sum: Tally, other: Tally): void => {
  for (const group of groups) for (const [name, value] of other[group]) add(sum[group], name, value)
  sum.leastGapMs = Math.min(sum.leastGapMs, other.leastGapMs)
}
