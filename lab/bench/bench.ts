import { cpus } from 'node:os'
import { buildBundles } from '../../cdk/bundles.ts'
import { flag, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { type Bill, measureBills } from './bill.ts'
import { buildBaseline, contenders } from './contenders.ts'

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
const latencyMs = 3

const rounds = 3

const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  await Promise.all([buildBundles(), buildBaseline()])
  const bills: Bill[] = []
  for (let round = 0; round < rounds; round++) bills.push(...(await measureBills(contenders, latencyMs, 100)))
  const report = [
    `Node ${process.versions.node} on ${cpus().length} processors, medians of ${rounds} rounds: **ours**/the baseline.`,
    'Texts a second of one process, which gets them in tens, with a dynalite that takes 3 ms or more to answer. ' +
      'What a text asks of DynamoDB, and what a million cost at list price (us-east-1, arm64); replies come one by one ' +
      'and twice: to be held, and when due. All of AWS includes SNS, SQS, Lambda with 256 MB (256/1769 of the ' +
      'processor time here, and 3 ms a request), KMS and logs, but not what carriers take.',
    tableOf(bills),
  ].join('\n\n')
  console.log(report)
  if (evidence) writeEvidence('benchmarks', report)
  return 0
}

const tableOf = (bills: readonly Bill[]): string =>
  table(
    ['a text', 'texts/s', 'requests', 'read units', 'write units', 'USD/million, DynamoDB', 'USD/million, all of AWS'],
    [...Map.groupBy(bills, (bill) => bill.case)].map(([name, ofCase]) => {
      const cell = (digits: number, of: (bill: Bill) => number): string => {
        const [own, theirs] = ['ours', 'baseline'].map((contender) =>
          median(ofCase.filter((bill) => bill.contender === contender).map(of)).toFixed(digits),
        )
        return `**${own}**/${theirs}`
      }
      return [
        name,
        cell(0, ({ perSecond }) => perSecond),
        cell(1, ({ usage }) => usage.dynamoDbRequests),
        cell(1, ({ usage }) => usage.readUnits),
        cell(1, ({ usage }) => usage.writeUnits),
        cell(2, ({ usd }) => usd.dynamoDb),
        cell(2, ({ usd }) => usd.aws),
      ]
    }),
    1,
  )

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

if (import.meta.main) await runProgram(main)
