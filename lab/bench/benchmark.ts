import { buildBundles } from '../../cdk/bundles.ts'
import { bundledCarriers, contenders } from './contenders.ts'
import { measureBills } from './measure/bill.ts'
import { measureBatches, measureSenders } from './measure/growth.ts'
import { measureSpeed } from './measure/speed.ts'
import { measureStart } from './measure/start.ts'
import { buildPeer } from './peer/bundles.ts'

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
const latencyMs = 3

const full = { rounds: 5, starts: 15, texts: 300, billed: 200, senders: [1e3, 1e4, 1e5] }
const quick = { rounds: 3, starts: 5, texts: 100, billed: 50, senders: [1e3, 1e4] }

/** Builds both systems and measures them side by side. Reports each step with `say`. */
export const runBenchmark = async (isQuick: boolean, say: (what: string) => void) => {
  const size = isQuick ? quick : full
  const [, ours] = contenders
  if (ours === undefined) throw new Error('There is nothing to measure')
  await Promise.all([buildBundles(bundledCarriers), buildPeer()])
  say('start')
  const starts = await measureStart(contenders, latencyMs, size.starts)
  say('speed')
  const speeds = await measureSpeed(contenders, latencyMs, size.rounds, size.texts)
  say('bills')
  const bills = await measureBills(contenders, latencyMs, size.billed)
  say('growth')
  const senders = await measureSenders(ours, latencyMs, size.senders, 5)
  const batches = await measureBatches(ours, latencyMs, [1, 2, 5, 10], 3)
  return { starts, speeds, bills, growth: { senders, batches } }
}

export type Benchmark = Awaited<ReturnType<typeof runBenchmark>>
