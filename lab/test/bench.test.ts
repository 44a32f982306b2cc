import type { Context, SQSRecord } from 'aws-lambda'
import { afterAll, expect, test } from 'vitest'

import type { Config } from '../../shared/rules/config.ts'
import { sumOf, type Usage, usdPerMillion } from '../aws-prices.ts'
import { readOptions } from '../bench/bench.ts'
import { startMeteredCloud } from '../bench/cloud.ts'
import { replyRecord, senderNumber, textRecord } from '../bench/measure.ts'
import { onceForEachId } from '../peer/powertools.ts'
import { createLimits, createReceive } from '../peer/receive.ts'
import { createSend, type Reply } from '../peer/send.ts'

const cloud = await startMeteredCloud(
  [
    { name: 'state', key: 'pk' },
    { name: 'idempotency', key: 'id' },
    { name: 'limits', key: 'key' },
  ],
  0,
)
afterAll(cloud.stop)

const { client } = cloud
const TableName = 'state'

test('capacity units are counted as DynamoDB bills them, also for failed conditions and for items larger than 1 kB', async () => {
  cloud.tally()
  const put = (pk: string, bytes: number) =>
    client.putItem({
      TableName,
      Item: { pk: { S: pk }, text: { S: 'x'.repeat(bytes) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
  await put('small', 10)
  await put('large', 2500)
  await expect(put('small', 10)).rejects.toThrow('The conditional request failed')
  expect(cloud.tally()).toMatchObject({ readUnits: 0, writeUnits: 1 + 3 + 1, requests: { 'dynamodb PutItem': 3 } })
  await client.getItem({ TableName, Key: { pk: { S: 'small' } } })
  await client.getItem({ TableName, Key: { pk: { S: 'none' } }, ConsistentRead: true })
  await client.batchGetItem({ RequestItems: { state: { Keys: [{ pk: { S: 'small' } }, { pk: { S: 'large' } }] } } })
  expect(cloud.tally()).toMatchObject({ readUnits: 0.5 + 1 + 1, writeUnits: 0 })
})

test('filling a table is not counted', async () => {
  const ids = Array.from({ length: 60 }, (_, i) => `sender ${i}`)
  await cloud.fill({ name: 'state', key: 'pk' }, { a: { N: '1' } }, ids)
  expect(cloud.tally().requests).toEqual({})
  const { Item } = await client.getItem({ TableName, Key: { pk: { S: 'sender 59' } } })
  expect(Item).toEqual({ pk: { S: 'sender 59' }, a: { N: '1' } })
})

test('the benchmark runs in full without --quick', () => {
  expect(readOptions([])).toEqual({ quick: false, json: false, evidence: false })
  expect(readOptions(['--quick', '--json'])).toEqual({ quick: true, json: true, evidence: false })
})

test.each([['--fast'], ['growth'], ['--quick=yes']])('%s is refused in one sentence', (argument) => {
  expect(() => readOptions([argument])).toThrow(/^The options .* are not understood: .*\.$/)
})

const nothing: Usage = {
  readUnits: 0,
  writeUnits: 0,
  sqsRequests: 0,
  topicPublishes: 0,
  invocations: 0,
  lambdaMs: 0,
  loggedBytes: 0,
}
const keyUsd = usdPerMillion(nothing).aws

test.each([
  ['stale reads of 4 kB', { readUnits: 0.5 }, 0.0625],
  ['writes of 1 kB', { writeUnits: 1 }, 0.625],
  ['requests to SQS', { sqsRequests: 1 }, 0.4],
  ['texts on the topic', { topicPublishes: 1 }, 0.5],
  ['invocations of a second with 256 MB', { invocations: 1, lambdaMs: 1000 }, 0.2 + 3.333_35],
  ['log lines of a kilobyte', { loggedBytes: 1000 }, 0.5],
])('a million %s cost what AWS lists', (_, used, usd) => {
  expect(usdPerMillion({ ...nothing, ...used }).aws - keyUsd).toBeCloseTo(usd)
})

test('the cost of DynamoDB includes only reads and writes, and usage adds up', () => {
  const text = { ...nothing, readUnits: 1, writeUnits: 2, sqsRequests: 3 }
  expect(usdPerMillion(text).dynamoDb).toBeCloseTo(0.125 + 2 * 0.625)
  expect(usdPerMillion(sumOf(text, text)).dynamoDb).toBeCloseTo(2 * usdPerMillion(text).dynamoDb)
})

const line = '+32460000000'
const config: Config = {
  lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'aws' }],
  countries: ['BE'],
  replyDelayMs: { min: 60_000, max: 120_000 },
  limits: [
    { replies: 1, perMs: 24 * 3_600_000 },
    { replies: 3, perMs: 30 * 24 * 3_600_000 },
  ],
  block: { after: 20, forMs: 30 * 24 * 3_600_000 },
  budgets: { default: { hour: 100, day: 1000, month: 10_000 } },
  maxPricePerReplyUsd: 0.08,
  texts: {},
}
const silent = {
  logger: { info: () => undefined, error: () => undefined },
  metrics: { addMetric: () => undefined, hasStoredMetrics: () => false, publishStoredMetrics: () => undefined },
}
const context = { getRemainingTimeInMillis: () => 20_000 } as Context

/** An execution environment of the peer's receiving function, and the replies that it queues. */
const startReceive = (changes: Partial<Config> = {}) => {
  const replies: Reply[] = []
  const changed = { ...config, ...changes }
  const receive = createReceive({
    ...silent,
    once: onceForEachId(cloud.client, 'idempotency', 'receive'),
    limits: createLimits(cloud.client, 'limits', changed),
    put: async (reply) => void replies.push(reply),
    senderKeyOf: (number) => number,
    config: changed,
  })
  return { replies, receive: (...Records: SQSRecord[]) => receive({ Records }, context) }
}

let senders = 0
const newText = () => textRecord(senderNumber(senders++), line)

test('the peer answers a new sender once, and not a second time', async () => {
  const { replies, receive } = startReceive()
  const sender = senderNumber(senders++)
  expect(await receive(textRecord(sender, line))).toEqual({ batchItemFailures: [] })
  expect(await receive(textRecord(sender, line))).toEqual({ batchItemFailures: [] })
  expect(replies.map(({ to }) => to)).toEqual([sender])
  expect(replies[0]?.text).toContain('interlocuteur')
})

test('the peer answers a text once that is delivered again, to the same execution environment or to another', async () => {
  const [here, elsewhere] = [startReceive(), startReceive()]
  const text = newText()
  for (const { receive } of [here, here, elsewhere]) await receive(text)
  expect([...here.replies, ...elsewhere.replies]).toHaveLength(1)
})

test('the peer answers no new senders when the hour is full', async () => {
  const { replies, receive } = startReceive({
    lines: [{ number: line, language: 'fr', budget: 'small', carrier: 'aws' }],
    budgets: { small: { hour: 2, day: 10, month: 10 } },
  })
  for (let i = 0; i < 4; i++) await receive(newText())
  expect(replies).toHaveLength(2)
})

test('the peer ignores senders that cannot be answered, and reports only a malformed text as failed', async () => {
  const { replies, receive } = startReceive()
  const landline = textRecord('+33145678901', line)
  const american = textRecord('+12015550123', line)
  const broken = { ...newText(), messageId: 'broken', body: '{}' }
  expect(await receive(landline, american, broken, newText())).toEqual({
    batchItemFailures: [{ itemIdentifier: 'broken' }],
  })
  expect(replies).toHaveLength(1)
})

test('the peer delays a reply until it is due, then publishes it once', async () => {
  const held: number[] = []
  const published: Reply[] = []
  const send = createSend({
    ...silent,
    once: onceForEachId(cloud.client, 'idempotency', 'send'),
    hold: async (_, ms) => void held.push(ms),
    publish: async (reply) => void published.push(reply),
  })
  const reply = { inboundId: 'a text', to: senderNumber(senders++), from: line, text: 'Veuillez arrêter.' }
  const handle = (dueAt: number) => send({ Records: [replyRecord(JSON.stringify({ ...reply, dueAt }), 1)] }, context)
  expect((await handle(Date.now() + 3_600_000)).batchItemFailures).toHaveLength(1)
  expect([held.length, published.length]).toEqual([1, 0])
  for (let i = 0; i < 2; i++) expect((await handle(Date.now() - 1)).batchItemFailures).toEqual([])
  expect(published).toHaveLength(1)
})
