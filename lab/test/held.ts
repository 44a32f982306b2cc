import { expect } from 'vitest'
import { searchShare, type Tally } from '../simulation/search.ts'
import { traceAgain } from '../simulation/simulate.ts'

/** Simulates so many schedules of a seed. Fails with the trace of the smallest one that breaks an invariant. */
export const expectInvariantsToHold = async (seed: number, schedules: number): Promise<Tally> => {
  const { tally, counterexample } = await searchShare({ seed, schedules })
  console.log(`${schedules} schedules of seed ${seed} were simulated.`)
  if (counterexample !== undefined) expect.fail((await traceAgain(counterexample.token)).trace)
  return tally
}
