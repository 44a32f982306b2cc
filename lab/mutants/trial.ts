import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { type Counterexample, judge, replay } from '../simulation/search.ts'
import type { Mutant } from './mutant.ts'

/** The result of running a mutant. It is found only if it breaks an invariant in its `foundBy` that the unchanged sources keep. */
export type Trial = {
  readonly mutant: Mutant
  readonly verdict: 'found' | 'survived' | 'found by luck' | 'sources fail'
  readonly counterexample: Counterexample | undefined
  readonly tookMs: number
}

const mutatedProcess = fileURLToPath(new URL('mutated-process.ts', import.meta.url))

/** Runs the simulation on a mutant until an invariant is broken, for at most that many schedules. */
export const tryMutant = async (mutant: Mutant, seed: number, schedules: number): Promise<Trial> => {
  const start = performance.now()
  const args = [mutatedProcess, JSON.stringify(mutant), String(seed), String(schedules)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const counterexample: Counterexample | undefined = JSON.parse(stdout) ?? undefined
  return { mutant, verdict: await verdictOn(mutant, counterexample), counterexample, tookMs: performance.now() - start }
}

const verdictOn = async (
  { foundBy }: Mutant,
  counterexample: Counterexample | undefined,
): Promise<Trial['verdict']> => {
  if (counterexample === undefined) return 'survived'
  if (judge(await replay(counterexample.token)).violation !== undefined) return 'sources fail'
  return foundBy.includes(counterexample.invariant) ? 'found' : 'found by luck'
}
