import fc from 'fast-check'

import { invariants } from '../promises/all.ts'
import type { Violation } from '../promises/invariant.ts'
import { type Ledger, readLedger } from '../promises/ledger.ts'
import { run } from './run.ts'
import { schedules } from './schedules.ts'
import { count, type Tally } from './tally.ts'

/** A schedule that breaks an invariant. */
export type Counterexample = Violation & {
  /** How many schedules were run until it was found. */
  readonly schedules: number
  /** The token that `--replay` takes. */
  readonly token: string
}

type Search = {
  readonly seed: number
  readonly schedules: number
  /** Whether to shrink a counterexample to the smallest schedule that breaks an invariant, which takes a while. */
  readonly shrink?: boolean
  /** Counts what is run. */
  readonly tally?: Tally
}

/** Runs random schedules, the same ones for the same seed, until one breaks an invariant. */
export const firstViolation = async (search: Search): Promise<Counterexample | undefined> => {
  let violation: Violation | undefined
  const property = fc.asyncProperty(schedules, async (schedule) => {
    const ledger = readLedger(await run(schedule))
    const verdict = judge(ledger)
    if (search.tally !== undefined) count(search.tally, ledger, verdict.judged)
    violation = verdict.violation ?? violation
    return verdict.violation === undefined
  })
  const { seed, schedules: numRuns, shrink = false } = search
  const result = await fc.check(property, { seed, numRuns, endOnFailure: !shrink })
  if (!result.failed) return undefined
  if (violation === undefined) throw result.errorInstance
  return { ...violation, schedules: result.numRuns, token: `${result.seed}:${result.counterexamplePath}` }
}

/** Runs the schedule that a token identifies again. Throws if there is none. */
export const replay = async (token: string): Promise<Ledger> => {
  const [seed, path] = [Number(token.split(':')[0]), token.split(':').slice(1).join(':')]
  const [schedule] = fc.sample(schedules, { seed, path, numRuns: 1 })
  if (schedule === undefined) throw new Error('This token identifies no schedule')
  return readLedger(await run(schedule))
}

/** Checks the invariants in order up to the first violation. Returns it, and how many subjects each invariant was checked on. */
export const judge = (ledger: Ledger): { readonly violation?: Violation; readonly judged: Map<string, number> } => {
  const judged = new Map<string, number>()
  for (const invariant of invariants) {
    const { judged: subjects, violation } = invariant.judge(ledger)
    judged.set(invariant.name, subjects)
    if (violation !== undefined) return { violation, judged }
  }
  return { judged }
}
