import { expect, test } from 'vitest'

import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, noon, simLine, type VirtualNumber } from './virtual-number.ts'

/** Mobiles that share no block of 10,000 numbers. */
const strangers = (n: number) => Array.from({ length: n }, (_, i) => `+336${String(1000 + i)}0000`)

/** They share no wording either. */
const textAll = (number: VirtualNumber, senders: readonly string[]) =>
  senders.map((sender) => number.text(sender, 'Salut'))

const fifty = { hour: 50, day: 1000, month: 10_000 }
const soon = { min: minute, max: 10 * minute }

const repliesByHour = ({ phones }: VirtualNumber) => {
  const byHour = Map.groupBy(phones, ({ at }) => new Date(at).getUTCHours())
  return Object.fromEntries([...byHour].map(([hourOfDay, replies]) => [hourOfDay, replies.length]))
}

test('a hundred senders at once on fifty parts an hour: half of the first hour, a quarter of each later one', async () => {
  const number = createVirtualNumber({ policy: { budgets: { default: fifty }, replyDelayMs: soon } })
  for (const sender of strangers(100)) {
    number.text(sender, 'Salut')
    await number.pass(0)
  }
  await number.pass(day)
  expect(repliesByHour(number)).toEqual({ 12: 28, 13: 13, 14: 13, 15: 13, 16: 13, 17: 13, 18: 7 })
  // The process counts along: it asks for no hour that it has seen full. What is read is whether the line refuses.
  const requestsOf = (verb: string) => number.requests.filter((request) => request === verb).length
  expect({ book: requestsOf('book'), read: requestsOf('read') }).toEqual({ book: 100, read: 1 })
})

test('a full budget means silence, counted, and the reservation is taken back', async () => {
  const number = createVirtualNumber({
    policy: { budgets: { default: { hour: 2, day: 3, month: 10 } }, replyDelayMs: soon },
  })
  for (const sender of strangers(10)) number.text(sender)
  await number.pass(minute)
  // Three today and three tomorrow: what is wanted at noon may be booked until noon tomorrow.
  expect(number.count('RepliesBooked')).toBe(6)
  expect(number.count('TextsSilenced.over-budget')).toBe(4)
  await number.pass(2 * day)
  expect(number.phones).toHaveLength(6)
  const silencedSender = strangers(10)[9] ?? ''
  expect((await number.senders.load(`key of ${silencedSender}`, 'consistent')).record.replies.size).toBe(0)
  number.text(silencedSender)
  await number.pass(day)
  expect(number.phones.at(-1)?.to).toBe(silencedSender)
})

test('the month bounds the replies too, and the next month starts afresh', async () => {
  const endOfMonth = Date.UTC(2026, 10, 30, 20)
  const number = createVirtualNumber({
    policy: { budgets: { default: { hour: 5, day: 5, month: 5 } }, replyDelayMs: soon },
    startAt: endOfMonth,
  })
  for (const sender of strangers(20)) number.text(sender)
  await number.pass(day)
  expect(number.phones.filter(({ at }) => at < Date.UTC(2026, 11, 1))).toHaveLength(5)
  expect(number.phones.filter(({ at }) => at >= Date.UTC(2026, 11, 1))).toHaveLength(5)
  expect(number.count('TextsSilenced.over-budget')).toBe(10)
})

test('a process that has forgotten everything finds out which hours are full', async () => {
  const number = createVirtualNumber({ policy: { budgets: { default: fifty }, replyDelayMs: soon } })
  textAll(number, strangers(40))
  await number.pass(0)
  number.restart()
  textAll(number, strangers(60).slice(40))
  await number.pass(day)
  expect(repliesByHour(number)).toEqual({ 12: 28, 13: 13, 14: 13, 15: 6 })
})

test('a process that does not know that an hour is full learns it by two requests more', async () => {
  const number = createVirtualNumber({ policy: { budgets: { default: { ...fifty, hour: 1 } }, replyDelayMs: soon } })
  number.text(strangers(1)[0] ?? '')
  await number.pass(0)
  expect(number.requests.splice(0)).toEqual(['load', 'save', 'book', 'put', 'hold'])
  number.restart()
  number.text(strangers(2)[1] ?? '')
  await number.pass(0)
  expect(number.requests).toEqual(['load', 'save', 'book', 'read', 'book', 'put', 'hold'])
})

test('a process that knows that there is no room reserves nothing: a text costs one read', async () => {
  const number = createVirtualNumber({ policy: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  for (const sender of strangers(2)) number.text(sender)
  await number.pass(0)
  const before = number.requests.length
  for (const sender of strangers(5).slice(2)) number.text(sender)
  await number.pass(0)
  expect(number.requests.slice(before)).toEqual(['load', 'load', 'load'])
  expect(number.count('TextsSilenced.over-budget')).toBe(4)
})

const besieged = async () => {
  const number = createVirtualNumber({ policy: { budgets: { default: { ...fifty, hour: 10 } }, replyDelayMs: soon } })
  textAll(number, [...strangers(4), '+33612340000'])
  await number.pass(0)
  return number
}

test('a siege is entered at half of an hour, holds back neighbours and copies, and is left when the hour is over', async () => {
  const number = await besieged()
  expect(number.count('Siege')).toBe(1)
  expect(number.logs.filter(({ event }) => event === 'siege entered')).toHaveLength(1)

  number.text('+33612340001', 'Salut')
  number.text('+33698765432', 'Bonjour, on se connaît du train')
  await number.pass(0)
  number.text('+33687654321', 'bonjour on se connait du train')
  await number.pass(minute)
  expect(number.count('TextsSilenced.siege')).toBe(2)
  expect(number.count('RepliesBooked')).toBe(6)

  await number.pass(3 * hour)
  number.text('+33687654321', 'Toujours là ?')
  await number.pass(hour)
  expect(number.logs.filter(({ event }) => event === 'siege left')).toHaveLength(1)
  expect(number.gauge('Siege')).toBe(0)
  expect(number.phones).toHaveLength(7)
})

test('who was held back and asks again after five minutes may be booked further into later hours', async () => {
  const number = await besieged()
  // A quarter of each of the next 24 hours, at most half of tomorrow's day: whoever comes now is held back.
  textAll(number, strangers(200).slice(5))
  await number.pass(0)
  const late = strangers(300).at(-1) ?? ''
  number.text(late)
  await number.pass(4 * minute)
  number.text(late)
  await number.pass(0)
  const before = number.count('RepliesBooked')
  await number.pass(minute)
  number.text(late)
  await number.pass(0)
  expect(number.count('RepliesBooked') - before).toBe(1)
})

test('a text that a siege holds back costs one read and one write, the next ones of that day one read', async () => {
  const number = await besieged()
  const before = number.requests.length
  for (let texts = 0; texts < 3; texts++) {
    number.text('+33612340001', 'Salut')
    await number.pass(2000)
  }
  expect(number.requests.slice(before)).toEqual(['load', 'save', 'load', 'load'])
})

test('no reply is due near the edge of an hour, and none before it is wanted', async () => {
  for (let second = 0; second < 3600; second += 7) {
    const number = createVirtualNumber({
      policy: { replyDelayMs: { min: 1000, max: 2000 } },
      startAt: noon + second * 1000,
    })
    number.text('+33612345678')
    await number.pass(5 * minute)
    const [reply] = number.phones
    const intoTheHour = (reply?.at ?? 0) % hour
    expect(intoTheHour).toBeGreaterThanOrEqual(14_000)
    expect(intoTheHour).toBeLessThanOrEqual(hour - 14_000)
    expect(reply?.at).toBeGreaterThanOrEqual(noon + second * 1000 + 1000)
  }
})

test('how much of the month is booked is told of what costs money, which a SIM does not', async () => {
  const number = createVirtualNumber({ policy: { budgets: { default: fifty, 'sim-12': fifty }, replyDelayMs: soon } })
  number.text('+33612345678', 'Salut', { to: simLine })
  await number.pass(hour)
  expect(number.count('RepliesBooked')).toBe(1)
  expect(number.count('MonthShareBooked')).toBe(0)
  number.text('+33698765432')
  await number.pass(hour)
  expect(number.count('MonthShareBooked')).toBe(1 / fifty.month)
})
