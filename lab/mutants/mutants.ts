import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { flag, parseOptions, runProgram, writeEvidence } from '../program.ts'
import type { Counterexample } from '../simulation/search.ts'
import { type Mutant, mutants } from './all.ts'

const seed = 2017
const enough = 20_000
const atOnce = 2

/** Returns 1 if the simulation fails to find a mutant. */
const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  const trials = await tryAll()
  const found = trials.filter(({ verdict }) => verdict === 'found')
  console.log(`${found.length} of ${trials.length} mutants are found.`)
  if (evidence) writeEvidence('mutants', evidenceOf(trials))
  return found.length < trials.length ? 1 : 0
}

const tryAll = async (): Promise<readonly Trial[]> => {
  const trials = new Map<Mutant, Trial>()
  const rest = mutants.values()
  const work = async () => {
    for (const mutant of rest) {
      const trial = await tryMutant(mutant, enough)
      const { verdict, counterexample } = trial
      console.log(`${verdict}: ${mutant.name}${counterexample === undefined ? '' : `, by ${counterexample.invariant}`}`)
      trials.set(mutant, trial)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return mutants.flatMap((mutant) => trials.get(mutant) ?? [])
}

/** The section of docs/evidence.md, which names the mutants that are not found. */
const evidenceOf = (trials: readonly Trial[]): string => {
  const missed = trials.filter(({ verdict }) => verdict !== 'found')
  const finds = `the simulation finds ${trials.length - missed.length} of ${trials.length}`
  return [
    `Within ${enough.toLocaleString('en')} schedules (seed ${seed}), ${finds}.`,
    ...missed.map(({ mutant: { name, promise }, verdict }) => `- promise ${promise}, ${name}: ${verdict}`),
  ].join('\n')
}

/** A mutant is found only if it breaks an invariant in its `foundBy`. */
type Trial = Awaited<ReturnType<typeof tryMutant>>

const mutatedProcess = fileURLToPath(new URL('mutated-process.ts', import.meta.url))

/** Runs the simulation on a mutant until an invariant is broken, for at most that many schedules. */
export const tryMutant = async (mutant: Mutant, schedules: number) => {
  const args = [mutatedProcess, mutant.name, String(seed), String(schedules)]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  const counterexample: Counterexample | undefined = JSON.parse(stdout) ?? undefined
  if (counterexample === undefined) return { mutant, verdict: 'survived', counterexample }
  const verdict = mutant.foundBy.includes(counterexample.invariant) ? 'found' : 'found by luck'
  return { mutant, verdict, counterexample }
}

if (import.meta.main) await runProgram(main)
