import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { phoneSilenceMs } from '../../../carriers/httpsms/rules.ts'
import { createHttpSmsGateway } from '../../../carriers/httpsms/send.ts'

import { hour, minute, second } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, secondLine, type VirtualNumber } from '../../functions/virtual-number.ts'
import { startStandIn, stoppedAfterwards } from '../../stand-in.ts'

describe('the carrier', () => {
  const noon = Date.UTC(2026, 10, 24, 12)
  const line = '+33639980012'
  const sms = { inboundId: 'text 1', from: line, to: '+33612345678', text: 'Veuillez arrêter.', maxPriceUsd: 0 }

  type Request = {
    readonly method: string | undefined
    readonly url: string | undefined
    readonly headers: IncomingHttpHeaders
    readonly body: string
  }

  /** Starts a server in place of httpSMS with this response. Returns its address, and the requests that it received. */
  const startHttpSms = async (respond: RequestListener) => {
    const requests: Request[] = []
    const server = createServer(async (request, response) => {
      const { method, url, headers } = request
      requests.push({ method, url, headers, body: Buffer.concat(await request.toArray()).toString() })
      respond(request, response)
    })
    return { url: await stoppedAfterwards(startStandIn(server)), requests }
  }

  const secret = { apiKey: 'the key', userId: 'somebody', webhookKey: 'another key' }

  const carrierAt = (url: string, { readSecret = async () => secret, timeoutMs = minute } = {}) =>
    createHttpSmsGateway(
      { url, readSecret, now: () => noon },
      { connect: minute, question: minute, publish: timeoutMs },
    )

  const json =
    (status: number, body: unknown): RequestListener =>
    (_, response) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

  const sendTo = async (respond: RequestListener, timeoutMs?: number) => {
    const { url, requests } = await startHttpSms(respond)
    return { answer: await carrierAt(url, { timeoutMs }).send(sms), requests }
  }

  const askOf = async (respond: RequestListener) => {
    const { url, requests } = await startHttpSms(respond)
    return { answer: await carrierAt(url).ask(sms), requests }
  }

  const taken = json(200, { status: 'success', message: 'message added to queue', data: {} })

  test('a self-hosted httpSMS can have a path', async () => {
    const { url, requests } = await startHttpSms(taken)
    expect(await carrierAt(`${url}/http-sms/`).send(sms)).toEqual({ kind: 'accepted' })
    expect(requests.map((request) => request.url)).toEqual(['/http-sms/v1/messages/send'])
    expect(requests[0]?.headers.host).toBe(new URL(url).host)
  })

  const cutOff: RequestListener = (_, response) => void response.writeHead(200).write('{', () => response.destroy())
  const endless: RequestListener = (_, response) => void response.writeHead(200).write('{')

  test.each([
    ['is cut off', cutOff, minute],
    // Enough for the status to arrive on a busy machine.
    ['never ends', endless, 3 * second],
  ])(
    'returns accepted for a response that %s after its status, since the status is enough',
    async (_, respond, timeoutMs) => {
      const { answer, requests } = await sendTo(respond, timeoutMs)
      expect(answer).toEqual({ kind: 'accepted' })
      expect(requests).toHaveLength(1)
    },
  )

  test('before a SIM line is attached there is no key: the attempt says so, and no request is made', async () => {
    const { url, requests } = await startHttpSms(taken)
    const carrier = carrierAt(url, { readSecret: async () => ({ ...secret, apiKey: '' }) })
    expect(await carrier.ask(sms)).toBe('somebody')
    expect(await carrier.send(sms)).toEqual({ kind: 'retryable', reason: 'NOT_ATTACHED' })
    expect(requests).toEqual([])
  })

  test('while the key cannot be read no request is made, and so nobody answers', async () => {
    const { url, requests } = await startHttpSms(taken)
    const carrier = carrierAt(url, { readSecret: () => Promise.reject(new Error('Secrets Manager does not answer')) })
    expect(await carrier.ask(sms)).toBe('nobody')
    expect(await carrier.send(sms)).toMatchObject({ kind: 'retryable' })
    expect(requests).toEqual([])
  })

  const heartbeats = (...times: readonly string[]) => ({
    status: 'success',
    message: `fetched ${times.length} heartbeats`,
    data: times.map((timestamp) => ({ owner: line, version: '344c10f', charging: true, timestamp })),
  })
  const ago = (ms: number) => new Date(noon - ms).toISOString()

  test.each([
    ['a phone that missed one report', [ago(29 * minute)], 'somebody'],
    ['a phone a moment before it has missed two', [ago(phoneSilenceMs - 1)], 'somebody'],
    ['a phone that missed two reports', [ago(phoneSilenceMs)], 'not ready'],
    ['a phone that never reported', [], 'not ready'],
    ['a phone whose clock is fast', [ago(-10 * minute)], 'somebody'],
    ['a phone in another time zone, in nanoseconds', ['2026-11-24T14:59:00.520828001+03:00'], 'somebody'],
  ])('%s, which reported at %j, is %s', async (_, times, expected) => {
    expect((await askOf(json(200, heartbeats(...times)))).answer).toBe(expected)
  })

  test.each([
    ['a redirect', json(301, heartbeats(ago(hour)))],
    ['a response without heartbeats', json(200, { data: null })],
    ['a heartbeat without a time', json(200, heartbeats('yesterday'))],
  ] satisfies readonly [string, RequestListener][])(
    'after %s there is somebody, since what we do not understand must not silence a line',
    async (_, respond) => {
      const { answer, requests } = await askOf(respond)
      expect(answer).toBe('somebody')
      expect(requests).toHaveLength(1)
    },
  )
})

describe('a number with a SIM', () => {
  const fifty = { hour: 50, day: 1000, month: 10_000 }
  const soon = { min: minute, max: 10 * minute }
  const kevin = '+33612345678'

  const outcomes = (number: VirtualNumber) => ({
    sent: number.count('RepliesSubmitted'),
    expired: number.count('RepliesExpired'),
    cancelled: number.count('RepliesCancelled'),
  })
  const none = { sent: 0, expired: 0, cancelled: 0 }

  test('what a SIM sends is counted separately', async () => {
    const number = createVirtualNumber()
    number.text(kevin, 'Salut', { to: secondLine })
    number.text('+32475123456')
    await number.pass(2 * hour)
    expect(number.phones.map(({ from }) => from).toSorted()).toEqual(['+32460000000', secondLine])
    expect(number.count('RepliesSubmitted.aws')).toBe(1)
    expect(number.count('RepliesSubmitted.httpsms')).toBe(1)
  })

  test('a reply waits while httpSMS does not answer, which counts as a refusal of the line and not as a phone that is off', async () => {
    const number = createVirtualNumber()
    number.down.add('question')
    const id = number.text(kevin, 'Salut', { to: secondLine })
    await number.pass(90 * minute)
    expect(number.phones).toEqual([])
    expect(number.count('LineRefused.httpsms')).toBeGreaterThan(1)
    expect(number.count('PhoneOffline')).toBe(0)
    expect(await number.claims.read(id)).toBeUndefined()
    number.down.delete('question')
    await number.pass(3 * hour)
    expect(outcomes(number)).toEqual({ ...none, sent: 1 })
  })

  test('the booked share of a month is emitted only for bookings that cost money, and so not for a SIM', async () => {
    const number = createVirtualNumber({ config: { budgets: { default: fifty, second: fifty }, replyDelayMs: soon } })
    number.text('+33612345678', 'Salut', { to: secondLine })
    await number.pass(hour)
    expect(number.count('RepliesBooked')).toBe(1)
    expect(number.count('MonthShareBooked')).toBe(0)
    number.text('+33698765432')
    await number.pass(hour)
    expect(number.count('MonthShareBooked')).toBe(1 / fifty.month)
  })
})
