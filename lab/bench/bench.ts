import { cpus } from 'node:os'

import { buildBundles } from '../../cdk/bundles.ts'
import { flag, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { type Bill, measureBills } from './bill.ts'
import { buildBaseline, contenders, ours } from './contenders.ts'
import { cases, hows, measureGrowth, measureSpeed, type Speed } from './speed.ts'

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
const latencyMs = 3

/** Builds both systems and measures them side by side. */
const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  await Promise.all([buildBundles(), buildBaseline()])
  const speeds = await measureSpeed(contenders, latencyMs, 100)
  const bills = await measureBills(contenders, latencyMs, 50)
  const growth: (readonly [senders: number, Speed])[] = []
  for (const senders of [1000, 10_000, 100_000]) growth.push([senders, await measureGrowth(ours, latencyMs, senders)])
  const report = [
    `Node ${process.versions.node} on ${cpus().length} processors. Median (least to most) of interleaved runs; the ratio is ours to the baseline's.`,
    'Texts per second of one process, with a dynalite whose answers take 3 ms or more. Lambda brings a process one event at a time, of one text or, in a flood, of ten:',
    speedTable(speeds),
    'What a text asks of DynamoDB, and what a million cost at list price (us-east-1, arm64). Texts come in batches of ten, ' +
      'replies one by one and twice: to be held, and when due. All of AWS is DynamoDB, the SNS topic, SQS, Lambda with 256 MB ' +
      '(256/1769 of the processor time here, and 3 ms for each request in turn), KMS and logs, but not what carriers take for an SMS:',
    billTable(bills),
    'As senders in the table grow, with 50 texts in flight, each of a sender who was answered lately:',
    table(
      ['senders', 'texts/s'],
      growth.map(([senders, speed]) => [senders.toLocaleString('en'), spread(speed)]),
      1,
    ),
  ].join('\n\n')
  console.log(report)
  if (evidence) writeEvidence('benchmarks', report)
  return 0
}

const speedTable = (speedOf: Awaited<ReturnType<typeof measureSpeed>>): string =>
  table(
    ['texts', 'which come', 'baseline /s', 'ours /s', 'ratio'],
    cases.flatMap((one) =>
      hows.map((how) => {
        const [theirs, own] = [speedOf('baseline', one, how), speedOf('ours', one, how)]
        const ratio = own.median / theirs.median
        return [one, how, spread(theirs), spread(own), `${ratio.toFixed(ratio < 10 ? 2 : 0)}x`]
      }),
    ),
    2,
  )

const billTable = (bills: readonly Bill[]): string =>
  table(
    ['a text', '', 'requests', 'read units', 'write units', 'USD/million, DynamoDB', 'USD/million, all of AWS'],
    [...Map.groupBy(bills, (bill) => bill.case).values()]
      .flat()
      .map(({ contender, case: name, usage, usd }) => [
        name,
        contender,
        usage.dynamoDbRequests.toFixed(1),
        usage.readUnits.toFixed(1),
        usage.writeUnits.toFixed(1),
        usd.dynamoDb.toFixed(2),
        usd.aws.toFixed(2),
      ]),
    2,
  )

const spread = ({ median, min, max }: Speed): string => `${median.toFixed(0)} (${min.toFixed(0)} to ${max.toFixed(0)})`

if (import.meta.main) await runProgram(main)
