import type { Trial } from './trial.ts'

/** One line for the terminal: which invariant found the mutant, after how many schedules and seconds. */
export const lineOf = ({ mutant, verdict, counterexample, tookMs }: Trial): string =>
  [
    verdict.padEnd(13),
    (counterexample?.invariant ?? '').padEnd(19),
    `${counterexample?.schedules ?? ''}`.padStart(6),
    `${(tookMs / 1000).toFixed(1)} s`.padStart(8),
    ` ${mutant.name}`,
  ].join(' ')

/** The section of docs/evidence.md. It leaves out the duration, which differs between machines. */
export const evidenceOf = (trials: readonly Trial[], seed: number, schedules: number): string =>
  [
    `Each of these ${trials.length} mutants is the real code with one deliberate defect. The simulation finds ${trials.filter(isFound).length} of them within`,
    `${schedules.toLocaleString('en')} schedules (seed ${seed}). The table shows which invariant finds each mutant, and after how many schedules.`,
    '',
    '| mutant | what it breaks | found by | schedules |',
    '|---|---|---|---:|',
    ...trials.map(rowOf),
  ].join('\n')

export const isFound = ({ verdict }: Trial): boolean => verdict === 'found'

const rowOf = (trial: Trial): string => {
  const { name, breaks } = trial.mutant
  const foundBy = isFound(trial) ? trial.counterexample?.invariant : `**${trial.verdict}**`
  return `| ${name} | ${breaks} | ${foundBy} | ${trial.counterexample?.schedules.toLocaleString('en') ?? ''} |`
}
