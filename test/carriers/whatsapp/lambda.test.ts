import { createServer } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSocialMessagingClient, createWhatsAppGateway } from '../../../carriers/whatsapp/send.ts'

import { handle, notificationBody, senderKeyOf } from '../../../lab/virtual/messages.ts'
import { type Call, createVirtualStage, type FunctionName, type Verb } from '../../../lab/virtual/stage.ts'
import type { Config } from '../../../shared/rules/config.ts'
import { day, minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'
import { awsId, reported, reportedByAws, whatsappTopic } from './events.ts'
import { line } from './example.ts'

/** Starts a server in place of AWS. Returns a gateway to it that knows the id of one line, and the messages that the server received. */
const startAws = async () => {
  const received: unknown[] = []
  const server = createServer(async (request, response) => {
    const { message = '' } = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}')
    received.push(JSON.parse(Buffer.from(message, 'base64').toString() || '{}'))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"messageId":"1"}')
  })
  const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
  const endpoint = await stoppedAfterwards(startStandIn(server))
  const client = createSocialMessagingClient({ endpoint, region: 'eu-west-3', credentials: keys }, minute, minute)
  onTestFinished(() => client.destroy())
  const idOf = (address: string) => (address === line ? 'phone-number-id-1' : undefined)
  return { gateway: createWhatsAppGateway(client, idOf, minute), received }
}

const sms = { inboundId: 'text-1', from: line, to: '+33612345678', text: 'Veuillez arrêter.', maxPriceUsd: 0 }

test('a sender known only by an id is addressed by that id', async () => {
  const { gateway, received } = await startAws()
  await gateway.send({ ...sms, to: 'FR.13491208655302741918' })
  expect(received).toMatchObject([{ recipient: 'FR.13491208655302741918' }])
  expect(received[0]).not.toHaveProperty('to')
})

test('a line without an id at AWS is not asked about, because the attempt says so without a request', async () => {
  const { gateway, received } = await startAws()
  const unknown = { ...sms, from: 'whatsapp:+33600000000' }
  expect(await gateway.ask(unknown)).toBe('somebody')
  expect(await gateway.send(unknown)).toEqual({ kind: 'retryable', reason: 'NO_PHONE_NUMBER_ID' })
  expect(received).toEqual([])
})

describe('a report', () => {
  /** One line on WhatsApp that replies at once, once a day to each sender. */
  const whatsappConfig: Config = {
    lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'whatsapp' }],
    countries: ['FR'],
    replyDelayMs: { min: 0, max: 0 },
    limits: [{ replies: 1, perMs: day }],
    block: { after: 3, forMs: day },
    budgets: { default: { hour: 100, day: 100, month: 100 } },
    maxPricePerReplyUsd: 0,
    texts: {},
  }

  const noon = Date.UTC(2026, 10, 24, 12)
  const { topicArn } = whatsappTopic.topic(senderKeyOf)

  /** A stage on WhatsApp that handles messages whenever it is told to. By default, AWS accepts each reply under the same id. */
  const start = (accepted: { readonly messageId?: string } = { messageId: awsId }) => {
    const clock = { now: noon }
    const now = () => clock.now
    const stage = createVirtualStage({
      config: whatsappConfig,
      now,
      gatewayNamed: () => ({
        send: async () => ({ kind: 'accepted', ...accepted }),
      }),
    })
    const counts = new Map<string, number>()
    const asked: Verb[] = []
    const broken = new Set<Verb>()
    const call: Call = (verb, _, takeEffect) => {
      asked.push(verb)
      return broken.has(verb) ? Promise.reject(new Error('The store is away')) : takeEffect()
    }
    const telemetry = {
      count: (metric: string, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
      log: () => undefined,
    }
    /** Delivers each message that is visible, once. Returns how many are done. */
    const deliver = async (name: FunctionName): Promise<number> => {
      const queue = stage.queues[name]
      const handler = stage.start(name, { call, now, random: () => 0, telemetry })
      const done = await handle(handler, queue.receive(10))
      for (const message of done) queue.delete(message)
      return done.length
    }
    const publish = (event: string) => stage.queues['receive-sms'].put(notificationBody(topicArn, event, clock.now))
    return {
      asked,
      broken,
      deliver,
      publish,
      count: (metric: string) => counts.get(metric) ?? 0,
      claimOf: (wamid: string) => stage.stores.claims.read(senderKeyOf(wamid)),
      pass: (ms: number) => {
        clock.now += ms
      },
      /** Has a message answered. */
      answer: async (wamid: string) => {
        publish(whatsappTopic.eventOf(line, [{ id: wamid, from: '+33612345678', words: 'Salut', sentAt: clock.now }]))
        await deliver('receive-sms')
        clock.now += minute
        await deliver('send-reply')
      },
    }
  }

  test('a report that is faster than the note of AWS’s id is handled when it comes again', async () => {
    const { answer, publish, deliver, pass, count } = start()
    publish(reportedByAws({ status: 'delivered' }))
    expect(await deliver('receive-sms')).toBe(0)
    await answer('wamid.1')
    pass(10 * minute)
    expect(await deliver('receive-sms')).toBe(1)
    expect(count('RepliesDelivered.whatsapp')).toBe(1)
    expect(count('TextsFailed')).toBe(0)
  })

  test('a report on a message that is not a reply of ours is dropped when it has come twice', async () => {
    const { publish, deliver, pass, count } = start()
    publish(reportedByAws({ status: 'delivered' }))
    expect(await deliver('receive-sms')).toBe(0)
    pass(10 * minute)
    expect(await deliver('receive-sms')).toBe(1)
    expect(count('RepliesDelivered.whatsapp')).toBe(0)
  })

  test('a reply whose id of AWS cannot be noted is sent and counted all the same', async () => {
    const { answer, broken, count, claimOf } = start()
    broken.add('claims.noteMessageId')
    await answer('wamid.1')
    expect(await claimOf('wamid.1')).toMatchObject({ outcome: 'sent' })
    expect([count('RepliesSubmitted'), count('RepliesDelayed')]).toEqual([1, 0])
  })

  test('a report with our id needs no look-up, and a carrier without ids of its own no note', async () => {
    const { answer, publish, deliver, asked, count } = start({})
    await answer('wamid.1')
    publish(reported({ status: 'delivered', biz_opaque_callback_data: 'of another text' }))
    await deliver('receive-sms')
    expect(count('RepliesSubmitted')).toBe(1)
    expect(asked).not.toContain('claims.noteMessageId')
    expect(asked).not.toContain('claims.inboundIdOf')
  })
})
