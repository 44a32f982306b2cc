import { expect, test } from 'vitest'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, kevin, spent, stranger, type VirtualNumber } from './virtual-number.ts'

/** Texts every hour, as somebody does who doesn't give up, but without the strikes that would get him blocked. */
const textsHourly = async (number: VirtualNumber, hours: number): Promise<void> => {
  for (let i = 0; i < hours; i++) await number.hear(hour, kevin)
}

/** The hours between replies that reached a phone, the shortest first. */
const gapsOf = ({ phones }: VirtualNumber): readonly number[] => {
  const times = phones.flatMap(({ to, at }) => (to === kevin ? [at] : []))
  return times.map((at, i) => (at - (times[i - 1] ?? Number.NEGATIVE_INFINITY)) / hour).sort((a, b) => a - b)
}

const hourly = { block: { after: 1000, forMs: day } }

test('whoever texts every hour gets one reply in 24 hours', async () => {
  const number = createVirtualNumber({ config: hourly })
  await textsHourly(number, 49)
  await number.pass(day)
  expect(number.phones).toHaveLength(2)
  expect(gapsOf(number)[0]).toBeGreaterThan(24)
})

test('a line that was refused for 23 hours sends no second reply within 24 hours of the first', async () => {
  const number = createVirtualNumber({ config: hourly })
  number.hooks.answerTo = (_, at) => (at < number.startedAt + 23 * hour ? spent : { kind: 'accepted' })
  await textsHourly(number, 60)
  await number.pass(2 * day)
  expect(number.phones).toHaveLength(2)
  expect(gapsOf(number)[0]).toBeGreaterThan(24)
})

test('a reply that a small budget lets wait for a day is followed by none within 24 hours', async () => {
  const budgets = { default: { hour: 10, day: 240, month: 7440 } }
  const number = createVirtualNumber({ config: { ...hourly, budgets } })
  for (let i = 0; i < 720; i++) {
    number.text(stranger(i))
    if (i === 400 || i > 690) number.text(kevin)
    await number.pass(2 * minute)
  }
  await textsHourly(number, 60)
  await number.pass(2 * day)
  expect(gapsOf(number).length).toBeGreaterThan(1)
  expect(gapsOf(number)[0]).toBeGreaterThan(24)
})

test('a reply that expired in an outage, and was never sent, leaves room for one a day after it was due', async () => {
  const number = createVirtualNumber({ config: hourly })
  number.hooks.answerTo = (_, at) => (at < number.startedAt + 26 * hour ? spent : { kind: 'accepted' })
  await number.hear(27 * hour, kevin)
  await number.hear(2 * hour, kevin)
  expect(number.count('RepliesExpired')).toBe(1)
  expect(number.phones).toHaveLength(1)
})

test('the claim of an earlier reply is read only of a sender whose reply was due one to two days ago', async () => {
  const number = createVirtualNumber()
  const readsAfter = async (ms: number): Promise<number> => {
    const before = number.requests.filter((request) => request === 'read').length
    await number.hear(ms, kevin)
    return number.requests.filter((request) => request === 'read').length - before
  }
  const ofFirst = await readsAfter(23 * hour)
  expect(await readsAfter(4 * hour)).toBe(0)
  expect(await readsAfter(30 * hour)).toBe(1)
  expect(await readsAfter(3 * day)).toBe(1)
  expect(ofFirst).toBeGreaterThan(0)
})
