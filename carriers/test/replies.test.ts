import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { wordsFor } from '../../ops/outcomes.ts'
import { operations } from '../../ops/run.ts'
import { type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { minute } from '../../shared/rules/timing.ts'
import { startStandIn, stoppedAfterwards } from '../../test/stand-in.ts'
import { type Answer, inboundExamples, merged, replyExamples } from './examples.ts'
import { services } from './services.ts'

type Sent = { readonly method: string; readonly path: string }
type Received = Sent & { readonly headers: IncomingHttpHeaders; readonly body: unknown }

/** Starts a server in place of a carrier. Returns its address, and the requests that it received. */
const startCarrier = async (respond: RequestListener) => {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request
    received.push({ method, path, headers, body: parseJson(Buffer.concat(await request.toArray()).toString()) })
    respond(request, response)
  })
  return { url: await stoppedAfterwards(startStandIn(server)), received }
}

/** A body with these changes, of which those of an object are of what is in it. */
const within = (body: object, changes: object): unknown => {
  const inside = Object.entries(changes).map(([field, value]) => {
    const before = (body as Readonly<Record<string, unknown>>)[field]
    return [field, typeof value === 'object' ? merged(Object(before), value) : value]
  })
  return { ...body, ...Object.fromEntries(inside) }
}

const answering =
  ({ status, headers = {}, body }: Answer): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', location: '/', ...headers })
      .end(body === undefined ? undefined : JSON.stringify(body))

/** Sends a little of a response now and then, so that only a limit of the whole ends it. */
const neverEnding: RequestListener = (_, response) => {
  response.writeHead(200).write('{')
  const drip = setInterval(() => response.write(' '), 100)
  response.on('close', () => clearInterval(drip))
}

const cutOff: RequestListener = (_, response) => void response.writeHead(200).write('{', () => response.destroy())

/** What a reason for which a reply is not sent yet means, and what to do about it, in one line. */
const explanation = expect.stringMatching(/^[^\n]+: [^\n]*[^.]$/)
const explained = { en: explanation, fr: explanation }

describe.each(carrierNames)('%s', (name) => {
  const { reply, request, question, answers, also = {}, presences = {} } = replyExamples(name)
  const { unwrapped = (body: unknown) => body } = services[name]
  const bodyIn = (received: readonly Received[]): unknown => unwrapped(received[0]?.body)
  const ask = async (respond: RequestListener, questionMs = minute) => {
    const { url, received } = await startCarrier(respond)
    return { presence: await services[name].gateway(url, { questionMs }).ask(reply), received }
  }
  test.each(Object.entries(also))('gets a reply in another form: %s', async (_, [changes, body]) => {
    const { url, received } = await startCarrier(answering({ status: 200, body: {} }))
    await services[name].gateway(url).send({ ...reply, ...changes })
    expect(bodyIn(received)).toEqual(within(request.body ?? {}, body))
  })

  test.each(Object.entries(presences))('is asked, and what it says is read: %s', async (_, { presence, ...answer }) => {
    const { url, received } = await startCarrier(answering(answer))
    expect(await services[name].gateway(url, { now: () => Date.UTC(2026, 10, 24, 12) }).ask(reply)).toEqual(presence)
    expect(received).toHaveLength(1)
  })

  const nowhere = ['http://127.0.0.1:1', 'http://carrier.invalid']

  test.each(Object.entries(answers))('gets a reply in one request, and says: %s', async (_, { result, ...answer }) => {
    const { url, received } = await startCarrier(answering(answer))
    expect(await services[name].gateway(url).send(reply)).toStrictEqual(result)
    if (result.kind === 'retryable') expect(wordsFor(result.reason, operations)).toEqual(explained)
    const { body, ...around } = request
    expect(received).toMatchObject([around])
    expect(bodyIn(received)).toEqual(body)
  })

  test('has got nothing if it can not be reached, so the reply waits', async () => {
    for (const url of nowhere)
      expect(await services[name].gateway(url).send(reply)).toEqual({ kind: 'retryable', reason: 'UNREACHABLE' })
  })

  test('is asked whether it would take a reply, by one request that sends nothing', async () => {
    const { presence, received } = await ask(answering({ status: 200, body: {} }))
    expect(presence).toBe('somebody')
    expect(received).toMatchObject([question])
  })

  test.each([302, 400, 403, 404, 418, 429])('objects, for a reason, if it answers %i', async (status) => {
    const { presence, received } = await ask(answering({ status, body: {} }))
    expect([presence, received.length]).toEqual([{ refused: expect.stringMatching(/./) }, 1])
  })

  test('is somebody if what it answers is not JSON', async () => {
    expect((await ask((_, response) => response.writeHead(200).end('<html>'))).presence).toBe('somebody')
  })

  test.each<[string, RequestListener]>([
    ['an internal error', answering({ status: 500, body: {} })],
    ['the error of a proxy', (_, response) => response.writeHead(502).end('<html>')],
    ['503', answering({ status: 503, body: {} })],
    ['a connection that is reset', (incoming) => incoming.socket.resetAndDestroy()],
  ])('is nobody after %s, without a second question', async (_, respond) => {
    const { presence, received } = await ask(respond)
    expect([presence, received.length]).toEqual(['nobody', 1])
  })

  test.each<[string, RequestListener]>([
    ['no response', () => undefined],
    ['a response that never ends', neverEnding],
  ])('is nobody when the time is up after %s', async (_, respond) => {
    expect((await ask(respond, 200)).presence).toBe('nobody')
  })

  test('is nobody if it can not be reached', async () => {
    for (const url of nowhere) expect(await services[name].gateway(url).ask(reply)).toBe('nobody')
  })
})

const unable = carrierNames.flatMap((name) =>
  Object.entries(services[name].unable).map(([title, given]) => [name, title, ...given] as const),
)

test.each(unable)('a number of %s that %s sends nothing: its reply waits', async (name, _, given, presence, reason) => {
  const { url, received } = await startCarrier(() => undefined)
  const gateway = services[name].gateway(url, given)
  const { reply } = replyExamples(name)
  expect(await gateway.ask(reply)).toEqual(presence)
  expect(await gateway.send(reply)).toEqual({ kind: 'retryable', reason })
  expect(wordsFor(reason, operations)).toEqual(explained)
  expect(received).toEqual([])
})

test.each<[string, RequestListener, hasStatus?: true]>([
  ['never answers', () => undefined],
  ['closes the connection', (incoming) => incoming.socket.destroy()],
  ['begins an answer that never ends', neverEnding, true],
  ['begins an answer that is cut off', cutOff, true],
])('a carrier that %s may have got a reply, known before the function ends', async (_, respond, hasStatus) => {
  const send = async (name: CarrierName) => {
    const { url, received } = await startCarrier(respond)
    // Enough for the request and a status to arrive on a busy machine.
    const { kind } = await services[name].gateway(url, { sendMs: 2000 }).send(replyExamples(name).reply)
    return [name, kind, received.length]
  }
  expect(await Promise.all(carrierNames.map(send))).toEqual(
    carrierNames.map((name) => [name, hasStatus && services[name].acceptsByStatus ? 'accepted' : 'unknown', 1]),
  )
})

const expected = (comes: object, changes: object | string): readonly unknown[] => {
  if (changes === 'ignored') return []
  return [typeof changes === 'string' ? changes : merged(comes, changes)]
}

describe.each(carrierNames)('%s brings', (name) => {
  describe.each(Object.entries(inboundExamples(name)))('%s', (kind, { payload, comes, examples }) => {
    test.each(Object.entries(examples))('%s', async (_, [given, changes]) => {
      expect(await services[name].door(kind, merged(payload, given))).toEqual(expected(comes, changes))
    })
  })
})
