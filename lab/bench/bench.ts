import { cpus } from 'node:os'
import { buildBundles } from '../../cdk/bundles.ts'
import { keyRequestsIn, listPrices } from '../../ops/list-prices.ts'
import { noUsage, sumOf, type Usage, usdOf } from '../aws-prices.ts'
import { flag, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { type MeteredCloud, startMeteredCloud } from './cloud.ts'
import { buildBaseline, type Contender, contenders } from './contenders.ts'
import { deliveryRecord, newSenders, observe, replyRecord, type Sample, startFunction, textRecord } from './function.ts'

/** The shortest time that a request to the store takes, about what DynamoDB takes within its own network. */
const latencyMs = 3

const rounds = 3

const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  await Promise.all([buildBundles(), buildBaseline()])
  const bills: Bill[] = []
  for (let round = 0; round < rounds; round++) bills.push(...(await measureBills(latencyMs, 100)))
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

/** What a text of a case uses of AWS, what a million cost within a day in USD, and how many a second go through. */
type Bill = {
  readonly contender: string
  readonly case: string
  readonly usage: Usage
  readonly usd: ReturnType<typeof usdOf>
  readonly perSecond: number
}

/** More texts than it takes for their sender to be blocked. */
const insistentTexts = 30

/** Measures texts in batches of ten, as in a flood: of new senders first, who then write until they are blocked. */
export const measureBills = async (latencyMs: number, senders: number) => {
  const bills: Bill[] = []
  for (const contender of contenders) {
    const cloud = await startMeteredCloud(contender.tables, latencyMs)
    bills.push(...(await billsOf(contender, cloud, latencyMs, newSenders(senders))))
    await cloud.stop()
  }
  return bills
}

const billsOf = async (contender: Contender, cloud: MeteredCloud, latencyMs: number, senders: readonly string[]) => {
  const variables = contender.variables(cloud.endpoint)
  const start = () => startFunction(contender.bundles.receive, variables)
  const [here, elsewhere] = await Promise.all([start(), start()])
  const texts = () => senders.map(textRecord)

  for (const process of [here, elsewhere]) await observe(process, cloud, newSenders(senders.length).map(textRecord), 10)
  const answered = await observe(here, cloud, texts(), 10)
  const bodies = answered.tally.sent
  if (bodies.length !== senders.length) throw new Error('Not every sender got a reply')
  const sent = await send(contender, cloud, bodies)
  const reports = bodies.map((body) => deliveryRecord(JSON.parse(body).inboundId))
  const reported = contender.getsDeliveryReports ? [await observe(here, cloud, reports, 10)] : []
  const lately = await observe(here, cloud, texts(), 10)
  for (let text = 0; text < insistentTexts; text++) await observe(here, cloud, texts(), 10)
  const unknown = await observe(elsewhere, cloud, texts(), 10)
  const known = await observe(elsewhere, cloud, texts(), 10)
  for (const process of [here, elsewhere]) process.stop()

  const bill = (name: string, received: readonly Sample[], published: readonly Sample[] = []): Bill => {
    const usage = sumOf([
      ...received.map((sample) => usageOf(sample, 10, latencyMs)),
      ...received.map(() => ({ ...noUsage, topicPublishes: 1 })),
      ...published.map((sample) => usageOf(sample, 1, latencyMs)),
    ])
    const { dynamoDb, aws } = usdOf(usage)
    const usd = { dynamoDb: dynamoDb * 1e6, aws: aws * 1e6 + keyRequestsIn(24) * listPrices.keyRequest }
    const [{ texts, tookMs } = answered] = received
    return { contender: contender.name, case: name, usage, usd, perSecond: (texts / tookMs) * 1000 }
  }
  return [
    bill('answered, sent and reported', [answered, ...reported], sent),
    bill('silenced, answered lately', [lately]),
    bill('silenced, blocked, new to the process', [unknown]),
    bill('silenced, blocked, known to the process', [known]),
  ]
}

/** Delivers each reply to the sending function twice: an hour early, when it is held, and when it is due. */
const send = async ({ bundles, variables, withDueTime }: Contender, cloud: MeteredCloud, bodies: readonly string[]) => {
  const process = await startFunction(bundles.send, variables(cloud.endpoint))
  const dueTimes: readonly number[] = bodies.map((body) => JSON.parse(body).dueAt)
  const early = bodies.map((body, i) => withDueTime(body, (dueTimes[i] ?? 0) + 3_600_000))
  const held = await observe(process, cloud, early.map(replyRecord), 1, 'unfinished')
  // Near the edge of an hour, even a reply without delay is due up to a minute later.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, ...dueTimes.map((at) => at - Date.now()))))
  const published = await observe(process, cloud, bodies.map(replyRecord), 1)
  process.stop()
  // A process that has heard nobody yet asks first, by a request that sends nothing and is free.
  if ((published.tally.requests.get('sms-voice') ?? 0) < bodies.length) throw new Error('Not every reply was published')
  return [held, published]
}

const processorShare = 256 / 1769

/** Texts of a batch wait for the store at once, and a batch takes SQS two requests: to receive and to delete it. */
const usageOf = ({ tally, texts, cpuMs, loggedBytes }: Sample, batchSize: number, latencyMs: number): Usage => {
  const requests = [...tally.requests.values()].reduce((sum, count) => sum + count, 0)
  return {
    dynamoDbRequests: (tally.requests.get('dynamodb') ?? 0) / texts,
    readUnits: tally.readUnits / texts,
    writeUnits: tally.writeUnits / texts,
    sqsRequests: (tally.requests.get('sqs') ?? 0) / texts + 2 / batchSize,
    topicPublishes: 0,
    invocations: 1 / batchSize,
    lambdaMs: cpuMs / texts / processorShare + ((requests / texts) * latencyMs) / batchSize,
    loggedBytes: loggedBytes / texts,
  }
}

if (import.meta.main) await runProgram(main)
