import { cpus } from 'node:os'
import { buildBundles } from '../../cdk/bundles.ts'
import { flag, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { type Bill, measureBills } from './bill.ts'
import { buildBaseline, contenders, ours } from './contenders.ts'
import { cases, hows, measureGrowth, measureSpeed, type Speed } from './speed.ts'

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
const latencyMs = 3

const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  await Promise.all([buildBundles(), buildBaseline()])
  const speeds = await measureSpeed(contenders, latencyMs, 100)
  const bills = await measureBills(contenders, latencyMs, 50)
  const growth: (readonly string[])[] = []
  for (const senders of [1000, 10_000, 100_000])
    growth.push([senders.toLocaleString('en'), spread(await measureGrowth(ours, latencyMs, senders))])
  const report = [
    `Node ${process.versions.node} on ${cpus().length} processors. Median (least–most) of interleaved runs.`,
    'Texts a second of one process, with a dynalite that takes 3 ms or more to answer. ' +
      'Lambda brings a process one event at a time, of one text or, in a flood, of ten:',
    speedTable(speeds),
    'What a text asks of DynamoDB, and what a million cost at list price (us-east-1, arm64): **ours**/the baseline. ' +
      'Texts come in tens, replies one by one and twice: to be held, and when due. All of AWS includes SNS, SQS, Lambda ' +
      'with 256 MB (256/1769 of the processor time here, and 3 ms a request), KMS and logs, but not what carriers take:',
    billTable(bills),
    'With more senders in the table, 50 texts in flight, each of a sender who was answered lately:',
    table(['senders', 'texts/s'], growth, 1),
  ].join('\n\n')
  console.log(report)
  if (evidence) writeEvidence('benchmarks', report)
  return 0
}

const speedTable = (speedOf: Awaited<ReturnType<typeof measureSpeed>>): string =>
  table(
    ['texts', 'which come', 'baseline /s', 'ours /s', 'ratio'],
    cases.flatMap((one) =>
      hows.map((how, nth) => {
        const [theirs, own] = [speedOf('baseline', one, how), speedOf('ours', one, how)]
        const ratio = own.median / theirs.median
        return [nth === 0 ? one : '', how, spread(theirs), spread(own), `${ratio.toFixed(ratio < 10 ? 2 : 0)}x`]
      }),
    ),
    2,
  )

const billTable = (bills: readonly Bill[]): string =>
  table(
    ['a text', 'requests', 'read units', 'write units', 'USD/million, DynamoDB', 'USD/million, all of AWS'],
    [...Map.groupBy(bills, (bill) => bill.case)].map(([name, ofCase]) => {
      const cell = (of: (bill: Bill) => string) => {
        // The baseline is measured first.
        const [own, theirs] = ofCase.toReversed().map(of)
        return `**${own}**/${theirs}`
      }
      return [
        name,
        cell(({ usage }) => usage.dynamoDbRequests.toFixed(1)),
        cell(({ usage }) => usage.readUnits.toFixed(1)),
        cell(({ usage }) => usage.writeUnits.toFixed(1)),
        cell(({ usd }) => usd.dynamoDb.toFixed(2)),
        cell(({ usd }) => usd.aws.toFixed(2)),
      ]
    }),
    1,
  )

const spread = ({ median, min, max }: Speed): string => `${median.toFixed(0)} (${min.toFixed(0)}–${max.toFixed(0)})`

if (import.meta.main) await runProgram(main)
