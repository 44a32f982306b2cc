import { expect, test } from 'vitest'

import { signingKey } from '../../lab/virtual/stage.ts'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, type VirtualNumber } from './virtual-number.ts'

const kevin = '+33612345678'

/** Takes the store down for the hours in which replies are due. */
const missTheHour = async (number: VirtualNumber) => {
  number.down.add('store')
  await number.pass(3 * hour)
  number.down.clear()
  await number.pass(day)
}

test('a reply that misses its hour books only one more part, even if somebody has put a hundred copies on the queue', async () => {
  const number = createVirtualNumber()
  number.text(kevin)
  await number.pass(minute)
  const [{ body } = { body: '' }] = number.replies.messages.values()
  for (let i = 0; i < 100; i++) number.replies.put(body)
  await missTheHour(number)
  expect(number.phones).toHaveLength(1)
  expect(number.count('PartsBooked')).toBe(2)
})

test('a reply that misses its hour books only one more part, even if the queue took many copies and its responses were lost', async () => {
  const number = createVirtualNumber()
  const { put, receive } = number.replies
  const loseAnswer = (body: string) => {
    put(body)
    throw new Error('The answer got lost')
  }
  Object.assign(number.replies, { put: loseAnswer, receive: () => [] })
  number.text(kevin)
  await number.pass(3 * hour)
  expect(number.replies.messages.size).toBeGreaterThan(50)
  Object.assign(number.replies, { put, receive })
  await number.pass(day)
  expect(number.phones).toHaveLength(1)
  expect(number.count('PartsBooked')).toBe(2)
})

test('a late reply is not booked a second time if the queue is down when it is booked again', async () => {
  const number = createVirtualNumber()
  number.text(kevin)
  await number.pass(minute)
  number.down.add('store')
  await number.pass(3 * hour)
  number.down.clear()
  number.down.add('queue')
  await number.pass(20 * minute)
  number.down.clear()
  await number.pass(day)
  expect(number.phones).toHaveLength(1)
  expect(number.count('PartsBooked')).toBe(2)
})

test('a late reply to a sender who has opted out since books no more parts', async () => {
  const number = createVirtualNumber()
  number.text(kevin)
  await number.pass(minute)
  number.text(kevin, 'STOP')
  await number.pass(minute)
  await missTheHour(number)
  expect(number.phones).toEqual([])
  expect({ booked: number.count('PartsBooked'), cancelled: number.count('RepliesCancelled') }).toEqual({
    booked: 1,
    cancelled: 1,
  })
})

test('a late reply is booked and sent before its carrier’s deadline, or expires', async () => {
  for (const [hours, replies] of [
    [20, 1],
    [3, 0],
  ] as const) {
    const number = createVirtualNumber()
    number.text(kevin)
    await number.pass(minute)
    const [message = expect.fail()] = number.replies.messages.values()
    const { mac: _, ...reply } = JSON.parse(message.body)
    number.replies.delete(message)
    const answerBy = number.clock.now + hours * hour
    number.replies.put(createSignReply(signingKey)({ ...reply, answerBy }))
    await missTheHour(number)
    expect(number.phones).toHaveLength(replies)
    expect(number.phones.every(({ at }) => at < answerBy)).toBe(true)
    expect(number.count('RepliesExpired')).toBe(1 - replies)
  }
})
