import { cpus } from 'node:os'

import { buildBundles } from '../../cdk/bundles.ts'
import { flag, parseOptions, runProgram, writeEvidence } from '../program.ts'
import { billedCases, measureBills } from './bill.ts'
import { buildPeer, contenders } from './contenders.ts'
import { caseNames, caseWords, type Measured } from './measure.ts'
import { type Growth, measureBatches, measureSenders, measureSpeed, measureStart } from './speed.ts'

const main = async (args: readonly string[]): Promise<number> => {
  const { quick, json, evidence } = readOptions(args)
  const benchmark = await runBenchmark(quick, (what) => console.error(`Measuring ${what}`))
  const report = reportOf(benchmark)
  console.log(json ? JSON.stringify(benchmark, null, 2) : report)
  if (evidence) writeEvidence('benchmarks', report)
  return 0
}

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
const latencyMs = 3

const full = { rounds: 5, starts: 15, texts: 300, billed: 200, senders: [1e3, 1e4, 1e5] }
const quick = { rounds: 3, starts: 5, texts: 100, billed: 50, senders: [1e3, 1e4] }

/** Builds both systems and measures them side by side. Reports each step with `say`. */
const runBenchmark = async (isQuick: boolean, say: (what: string) => void) => {
  const size = isQuick ? quick : full
  const [, ours] = contenders
  if (ours === undefined) throw new Error('There is nothing to measure')
  await Promise.all([buildBundles(), buildPeer()])
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

type Benchmark = Awaited<ReturnType<typeof runBenchmark>>

/** The benchmark as Markdown tables: medians, each with the lowest and the highest measurement. */
const reportOf = (benchmark: Benchmark): string =>
  [
    `Node ${process.versions.node} on ${cpus().length} processors. Median (least to most) of interleaved runs; the ratio is ours to the peer's.`,
    startTable(benchmark),
    'Texts per second and client processor time per text, with fifty texts in flight (five events of ten at once in one process) and a dynalite whose answers take 3 ms or more:',
    speedTable(benchmark),
    'What a text asks of DynamoDB, and what a million cost at list price (us-east-1, arm64). Texts come in batches of ten, ' +
      'replies one by one and twice: to be held, and when due. All of AWS is DynamoDB, the SNS topic, SQS, Lambda with 256 MB ' +
      '(256/1769 of the processor time here, and 3 ms for each request in turn), KMS and logs, but not what carriers take for an SMS:',
    billTable(benchmark),
    'As senders in the table grow (50 texts in flight, each of a sender who was answered lately), and as texts in one event ' +
      'do (one event at a time); the heap is what is left after a collection:',
    growthTable('senders', benchmark.growth.senders),
    growthTable('texts in an event', benchmark.growth.batches),
  ].join('\n\n')

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const startTable = ({ starts }: Benchmark): string => {
  const [peer, ours] = [starts.find(is('peer')), starts.find(is('ours'))]
  if (!peer || !ours) return ''
  const bytes = (name: string, a: number, b: number) => [name, kilobytes(a), kilobytes(b), ratio(b, a)]
  const times = (name: string, a: Measured, b: Measured) => [
    name,
    spread(a, 0),
    spread(b, 0),
    ratio(b.median, a.median),
  ]
  return table(
    ['start', 'peer', 'ours', 'ratio'],
    [
      bytes('bundle that receives, kB', peer.bytes.receive, ours.bytes.receive),
      bytes('bundle that sends, kB', peer.bytes.send, ours.bytes.send),
      times('import over an empty module, ms', peer.importMs, ours.importMs),
      times('process start to first reply, ms', peer.firstReplyMs, ours.firstReplyMs),
    ],
  )
}

const speedTable = ({ speeds }: Benchmark): string =>
  table(
    ['texts', 'peer /s', 'ours /s', 'ratio', 'peer ms', 'ours ms', 'ratio'],
    caseNames.flatMap((name) => {
      const ofCase = speeds.filter((speed) => speed.case === name)
      const [peer, ours] = [ofCase.find(is('peer')), ofCase.find(is('ours'))]
      if (!peer || !ours) return []
      return [
        [
          caseWords[name],
          spread(peer.perSecond, 0),
          spread(ours.perSecond, 0),
          ratio(ours.perSecond.median, peer.perSecond.median),
          spread(peer.cpuMs, 2),
          spread(ours.cpuMs, 2),
          ratio(ours.cpuMs.median, peer.cpuMs.median),
        ],
      ]
    }),
  )

const billTable = ({ bills }: Benchmark): string =>
  table(
    ['a text', '', 'requests', 'read units', 'write units', 'USD/million, DynamoDB', 'USD/million, all of AWS'],
    billedCases.flatMap((name) =>
      bills
        .filter((bill) => bill.case === name)
        .map(({ contender, dynamoDbRequests, usage, usd }) => [
          name,
          contender,
          dynamoDbRequests.toFixed(1),
          usage.readUnits.toFixed(1),
          usage.writeUnits.toFixed(1),
          usd.dynamoDb.toFixed(2),
          usd.aws.toFixed(2),
        ]),
    ),
  )

const growthTable = (what: string, growth: readonly Growth[]): string =>
  table(
    [what, 'texts/s', 'processor ms per text', 'heap MB'],
    growth.map(({ size, perSecond, cpuMs, heapMb }) => [
      size.toLocaleString('en'),
      spread(perSecond, 0),
      spread(cpuMs, 2),
      heapMb.toFixed(1),
    ]),
  )

const is = (name: string) => (measured: { readonly contender: string }) => measured.contender === name

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0)

const spread = ({ median, min, max }: Measured, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`

const ratio = (a: number, b: number): string => `${(a / b).toFixed(a / b < 10 ? 2 : 0)}x`

/** `--quick` is for a look, with fewer and smaller runs, and not for published figures. */
export const readOptions = (args: readonly string[]) =>
  parseOptions(
    args,
    { quick: flag, json: flag, evidence: flag },
    'there are --quick, --json and --evidence, as in npm run bench -- --quick',
  )

if (import.meta.main) await runProgram(main)
