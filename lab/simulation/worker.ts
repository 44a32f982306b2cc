import { parentPort } from 'node:worker_threads'

import { type Counterexample, firstViolation } from './search.ts'
import { newTally, type Tally } from './tally.ts'

/** A share of the schedules, with its own seed. */
export type Share = { readonly seed: number; readonly schedules: number }

/** The result of running a share. */
export type ShareDone = { readonly tally: Tally; readonly counterexample: Counterexample | undefined }

parentPort?.on('message', async ({ seed, schedules }: Share) => {
  const tally = newTally()
  const counterexample = await firstViolation({ seed, schedules, tally, shrink: true })
  parentPort?.postMessage({ tally, counterexample } satisfies ShareDone)
})
