import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

import { ask } from '../cores.ts'
import type { Counterexample } from './search.ts'
import { addTally, newTally, type Tally } from './tally.ts'
import type { Share, ShareDone } from './worker.ts'

/** How many schedules a worker gets at a time. The number is fixed, so that a seed yields the same schedules on any number of cores. */
const shareSize = 5000

/** Runs schedules on all cores until one breaks an invariant. */
export const searchOnAllCores = async (
  { seed, schedules }: Share,
  onProgress: (tally: Tally) => void,
): Promise<{ readonly tally: Tally; readonly counterexample: Counterexample | undefined }> => {
  const tally = newTally()
  const shares = sharesOf(seed, schedules)
  let counterexample: Counterexample | undefined

  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('worker.ts', import.meta.url))
    for (let share = shares.shift(); share !== undefined && counterexample === undefined; share = shares.shift()) {
      const done = await ask<Share, ShareDone>(worker, share)
      addTally(tally, done.tally)
      counterexample ??= done.counterexample
      onProgress(tally)
    }
    await worker.terminate()
  }

  await Promise.all(Array.from({ length: availableParallelism() }, work))
  return { tally, counterexample }
}

const sharesOf = (seed: number, schedules: number): Share[] =>
  Array.from({ length: Math.ceil(schedules / shareSize) }, (_, i) => ({
    seed: (seed + i) | 0,
    schedules: Math.min(shareSize, schedules - i * shareSize),
  }))
