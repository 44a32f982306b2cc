import { expect, test } from 'vitest'

import { batchCalls } from '../../../shared/adapters/batch-calls.ts'

/** Requests that are answered when the test says so, each question with itself in capitals. */
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

/** Lets everything happen that waits for nothing. */
const settle = () => new Promise(setImmediate)

test('a lone call goes out at once, alone', async () => {
  const { call, requests, asked } = createRequests()
  const answer = call('a1')
  await settle()
  expect(asked()).toEqual([['a1']])
  requests[0]?.answer()
  expect(await answer).toBe('A1')
})

test('calls of one turn go together, and each gets its own answer', async () => {
  const { call, requests, asked } = createRequests()
  const answers = Promise.all(['a1', 'a2', 'a3'].map(call))
  await settle()
  expect(asked()).toEqual([['a1', 'a2', 'a3']])
  requests[0]?.answer()
  expect(await answers).toEqual(['A1', 'A2', 'A3'])
})

test('what is asked while a request is under way goes into the next', async () => {
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

test('only calls of one kind go together, and no more than may', async () => {
  const { call, requests, asked } = createRequests(2)
  for (const question of ['a1', 'b1', 'a2', 'a3', 'b2']) call(question)
  for (let i = 0; i < 3; i++) {
    await settle()
    requests[i]?.answer()
  }
  expect(asked()).toEqual([['a1', 'a2'], ['b1', 'b2'], ['a3']])
})

test('a request that fails fails the calls in it, and no other', async () => {
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
