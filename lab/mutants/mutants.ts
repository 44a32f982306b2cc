import { Refusal } from '../../settings/refusal.ts'
import { writeEvidence } from '../evidence.ts'
import type { Mutant } from './mutant.ts'
import { type Options, readOptions } from './options.ts'
import { type Trial, tryMutant } from './trial.ts'

const atOnce = 2

/** Runs the simulation on each mutant. The exit code is 1 if it fails to find one. */
const main = async ({ mutants, seed, schedules, evidence }: Options): Promise<void> => {
  const trials = await tryAll(mutants, seed, schedules)
  const survivors = trials.filter((trial) => !isFound(trial))
  console.log(`${trials.length - survivors.length} of ${trials.length} mutants are found (seed ${seed}).`)
  if (survivors.length > 0) process.exitCode = 1
  if (evidence) writeEvidence('mutants', evidenceOf(trials, seed, schedules))
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

try {
  await main(readOptions(process.argv.slice(2)))
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error)
  process.exitCode = 2
}
