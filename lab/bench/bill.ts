import { sumOf, type Usage, usdPerMillion } from '../aws-prices.ts'
import { type MeteredCloud, startMeteredCloud } from './cloud.ts'
import type { Contender } from './contenders.ts'
import { deliveryRecord, newSenders, observe, replyRecord, type Sample, startFunction, textRecord } from './function.ts'

/** The cases whose cost is measured, for a million texts. Texts come ten in a batch, as in a flood. */
export const billedCases = [
  'answered, sent and reported',
  'silenced, answered lately',
  'silenced, blocked, new to the process',
  'silenced, blocked, known to the process',
] as const

export type Bill = {
  readonly contender: Contender['name']
  readonly case: (typeof billedCases)[number]
  /** DynamoDB requests for one text. */
  readonly dynamoDbRequests: number
  readonly usage: Usage
  readonly usd: ReturnType<typeof usdPerMillion>
}

const tens = { batchSize: 10, atOnce: 1 }

/** More texts than it takes for their sender to be blocked. */
export const insistentTexts = 30

/** Measures the cost of texts for each contender. `senders` senders text as new ones first, and then until they are blocked. */
export const measureBills = async (
  contenders: readonly Contender[],
  latencyMs: number,
  senders: number,
): Promise<readonly Bill[]> => {
  const bills: Bill[] = []
  for (const contender of contenders) {
    const cloud = await startMeteredCloud(contender.tables, latencyMs)
    bills.push(...(await billsOf(contender, cloud, latencyMs, senders)))
    await cloud.stop()
  }
  return bills
}

const billsOf = async (
  contender: Contender,
  cloud: MeteredCloud,
  latencyMs: number,
  count: number,
): Promise<readonly Bill[]> => {
  const variables = contender.variables(cloud.endpoint)
  const start = () => startFunction(contender.bundles.receive, variables)
  const [here, elsewhere] = await Promise.all([start(), start()])
  const senders = newSenders(count)
  const texts = () => senders.map(textRecord)

  for (const process of [here, elsewhere]) await observe(process, cloud, newTexts(count), tens)
  const answered = await observe(here, cloud, texts(), tens)
  if (answered.tally.sent.length !== count) throw new Error('Not every sender got a reply')
  const sent = await send(contender, cloud, answered.tally.sent)
  const reported = contender.getsDeliveryReports ? await observe(here, cloud, deliveriesOf(answered), tens) : undefined
  const lately = await observe(here, cloud, texts(), tens)
  for (let text = 0; text < insistentTexts; text++) await observe(here, cloud, texts(), tens)
  const unknown = await observe(elsewhere, cloud, texts(), tens)
  const known = await observe(elsewhere, cloud, texts(), tens)
  for (const process of [here, elsewhere]) process.stop()

  const inbound = (sample: Sample): Usage => ({ ...usageOf(sample, 10, latencyMs), topicPublishes: 1 })
  const bill = (name: Bill['case'], samples: readonly Sample[], usage: Usage): Bill => ({
    contender: contender.name,
    case: name,
    dynamoDbRequests: samples.reduce((sum, sample) => sum + requestsOf(sample, 'dynamodb'), 0),
    usage,
    usd: usdPerMillion(usage),
  })
  const sending = [usageOf(sent.held, 1, latencyMs), usageOf(sent.published, 1, latencyMs)].reduce(sumOf)
  return [
    bill(
      'answered, sent and reported',
      [answered, sent.held, sent.published, ...(reported === undefined ? [] : [reported])],
      [inbound(answered), sending, ...(reported === undefined ? [] : [inbound(reported)])].reduce(sumOf),
    ),
    bill('silenced, answered lately', [lately], inbound(lately)),
    bill('silenced, blocked, new to the process', [unknown], inbound(unknown)),
    bill('silenced, blocked, known to the process', [known], inbound(known)),
  ]
}

const deliveriesOf = ({ tally }: Sample) => tally.sent.map((body) => deliveryRecord(JSON.parse(body).inboundId))

const newTexts = (count: number) => newSenders(count).map(textRecord)

/** Delivers each reply to the sending function twice: an hour early, when it is held, and when it is due. */
const send = async ({ bundles, variables, withDueTime }: Contender, cloud: MeteredCloud, bodies: readonly string[]) => {
  const process = await startFunction(bundles.send, variables(cloud.endpoint))
  const early = bodies.map((body) => withDueTime(body, JSON.parse(body).dueAt + 3_600_000))
  const ones = { batchSize: 1, atOnce: 1 }
  const held = await observe(process, cloud, early.map(replyRecord), ones, 'unfinished')
  await allDue(bodies)
  const published = await observe(process, cloud, bodies.map(replyRecord), ones)
  process.stop()
  // A process that has heard nobody yet asks first, by a request that sends nothing and is free.
  if ((published.tally.requests['sms-voice SendTextMessage'] ?? 0) < bodies.length)
    throw new Error('Not every reply was published')
  return { held, published }
}

/** Waits until all replies are due. Near the edge of an hour, even a reply without delay is due up to a minute later. */
const allDue = (bodies: readonly string[]): Promise<void> => {
  const lastDueAt = Math.max(...bodies.map((body) => JSON.parse(body).dueAt))
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, lastDueAt - Date.now())))
}

const requestsOf = ({ tally, texts }: Sample, service: string): number =>
  Object.entries(tally.requests).reduce((sum, [call, count]) => sum + (call.startsWith(service) ? count : 0), 0) / texts

/** The share of a processor that 256 MB of memory come with. */
const processorShare = 256 / 1769

/** The usage per text. Texts of a batch wait for the store concurrently. Receiving and deleting a batch takes one SQS request each. */
const usageOf = (sample: Sample, batchSize: number, latencyMs: number): Usage => ({
  readUnits: sample.tally.readUnits / sample.texts,
  writeUnits: sample.tally.writeUnits / sample.texts,
  sqsRequests: requestsOf(sample, 'sqs') + 2 / batchSize,
  topicPublishes: 0,
  invocations: 1 / batchSize,
  lambdaMs: sample.cpuMs / sample.texts / processorShare + (requestsOf(sample, '') * latencyMs) / batchSize,
  loggedBytes: sample.loggedBytes / sample.texts,
})
