import { UsageError } from '../../settings/refusal.ts'
import { hour } from '../../shared/rules/timing.ts'
import { invariants } from '../invariants/all.ts'
import { flag, onAllCores, parseOptions, runProgram, table, wholeNumber, writeEvidence } from '../program.ts'
import { addTally, judge, newTally, rerun, searchShare, type Tally } from './search.ts'
import { rareStates } from './states.ts'
import { traceOf } from './trace.ts'

/** This many schedules must reach every state that is not rare. Otherwise the simulation proves less than it claims. */
const enough = 10_000

type Options = ReturnType<typeof readOptions>

/** Returns 1 if an invariant is broken, or if `enough` schedules did not reach every usual state. */
const main = async (options: Options): Promise<number> => {
  if (options.replay !== undefined) return printTrace(options.replay)
  const { tally, counterexample } = await searchOnAllCores(options)
  if (counterexample !== undefined) return printTrace(counterexample.token)
  const found = summaryOf(tally, options.seed)
  console.log(`\n\n${found}\n\n${tablesOf(tally)}`)
  if (options.evidence) writeEvidence('simulation', found)
  const missed = options.schedules < enough ? [] : unreached(tally)
  if (missed.length > 0) console.log(`\nBut no run reached: ${missed.join('; ')}.`)
  return missed.length > 0 ? 1 : 0
}

const printTrace = async (token: string): Promise<number> => {
  const { trace, isBroken } = await traceAgain(token)
  console.log(trace)
  return isBroken ? 1 : 0
}

/** What happens in a schedule, which invariant it breaks, and how to see it again. */
export const traceAgain = async (token: string) => {
  const { history, ...ledger } = await rerun(token)
  const { violation } = judge({ history, ...ledger })
  const again = `To replay this schedule: npm run simulate -- --replay ${token}`
  return { trace: `${traceOf(history, violation)}\n\n${again}`, isBroken: violation !== undefined }
}

/** Fixed, so that a seed yields the same schedules on any number of cores. */
const shareSize = 5000

const searchOnAllCores = async ({ seed, schedules }: Options) => {
  const startedAt = performance.now()
  const tally = newTally()
  const shares = Array.from({ length: Math.ceil(schedules / shareSize) }, (_, i) => ({
    seed: (seed + i) | 0,
    schedules: Math.min(shareSize, schedules - i * shareSize),
  }))
  const job = { module: new URL('search.ts', import.meta.url), run: searchShare }
  const found = await onAllCores(job, shares, {
    onDone: (share) => {
      addTally(tally, share.tally)
      showProgress(tally, schedules, startedAt)
    },
    isEnough: ({ counterexample }) => counterexample !== undefined,
  })
  return { tally, counterexample: found.find((share) => share?.counterexample !== undefined)?.counterexample }
}

const showProgress = ({ run }: Tally, schedules: number, startedAt: number): void => {
  const done = run.get('schedules') ?? 0
  const perSecond = Math.round((done / (performance.now() - startedAt)) * 1000)
  process.stderr.write(`\r${whole(done)} of ${whole(schedules)} schedules, ${perSecond} a second `)
}

/** The states that no run reached, except rare ones. */
export const unreached = (tally: Tally): readonly string[] =>
  [...tally.states].flatMap(([name, runs]) => (runs > 0 || rareStates.includes(name) ? [] : [name]))

const summaryOf = (tally: Tally, seed: number): string => {
  const schedules = tally.run.get('schedules') ?? 0
  const reached = [...tally.states.values()].filter((runs) => runs > 0).length
  return [
    `\`npm run simulate -- --schedules ${schedules} --seed ${seed}\` found no violation in ${figures(tally.run)}.`,
    `It checked ${invariants.length} invariants ${whole(sumOf(tally.judged))} times under ${whole(sumOf(tally.faults))} faults of ${tally.faults.size} kinds, and reached ${reached} of ${tally.states.size} states that matter.`,
    `Where one reply a day is allowed, the least time between two on one phone was ${(tally.leastGapMs / hour).toFixed(1)} hours, with outages of up to five days.`,
  ].join('\n')
}

const tablesOf = (tally: Tally): string =>
  [
    table(
      ['invariant', 'what always holds', 'checks'],
      invariants.map(({ name, sentence }) => [name, sentence, whole(tally.judged.get(name) ?? 0)]),
    ),
    table(['injected fault', 'times'], rows(tally.faults)),
    table(['state reached', 'runs'], rows(tally.states)),
  ].join('\n\n')

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, one) => sum + one, 0)

const rows = (counts: ReadonlyMap<string, number>) => [...counts].map(([name, value]) => [name, whole(value)])

const figures = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, value]) => `${whole(value)} ${name}`).join(', ')

const whole = (value: number): string => value.toLocaleString('en-US')

const usage = 'npm run simulate -- [--schedules <number>] [--seed <number>] [--evidence], or --replay <token>'

/** Reads the command line. Without `--seed`, the seed comes from `anySeed`. */
export const readOptions = (args: readonly string[], anySeed: () => number) => {
  const text = { type: 'string' } as const
  const options = { schedules: text, seed: text, replay: text, evidence: flag }
  const { schedules = '20000', seed, replay, evidence } = parseOptions(args, options, usage)
  if (replay !== undefined && !/^-?\d+(:\d+)+$/.test(replay))
    throw new UsageError(`--replay is ${JSON.stringify(replay)}, but it must be a token that a simulation has printed.`)
  return {
    schedules: wholeNumber('--schedules', schedules, 1, 100_000_000),
    seed: seed === undefined ? anySeed() : wholeNumber('--seed', seed, -(2 ** 31), 2 ** 31 - 1),
    replay,
    evidence,
  }
}

if (import.meta.main) await runProgram((args) => main(readOptions(args, () => Math.floor(Math.random() * 2 ** 31))))
