import { invariants } from '../promises/all.ts'
import { states } from './states.ts'
import type { Tally } from './tally.ts'

/** Formats a tally for a terminal. */
export const summary = (tally: Tally): string =>
  [
    listOf('Simulated', tally.run),
    listOf('Faults injected', tally.faults),
    listOf('Runs that reached each state', tally.states),
    listOf('Checks of each invariant', tally.judged),
  ].join('\n\n')

/** The states that no run reached, except rare ones. */
export const unreached = (tally: Tally): readonly string[] =>
  states.flatMap(({ name, rare }) => (rare || tally.states.get(name) !== 0 ? [] : [name]))

/** Formats a tally for docs/evidence.md. */
export const evidence = (tally: Tally, seed: number): string => {
  const schedules = tally.run.get('schedules') ?? 0
  return [
    `\`npm run simulate -- --schedules ${schedules} --seed ${seed}\` found no violation in ${figures(tally.run)}.`,
    table(
      ['invariant', 'what always holds', 'checks'],
      invariants.map(({ name, sentence }) => [name, sentence, whole(tally.judged.get(name) ?? 0)]),
    ),
    table(['injected fault', 'times'], rows(tally.faults)),
    table(['state reached', 'runs'], rows(tally.states)),
  ].join('\n\n')
}

const rows = (counts: ReadonlyMap<string, number>) => [...counts].map(([name, value]) => [name, whole(value)])

const figures = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, value]) => `${whole(value)} ${name}`).join(', ')

const listOf = (title: string, counts: ReadonlyMap<string, number>): string =>
  [`${title}:`, ...[...counts].map(([name, value]) => `${whole(value).padStart(14)}  ${name}`)].join('\n')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const whole = (value: number): string => value.toLocaleString('en-US')
