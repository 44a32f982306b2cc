import { createServer, type RequestListener } from 'node:http'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createSocialMessagingClient, createWhatsAppGateway } from '../../../carriers/whatsapp/send.ts'

import { handle, notificationBody, senderKeyOf } from '../../../lab/virtual/messages.ts'
import { type Call, createVirtualStage, type FunctionName, type Verb } from '../../../lab/virtual/stage.ts'
import type { Config } from '../../../shared/rules/config.ts'
import { day, minute } from '../../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'
import { awsId, reported, reportedByAws, whatsappTopic } from './events.ts'
import { line } from './example.ts'

describe('the carrier', () => {
  const line = 'whatsapp:+33639980021'
  const sms = { inboundId: 'text-1', from: line, to: '+33612345678', text: 'Veuillez arrêter.', maxPriceUsd: 0 }

  const keys = { accessKeyId: 'test', secretAccessKey: 'test' }

  const gatewayAt = (endpoint: string) => {
    const config = { endpoint, region: 'eu-west-3', credentials: keys }
    const client = createSocialMessagingClient(config, minute, minute)
    onTestFinished(() => client.destroy())
    const idOf = (address: string) => (address === line ? 'phone-number-id-1' : undefined)
    return createWhatsAppGateway(client, idOf, minute)
  }

  /** Starts a server in place of AWS with this response. Returns its address, and the requests that it received. */
  const startAws = async (respond: RequestListener) => {
    const requests: { readonly route: string; readonly body: Readonly<Record<string, string>> }[] = []
    const server = createServer(async (request, response) => {
      const body = JSON.parse(Buffer.concat(await request.toArray()).toString() || '{}')
      requests.push({ route: `${request.method} ${request.url}`, body })
      respond(request, response)
    })
    return { endpoint: await stoppedAfterwards(startStandIn(server)), requests }
  }

  /** Sends by the real client to a server with this response. */
  const sendTo = async (respond: RequestListener, changes: Partial<typeof sms> = {}) => {
    const { endpoint, requests } = await startAws(respond)
    return { answer: await gatewayAt(endpoint).send({ ...sms, ...changes }), requests }
  }

  /** Asks by the real client whether anybody would take the reply. */
  const askOf = async (respond: RequestListener, changes: Partial<typeof sms> = {}) => {
    const { endpoint, requests } = await startAws(respond)
    return { answer: await gatewayAt(endpoint).ask({ ...sms, ...changes }), requests }
  }

  const accepted: RequestListener = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"messageId":"1"}')

  const error =
    (status: number, name: string): RequestListener =>
    (_, response) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': name })
        .end('{"message":"to +33612345678"}')

  const messageIn = (body: Readonly<Record<string, string>>): unknown =>
    JSON.parse(Buffer.from(body['message'] ?? '', 'base64').toString())

  test('sends a reply from the id of the line to a number with its plus, and statuses will refer to the id of the text', async () => {
    const { answer, requests } = await sendTo(accepted)
    expect(answer).toEqual({ kind: 'accepted' })
    const [{ route, body } = { route: '', body: {} }] = requests
    expect([requests.length, route]).toEqual([1, 'POST /v1/whatsapp/send'])
    expect(body).toMatchObject({ originationPhoneNumberId: 'phone-number-id-1', metaApiVersion: 'v25.0' })
    expect(messageIn(body)).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+33612345678',
      type: 'text',
      text: { preview_url: false, body: 'Veuillez arrêter.' },
      biz_opaque_callback_data: 'text-1',
    })
  })

  test.each([
    ['6d69f07a-c317-4278-9d5c-6a84078419ec', { messageId: '6d69f07a-c317-4278-9d5c-6a84078419ec' }],
    ['wamid.HBgLMzM2OTg3NjU0MzIVAgASGBQzQTRCNUM2RDdFOEY5MDExMjIzMzQA', {}],
    [undefined, {}],
  ])('passes on an id of AWS that reports may refer to, and never one of Meta: %s', async (messageId, expected) => {
    const { answer } = await sendTo((_, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ messageId })),
    )
    expect(answer).toStrictEqual({ kind: 'accepted', ...expected })
  })

  test('addresses a sender known only by an id by that id', async () => {
    const { requests } = await sendTo(accepted, { to: 'FR.13491208655302741918' })
    const message = messageIn(requests[0]?.body ?? {})
    expect(message).toMatchObject({ recipient: 'FR.13491208655302741918' })
    expect(message).not.toHaveProperty('to')
  })

  test('returns retryable if the line has no id at AWS', async () => {
    const { answer, requests } = await sendTo(accepted, { from: 'whatsapp:+33600000000' })
    expect(answer).toEqual({ kind: 'retryable', reason: 'NO_PHONE_NUMBER_ID' })
    expect(requests).toEqual([])
  })

  test.each([
    [400, 'InvalidParametersException', 'refused'],
    [400, 'ValidationException', 'refused'],
    [403, 'AccessDeniedException', 'retryable'],
    [403, 'AccessDeniedByMetaException', 'retryable'],
    [403, 'ExpiredTokenException', 'retryable'],
    [404, 'ResourceNotFoundException', 'retryable'],
    [429, 'ThrottledRequestException', 'throttled'],
    [502, 'DependencyException', 'unknown'],
    [500, 'InternalServiceException', 'unknown'],
    [503, 'SomethingNew', 'unknown'],
  ] as const)('after %d %s returns %s and only the name of the error, without a retry', async (status, name, kind) => {
    const { answer, requests } = await sendTo(error(status, name))
    expect(answer).toEqual({ kind, reason: name })
    expect(requests).toHaveLength(1)
  })

  test('returns retryable if the service cannot be reached, since nothing was sent', async () => {
    expect(await gatewayAt('http://127.0.0.1:1').send(sms)).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
  })

  describe('the question whether anybody would take a reply', () => {
    test('reads the number that will send, and sends nothing', async () => {
      const { answer, requests } = await askOf((_, response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"phoneNumber":{}}'),
      )
      expect(answer).toBe('somebody')
      expect(requests).toEqual([{ route: 'GET /v1/whatsapp/waba/phone/details?id=phone-number-id-1', body: {} }])
    })

    test('is not asked if the line has no id at AWS, because the attempt says so without a request', async () => {
      const { answer, requests } = await askOf(accepted, { from: 'whatsapp:+33600000000' })
      expect([answer, requests]).toEqual(['somebody', []])
    })
  })
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
