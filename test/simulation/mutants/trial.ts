import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import type { Mutant } from './mutant.ts'

/** What became of a mutant: which invariant found it, in the how manieth schedule; neither if it survived all of them. */
export type Trial = {
  readonly mutant: Mutant
  readonly invariant?: string
  readonly schedules?: number
  readonly tookMs: number
}

const mutatedProcess = fileURLToPath(new URL('mutated-process.ts', import.meta.url))

/** Runs so many schedules of the simulation on a mutant, or as many as it takes to find it. */
export const tryMutant = async (mutant: Mutant, seed: number, schedules: number): Promise<Trial> => {
  const start = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, [
    mutatedProcess,
    mutant.name,
    String(seed),
    String(schedules),
  ])
  return { mutant, ...JSON.parse(stdout), tookMs: performance.now() - start }
}

/** Whether an invariant found the mutant that was meant to. */
export const isKilled = ({ mutant, invariant }: Trial): boolean =>
  invariant !== undefined && mutant.foundBy.includes(invariant)
