import { isKilled, type Trial } from './trial.ts'

/** One line of a terminal: what found the mutant, and how soon. */
export const lineOf = (trial: Trial): string =>
  [
    isKilled(trial) ? 'found by' : trial.invariant === undefined ? 'SURVIVED' : 'BY LUCK ',
    (trial.invariant ?? '').padEnd(12),
    `${trial.schedules ?? ''}`.padStart(6),
    `${(trial.tookMs / 1000).toFixed(1)} s`.padStart(8),
    ` ${trial.mutant.name}`,
  ].join(' ')

/** The page's section: all but the time it took, which is another on each machine. */
export const evidenceOf = (trials: readonly Trial[], seed: number, schedules: number): string =>
  [
    `${trials.length} deliberate defects of the real sources, each alone; ${trials.filter(isKilled).length} are found by the simulation`,
    `within ${schedules.toLocaleString('en')} schedules (seed ${seed}), by the invariant named, in the schedule with that number.`,
    '',
    '| mutant | what it breaks | found by | in schedule |',
    '|---|---|---|---:|',
    ...trials.map(
      ({ mutant, invariant, schedules }) =>
        `| ${mutant.name} | ${mutant.breaks} | ${invariant ?? '**survived**'} | ${schedules?.toLocaleString('en') ?? ''} |`,
    ),
  ].join('\n')
