import { UsageError } from '../../settings/refusal.ts'
import { writeEvidence } from '../evidence.ts'
import { runBenchmark } from './benchmark.ts'
import { readOptions } from './options.ts'
import { reportOf } from './report.ts'

const main = async (): Promise<void> => {
  const { quick, json, evidence } = readOptions(process.argv.slice(2))
  const benchmark = await runBenchmark(quick, (what) => console.error(`Measuring ${what}`))
  const report = reportOf(benchmark)
  console.log(json ? JSON.stringify(benchmark, null, 2) : report)
  if (evidence) writeEvidence('benchmarks', report)
}

try {
  await main()
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error)
  process.exit(error instanceof UsageError ? 2 : 1)
}
