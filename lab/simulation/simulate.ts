import { Refusal } from '../../settings/refusal.ts'
import { writeEvidence } from '../evidence.ts'
import { searchOnAllCores } from './cores.ts'
import { type Options, readOptions } from './options.ts'
import { evidence, summary, unreached } from './report.ts'
import { type Counterexample, firstViolation, judge, replay } from './search.ts'
import { tell } from './story.ts'
import type { Tally } from './tally.ts'

/** This many schedules must reach every state that is not rare. Otherwise the simulation proves less than it claims. */
const enough = 10_000

/** Returns the exit code: 1 if an invariant is broken, or if `enough` schedules did not reach every state that is not rare. */
const main = async (options: Options): Promise<number> => {
  if (options.replay !== undefined) return tellAgain(options.replay)
  if (options.json) return tellJson(options)
  const startedAt = performance.now()
  const { tally, counterexample } = await searchOnAllCores(options, (soFar) => progress(soFar, options, startedAt))
  console.log(`\nSeed ${options.seed}.\n\n${summary(tally)}\n`)
  if (counterexample !== undefined) return tellCounterexample(counterexample)
  if (options.evidence) writeEvidence('simulation', evidence(tally, options.seed))
  console.log('No invariant is broken.')
  const missed = options.schedules < enough ? [] : unreached(tally)
  if (missed.length > 0) console.log(`But no run reached: ${missed.join('; ')}.`)
  return missed.length > 0 ? 1 : 0
}

/** Prints the first violation as JSON, without shrinking it, or null. */
const tellJson = async ({ seed, schedules }: Options): Promise<number> => {
  const counterexample = await firstViolation({ seed, schedules })
  console.log(JSON.stringify(counterexample ?? null))
  return counterexample === undefined ? 0 : 1
}

const tellCounterexample = async ({ token }: Counterexample): Promise<number> => {
  const code = await tellAgain(token)
  console.log(`\nTo replay this schedule: npm run simulate -- --replay ${token}`)
  return code
}

const tellAgain = async (token: string): Promise<number> => {
  const ledger = await replay(token)
  const { violation } = judge(ledger)
  console.log(tell(ledger.history, violation))
  return violation === undefined ? 0 : 1
}

const progress = ({ run }: Tally, { schedules }: Options, startedAt: number): void => {
  const done = run.get('schedules') ?? 0
  const perSecond = Math.round((done / (performance.now() - startedAt)) * 1000)
  process.stderr.write(
    `\r${done.toLocaleString('en-US')} of ${schedules.toLocaleString('en-US')} schedules, ${perSecond} a second `,
  )
}

try {
  process.exitCode = await main(readOptions(process.argv.slice(2), () => Math.floor(Math.random() * 2 ** 31)))
} catch (error) {
  console.error(error instanceof Refusal ? error.message : error)
  process.exitCode = 2
}
