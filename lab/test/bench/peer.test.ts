import type { Context, SQSRecord } from 'aws-lambda'
import { afterAll, expect, test } from 'vitest'
import type { Config } from '../../../shared/rules/config.ts'
import { startCloud } from '../../bench/cloud.ts'
import { createLimits } from '../../bench/peer/limits.ts'
import { onceForEachId } from '../../bench/peer/once.ts'
import { createReceive } from '../../bench/peer/receive.ts'
import type { Reply } from '../../bench/peer/reply.ts'
import { createSend } from '../../bench/peer/send.ts'
import { replyRecord, senderNumber, textRecord } from '../../bench/texts.ts'

const cloud = await startCloud(
  [
    { name: 'idempotency', key: 'id' },
    { name: 'limits', key: 'key' },
  ],
  0,
)
afterAll(cloud.stop)

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
