import { Agent } from 'node:http'
import { SQSClient } from '@aws-sdk/client-sqs'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createReplyQueue } from '../../shared/adapters/reply-queue.ts'
import { createSenderKeyOf } from '../../shared/adapters/signatures.ts'
import { neverConnected } from '../../shared/adapters/unsent.ts'
import { batchCalls } from '../../shared/batch-calls.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'

describe('batched calls', () => {
  /** Requests that are answered when the test says so. The answer to each question is the question in capitals. */
  const createRequests = (most = 10) => {
    const requests: { readonly asked: readonly string[]; readonly answer: () => void; readonly fail: () => void }[] = []
    const call = batchCalls<string, string>({
      most,
      kindOf: (question) => question.slice(0, 1),
      ask: (asked) =>
        new Promise((resolve, reject) => {
          const answer = () => resolve(asked.map((question) => question.toUpperCase()))
          requests.push({ asked, answer, fail: () => reject(new Error('no')) })
        }),
    })
    return { call, requests, asked: () => requests.map(({ asked }) => asked) }
  }

  /** Resolves when no microtask is left. */
  const settle = () => new Promise(setImmediate)

  test('a lone call is sent at once, in a request of its own', async () => {
    const { call, requests, asked } = createRequests()
    const answer = call('a1')
    await settle()
    expect(asked()).toEqual([['a1']])
    requests[0]?.answer()
    expect(await answer).toBe('A1')
  })

  test('calls made in the same tick share a request, and each gets its own answer', async () => {
    const { call, requests, asked } = createRequests()
    const answers = Promise.all(['a1', 'a2', 'a3'].map(call))
    await settle()
    expect(asked()).toEqual([['a1', 'a2', 'a3']])
    requests[0]?.answer()
    expect(await answers).toEqual(['A1', 'A2', 'A3'])
  })

  test('calls made while a request is in flight share the next request', async () => {
    const { call, requests, asked } = createRequests()
    call('a1')
    await settle()
    call('a2')
    await settle()
    call('a3')
    await settle()
    expect(asked()).toEqual([['a1']])
    requests[0]?.answer()
    await settle()
    expect(asked()).toEqual([['a1'], ['a2', 'a3']])
  })

  test('only calls of the same kind share a request, up to the limit', async () => {
    const { call, requests, asked } = createRequests(2)
    for (const question of ['a1', 'b1', 'a2', 'a3', 'b2']) call(question)
    for (let i = 0; i < 3; i++) {
      await settle()
      requests[i]?.answer()
    }
    expect(asked()).toEqual([['a1', 'a2'], ['b1', 'b2'], ['a3']])
  })

  test('a failed request rejects the calls in it, and no others', async () => {
    const { call, requests } = createRequests()
    const first = Promise.allSettled([call('a1'), call('a2')])
    await settle()
    const next = call('a3')
    requests[0]?.fail()
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await settle()
    requests[1]?.answer()
    expect(await next).toBe('A3')
  })

  test('a question of no kind rejects, and the calls after it are answered', async () => {
    const call = batchCalls<string, string>({
      most: 10,
      kindOf: (question) => {
        if (question === '') throw new Error('There is no question')
        return question
      },
      ask: async (asked) => asked,
    })
    await expect(call('')).rejects.toThrow('There is no question')
    expect(await call('a1')).toBe('a1')
  })

  test('a request with an answer too few rejects every call in it', async () => {
    const call = batchCalls<string, string>({ most: 10, kindOf: () => 'a', ask: async (asked) => asked.slice(1) })
    const answers = await Promise.allSettled(['a1', 'a2'].map(call))
    expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  })
})

describe('the queue of replies', () => {
  const reply = (inboundId: string): QueuedReply => ({
    format: 1,
    inboundId,
    senderKey: 'key',
    sender: '+33612345678',
    line: '+32460000000',
    country: 'FR',
    language: 'fr',
    earlierReplies: 0,
    budget: 'default',
    sentAt: 0,
    dueAt: 0,
  })

  type Entry = { readonly Id: string; readonly MessageBody: string }

  /** A queue that refuses the replies to the texts in `refused`. Also returns the texts' ids, request by request. */
  const createQueue = (refused: readonly string[] = []) => {
    const client = new SQSClient({ region: 'eu-west-3', md5: false })
    onTestFinished(() => client.destroy())
    const requests: (readonly string[])[] = []
    const idOf = (body: string): string => JSON.parse(body).inboundId
    client.middlewareStack.add(
      () =>
        async ({ input }) => {
          const entries: readonly Entry[] = 'Entries' in input ? (input.Entries as Entry[]) : [input as Entry]
          requests.push(entries.map(({ MessageBody }) => idOf(MessageBody)))
          const Failed = entries.filter(({ MessageBody }) => refused.includes(idOf(MessageBody)))
          return { output: { Failed, $metadata: {} }, response: {} }
        },
      { step: 'initialize', priority: 'low' },
    )
    const url = 'https://sqs.eu-west-3.amazonaws.com/1/replies'
    return { queue: createReplyQueue(client, url, JSON.stringify), requests }
  }

  test('replies that are put at the same time share requests of at most ten', async () => {
    const { queue, requests } = createQueue()
    await queue.put(reply('alone'))
    await Promise.all(Array.from({ length: 12 }, (_, i) => queue.put(reply(String(i)))))
    expect(requests.map((ids) => ids.length)).toEqual([1, 10, 2])
  })

  test('if SQS refuses one of the replies in a request, only that one fails', async () => {
    const { queue } = createQueue(['b'])
    const results = await Promise.allSettled(['a', 'b', 'c'].map((id) => queue.put(reply(id))))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('a sender key', () => {
  test('a sender key is the HMAC-SHA256 of the number under the pepper', () => {
    // printf %s +33612345678 | openssl dgst -sha256 -hmac pepper -binary | basenc --base64url | tr -d =
    expect(createSenderKeyOf('pepper')('+33612345678')).toBe('BnzDSPLKgkxLjS-b23tVJ5ro8b4m41EXMAaCstkAAPs')
    expect(createSenderKeyOf('another')('+33612345678')).not.toBe('BnzDSPLKgkxLjS-b23tVJ5ro8b4m41EXMAaCstkAAPs')
  })
})

describe('a failed connection', () => {
  /** The SDK's error for a connection that is never established, because the DNS look-up does not end. */
  const connectionTimeoutError = (): Promise<unknown> => {
    const handler = new NodeHttpHandler({ connectionTimeout: 1, httpAgent: new Agent({ lookup: () => undefined }) })
    return handler.handle(new HttpRequest({ protocol: 'http:', hostname: 'carrier.invalid' })).catch((error) => error)
  }

  const failed = (syscall: string) => Object.assign(new Error(syscall), { syscall })

  test('the SDK’s connection timeout means that no server was reached', async () => {
    expect(neverConnected(await connectionTimeoutError())).toBe(true)
  })

  test.each([
    ['a host that fails to connect at each address was never reached', [failed('connect'), failed('connect')], true],
    ['a host that fails to read at one address may have been reached', [failed('connect'), failed('read')], false],
    ['a host without addresses may have been reached', [], false],
  ])('%s', (_, errors, nothing) => {
    expect(neverConnected(new AggregateError(errors))).toBe(nothing)
  })
})
