import { cpus } from 'node:os'
import { keyRequestsIn, listPrices } from '../../ops/list-prices.ts'
import { flag, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { latencyMs, type MeteredCloud, startMeteredCloud } from './cloud.ts'
import {
  type Contender,
  contenders,
  deliveryRecord,
  newSenders,
  observe,
  record,
  type Sample,
  startFunction,
  textRecord,
} from './contenders.ts'

const rounds = 3

const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  const bills: Bill[] = []
  for (let round = 0; round < rounds; round++) bills.push(...(await measureBills(100)))
  const report = [
    `Node ${process.versions.node} on ${cpus().length} processors, medians of ${rounds} rounds: **ours**/the baseline.`,
    'Texts a second of one process, which gets them in tens, with a dynalite that takes 3 ms or more to answer; and ' +
      'what a million cost at list price (us-east-1, arm64). Replies come one by one and twice: to be held, and when ' +
      'due. USD are of DynamoDB, SNS, SQS, Lambda with 256 MB (256/1769 of the processor time here, and 3 ms a ' +
      'request), KMS and logs, without what carriers take.',
    tableOf(bills),
  ].join('\n\n')
  console.log(report)
  if (evidence) writeEvidence('benchmarks', report)
  return 0
}

const tableOf = (bills: readonly Bill[]): string =>
  table(
    ['a text', 'texts/s', 'requests to DynamoDB', 'USD/million'],
    [...Map.groupBy(bills, (bill) => bill.case)].map(([name, ofCase]) => {
      const cell = (digits: number, of: (bill: Bill) => number): string => {
        const [own, theirs] = ['ours', 'baseline'].map((contender) =>
          median(ofCase.filter((bill) => bill.contender === contender).map(of)).toFixed(digits),
        )
        return `**${own}**/${theirs}`
      }
      return [name, cell(0, (bill) => bill.perSecond), cell(1, (bill) => bill.requests), cell(2, (bill) => bill.usd)]
    }),
    1,
  )

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN

/** What a text of a case asks of DynamoDB, the USD of a million within a day, and how many a second go through. */
type Bill = Readonly<Record<'contender' | 'case', string> & Record<'requests' | 'usd' | 'perSecond', number>>

/** More texts than it takes for their sender to be blocked. */
const insistentTexts = 30

/** Measures texts in batches of ten, as in a flood: of new senders first, who then write until they are blocked. */
export const measureBills = async (senders: number): Promise<readonly Bill[]> => {
  const bills: Bill[] = []
  for (const contender of contenders) {
    const cloud = await startMeteredCloud(contender.tables)
    bills.push(...(await billsOf(contender, cloud, newSenders(senders))))
    await cloud.stop()
  }
  return bills
}

const billsOf = async (contender: Contender, cloud: MeteredCloud, senders: readonly string[]) => {
  const start = () => startFunction(contender, 'receive', cloud.endpoint)
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
    const samples = [...received, ...published]
    const usd = sumOf(samples.map(usdOf)) + received.length * listPrices.snsRequest
    const [{ texts, tookMs } = answered] = received
    return {
      contender: contender.name,
      case: name,
      requests: sumOf(samples.map(({ tally, texts }) => (tally.requests.get('dynamodb') ?? 0) / texts)),
      usd: usd * 1e6 + keyRequestsIn(24) * listPrices.keyRequest,
      perSecond: (texts / tookMs) * 1000,
    }
  }
  return [
    bill('answered, sent and reported', [answered, ...reported], sent),
    bill('silenced, answered lately', [lately]),
    bill('silenced, blocked, new to the process', [unknown]),
    bill('silenced, blocked, known to the process', [known]),
  ]
}

/** Delivers each reply to the sending function twice: an hour early, when it is held, and when it is due. */
const send = async (contender: Contender, cloud: MeteredCloud, bodies: readonly string[]) => {
  const process = await startFunction(contender, 'send', cloud.endpoint)
  const replyRecord = (body: string, n: number) => record(`reply-${n}`, body)
  const dueTimes: readonly number[] = bodies.map((body) => JSON.parse(body).dueAt)
  const early = bodies.map((body, i) => contender.withDueTime(body, (dueTimes[i] ?? 0) + 3_600_000))
  const held = await observe(process, cloud, early.map(replyRecord), 1, 'unfinished')
  // Near the edge of an hour, even a reply without delay is due up to a minute later.
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, ...dueTimes.map((at) => at - Date.now()))))
  const published = await observe(process, cloud, bodies.map(replyRecord), 1)
  process.stop()
  // A process that has heard nobody yet asks first, by a request that sends nothing and is free.
  if ((published.tally.requests.get('sms-voice') ?? 0) < bodies.length) throw new Error('Not every reply was published')
  return [held, published]
}

const memoryGb = 0.25

/**
 * The list price in USD of a text, without SNS and the signing key. Texts of a batch wait for the store at once, and a
 * batch takes SQS two requests: to receive and to delete it.
 */
export const usdOf = ({ tally, texts, batchSize, cpuMs, loggedBytes }: Sample): number => {
  const lambdaMs = (cpuMs * 1769) / 256 + (sumOf([...tally.requests.values()]) * latencyMs) / batchSize
  const lambda = (lambdaMs / 1000) * memoryGb * listPrices.lambdaGigabyteSecond
  const ofBatch = 2 * listPrices.sqsRequest + listPrices.lambdaRequest
  return (tally.usd + lambda + (loggedBytes / 1e9) * listPrices.logGigabyte) / texts + ofBatch / batchSize
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)

if (import.meta.main) await runProgram(main)
