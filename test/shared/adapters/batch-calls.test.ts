import { expect, test } from 'vitest'

import { batchCalls } from '../../../shared/adapters/batch-calls.ts'

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
