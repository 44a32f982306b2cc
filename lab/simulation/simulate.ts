import { hour } from '../../shared/rules/timing.ts'
import { invariants } from '../invariants/all.ts'
import { flag, onAllCores, parseOptions, runProgram, wholeNumber, writeEvidence } from '../program.ts'
import { run } from './run.ts'
import { addTally, newTally, searchShare, type Tally } from './search.ts'
import { rareStates } from './states.ts'
import { traceOf } from './trace.ts'

/** This many schedules must reach every state that is not rare. Otherwise the simulation proves less than it claims. */
const enough = 10_000

type Options = ReturnType<typeof readOptions>

/** Returns 1 if an invariant is broken, or if `enough` schedules did not reach every usual state. */
const main = async (options: Options): Promise<number> => {
  const { tally, counterexample } = await searchOnAllCores(options)
  if (counterexample !== undefined) {
    console.log(traceOf(await run(counterexample.schedule), counterexample))
    console.log(`\nTo see this again: npm run simulate -- --schedules ${options.schedules} --seed ${options.seed}`)
    return 1
  }
  const found = summaryOf(tally, options.seed)
  console.log(found)
  if (options.evidence) writeEvidence('simulation', found)
  const missed = options.schedules < enough ? [] : unreached(tally)
  if (missed.length > 0) console.log(`\nBut no run reached: ${missed.join('; ')}.`)
  return missed.length > 0 ? 1 : 0
}

/** Fixed, so that a seed yields the same schedules on any number of cores. */
const shareSize = 5000

const searchOnAllCores = async ({ seed, schedules }: Options) => {
  const shares = Array.from({ length: Math.ceil(schedules / shareSize) }, (_, i) => ({
    seed: (seed + i) | 0,
    schedules: Math.min(shareSize, schedules - i * shareSize),
  }))
  const job = { module: new URL('search.ts', import.meta.url), run: searchShare }
  const found = await onAllCores(job, shares, {
    isEnough: ({ counterexample }) => counterexample !== undefined,
  })
  const tally = newTally()
  // Once an invariant is broken, no further share is searched.
  for (const share of found) if (share !== undefined) addTally(tally, share.tally)
  return { tally, counterexample: found.find((share) => share?.counterexample !== undefined)?.counterexample }
}

/** The states that no run reached, except rare ones, and the invariants that had nothing to judge. */
export const unreached = (tally: Tally): readonly string[] =>
  [...tally.states, ...tally.judged].flatMap(([name, times]) => (times > 0 || rareStates.includes(name) ? [] : [name]))

const summaryOf = (tally: Tally, seed: number): string => {
  const schedules = tally.run.get('schedules') ?? 0
  const reached = [...tally.states.values()].filter((runs) => runs > 0).length
  return [
    `\`npm run simulate -- --schedules ${schedules} --seed ${seed}\` found no violation in ${figures(tally.run)}.`,
    `It checked ${invariants.length} invariants ${whole(sumOf(tally.judged))} times under ${whole(sumOf(tally.faults))} faults of ${tally.faults.size} kinds, and reached ${reached} of ${tally.states.size} states that matter.`,
    `Where one reply a day is allowed, the least time between two on one phone was ${(tally.leastGapMs / hour).toFixed(1)} hours, with outages of up to five days.`,
  ].join('\n')
}

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, one) => sum + one, 0)

const figures = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, value]) => `${whole(value)} ${name}`).join(', ')

const whole = (value: number): string => value.toLocaleString('en-US')

const usage = 'npm run simulate -- [--schedules <number>] [--seed <number>] [--evidence]'

/** Reads the command line. Without `--seed`, the seed comes from `anySeed`. */
export const readOptions = (args: readonly string[], anySeed: () => number) => {
  const text = { type: 'string' } as const
  const options = { schedules: text, seed: text, evidence: flag }
  const { schedules = '20000', seed, evidence } = parseOptions(args, options, usage)
  return {
    schedules: wholeNumber('--schedules', schedules, 1, 100_000_000),
    seed: seed === undefined ? anySeed() : wholeNumber('--seed', seed, -(2 ** 31), 2 ** 31 - 1),
    evidence,
  }
}

if (import.meta.main) await runProgram((args) => main(readOptions(args, () => Math.floor(Math.random() * 2 ** 31))))
