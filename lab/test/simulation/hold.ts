import { expect } from 'vitest'

import { firstViolation, judge, replay } from '../../simulation/search.ts'
import { tell } from '../../simulation/story.ts'
import { newTally, type Tally } from '../../simulation/tally.ts'

/** Fails with the story of the smallest schedule that breaks an invariant, if there is one. Returns a tally of what was run. */
export const expectInvariantsToHold = async (seed: number, schedules: number): Promise<Tally> => {
  const tally = newTally()
  const counterexample = await firstViolation({ seed, schedules, shrink: true, tally })
  console.log(`${schedules} schedules of seed ${seed} were simulated.`)
  if (counterexample !== undefined) expect.fail(await storyOf(counterexample.token))
  return tally
}

const storyOf = async (token: string): Promise<string> => {
  const ledger = await replay(token)
  return `${tell(ledger.history, judge(ledger).violation)}\nTo replay this schedule: npm run simulate -- --replay ${token}`
}
