import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { UsageError } from '../../settings/refusal.ts'
import { flag, parseOptions, runProgram, wholeNumber, writeEvidence } from '../program.ts'
import { mutants as all } from '../promises/all.ts'
import type { Mutant } from '../promises/promise.ts'
import { type Counterexample, judge, rerun } from '../simulation/search.ts'

const atOnce = 2

/** Runs the simulation on each mutant. The exit code is 1 if it fails to find one. */
const main = async (args: readonly string[]): Promise<number> => {
  const { mutants, seed, schedules, evidence } = readOptions(args)
  const trials = await tryAll(mutants, seed, schedules)
  const survivors = trials.filter((trial) => !isFound(trial))
  console.log(`${trials.length - survivors.length} of ${trials.length} mutants are found (seed ${seed}).`)
  if (evidence) writeEvidence('mutants', evidenceOf(trials, seed, schedules))
  return survivors.length > 0 ? 1 : 0
}

/** Prints each result as soon as it is known. Returns the results in the order of the mutants. */
const tryAll = async (mutants: readonly Mutant[], seed: number, schedules: number): Promise<readonly Trial[]> => {
  const trials = new Map<Mutant, Trial>()
  const rest = mutants.values()
  const work = async () => {
    for (const mutant of rest) {
      const trial = await tryMutant(mutant, seed, schedules)
      console.log(lineOf(trial))
      trials.set(mutant, trial)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return mutants.flatMap((mutant) => trials.get(mutant) ?? [])
}

/** One line for the terminal: which invariant found the mutant, after how many schedules and seconds. */
const lineOf = ({ mutant, verdict, counterexample, tookMs }: Trial): string =>
  [
    verdict.padEnd(13),
    (counterexample?.invariant ?? '').padEnd(19),
    `${counterexample?.schedules ?? ''}`.padStart(6),
    `${(tookMs / 1000).toFixed(1)} s`.padStart(8),
    ` ${mutant.name}`,
  ].join(' ')

/** The section of docs/evidence.md. It leaves out the duration, which differs between machines. */
const evidenceOf = (trials: readonly Trial[], seed: number, schedules: number): string =>
  [
    `Each of these ${trials.length} mutants is the real code with one deliberate defect. The simulation finds ${trials.filter(isFound).length} of them within`,
    `${schedules.toLocaleString('en')} schedules (seed ${seed}). The table shows which invariant finds each mutant, and after how many schedules.`,
    '',
    '| mutant | what it breaks | found by | schedules |',
    '|---|---|---|---:|',
    ...trials.map(rowOf),
  ].join('\n')

const isFound = ({ verdict }: Trial): boolean => verdict === 'found'

const rowOf = (trial: Trial): string => {
  const { name, breaks } = trial.mutant
  const foundBy = isFound(trial) ? trial.counterexample?.invariant : `**${trial.verdict}**`
  return `| ${name} | ${breaks} | ${foundBy} | ${trial.counterexample?.schedules.toLocaleString('en') ?? ''} |`
}

/** The result of running a mutant. It is found only if it breaks an invariant in its `foundBy` that the unchanged sources keep. */
type Trial = {
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
  if (judge(await rerun(counterexample.token)).violation !== undefined) return 'sources fail'
  return foundBy.includes(counterexample.invariant) ? 'found' : 'found by luck'
}

const usage = 'there are --only <mutant>, --seed <number>, --schedules <number> and --evidence'

export const readOptions = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  const options = { only: text, seed: text, schedules: text, evidence: flag }
  const { only, seed = '2017', schedules = '20000', evidence } = parseOptions(args, options, usage)
  return {
    mutants: only === undefined ? all : [mutantNamed(only)],
    seed: wholeNumber('--seed', seed, 0, 999_999_999),
    schedules: wholeNumber('--schedules', schedules, 0, 999_999_999),
    evidence,
  }
}

const mutantNamed = (name: string): Mutant => {
  const mutant = all.find((candidate) => candidate.name === name)
  if (mutant === undefined) throw new UsageError(`No mutant is called "${name}": npm run mutants names them all.`)
  return mutant
}

if (import.meta.main) await runProgram(main)
