import { expect, test } from 'vitest'

import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, noon, secondLine, type VirtualNumber } from './virtual-number.ts'

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

test('a hundred senders at once on fifty parts an hour: half of the first hour, an eighth of what the day can spare of each later one', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: fifty }, replyDelayMs: soon } })
  for (const sender of strangers(100)) {
    number.text(sender, 'Salut')
    await number.pass(0)
  }
  await number.pass(day)
  const later = Object.fromEntries([13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0].map((hour) => [hour, 6]))
  expect(repliesByHour(number)).toEqual({ 12: 25, ...later, 1: 3 })
  // The process counts along: it asks for no hour that it has seen full. What is read is the month, once, and whether the line refuses.
  const requestsOf = (verb: string) => number.requests.filter((request) => request === verb).length
  expect({ book: requestsOf('book'), read: requestsOf('read') }).toEqual({ book: 100, read: 2 })
})

test('a full budget means silence, counted, and the reservation is taken back', async () => {
  const number = createVirtualNumber({
    config: { budgets: { default: { hour: 2, day: 3, month: 10 } }, replyDelayMs: soon },
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
    config: { budgets: { default: { hour: 5, day: 5, month: 5 } }, replyDelayMs: soon },
    startAt: endOfMonth,
  })
  for (const sender of strangers(20)) number.text(sender)
  await number.pass(day)
  expect(number.phones.filter(({ at }) => at < Date.UTC(2026, 11, 1))).toHaveLength(5)
  // Three are more than half of December: of what is left, its first day gets a share that is used up.
  expect(number.phones.filter(({ at }) => at >= Date.UTC(2026, 11, 1))).toHaveLength(3)
  expect(number.count('TextsSilenced')).toBe(12)
})

test('a process that has forgotten everything finds out which hours are full', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: fifty }, replyDelayMs: soon } })
  textAll(number, strangers(40))
  await number.pass(0)
  number.restart()
  textAll(number, strangers(60).slice(40))
  await number.pass(day)
  expect(repliesByHour(number)).toEqual({ 12: 25, 13: 6, 14: 6, 15: 6, 16: 6, 17: 6, 18: 5 })
})

test('a process reads what is booked of a month once, with the first sender that it looks up', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { ...fifty, hour: 1 } }, replyDelayMs: soon } })
  number.text(strangers(1)[0] ?? '')
  await number.pass(0)
  expect(number.requests.splice(0)).toEqual(['load', 'read', 'save', 'book', 'save', 'put', 'hold'])
  number.restart()
  number.text(strangers(2)[1] ?? '')
  await number.pass(0)
  expect(number.requests.splice(0)).toEqual(['load', 'read', 'save', 'book', 'save', 'put', 'hold'])
  number.text(strangers(3)[2] ?? '', 'Salut')
  await number.pass(0)
  expect(number.requests).toEqual(['load', 'save', 'book', 'save', 'put', 'hold'])
})

test('a process that knows that there is no room reserves nothing: a text costs one read', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  for (const sender of strangers(2)) number.text(sender)
  await number.pass(0)
  const before = number.requests.length
  for (const sender of strangers(5).slice(2)) number.text(sender)
  await number.pass(0)
  expect(number.requests.slice(before)).toEqual(['load', 'load', 'load'])
  expect(number.count('TextsSilenced.over-budget')).toBe(4)
})

const besieged = async (replyDelayMs = soon) => {
  const number = createVirtualNumber({ config: { budgets: { default: { ...fifty, hour: 10 } }, replyDelayMs } })
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
  // What a rush may book of the next 24 hours is booked: whoever comes now is held back.
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

/** What the store is asked while one sender texts so often. */
const requestsWhileAsking = async (number: VirtualNumber, sender: string, texts: number, everyMs: number) => {
  const before = number.requests.length
  for (let text = 0; text < texts; text++) {
    number.text(sender, 'Salut')
    await number.pass(everyMs)
  }
  return number.requests.slice(before)
}

test('a text that a siege holds back costs one read and one write, the next ones nothing for five minutes; then asking again counts', async () => {
  const number = await besieged({ min: 20 * minute, max: 30 * minute })
  expect(await requestsWhileAsking(number, '+33612340001', 19, 15_700)).toEqual(['load', 'save'])
  await number.pass(2000)
  expect(await requestsWhileAsking(number, '+33612340001', 1, 0)).toEqual([
    'load',
    'save',
    'book',
    'save',
    'put',
    'hold',
  ])
})

/** There is one part, and somebody has it. */
const fullNumber = async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  number.text(strangers(1)[0] ?? '')
  await number.pass(0)
  return number
}

test('one number that texts on and on while the budget is full is blocked at the twentieth text, and costs a read a minute', async () => {
  const number = await fullNumber()
  const requests = await requestsWhileAsking(number, '+33687654321', 200, 3000)
  expect(requests).toEqual(['load', 'load', 'save', ...Array(9).fill('load')])
  expect(number.count('TextsSilenced.over-budget')).toBe(20)
  expect(number.count('TextsSilenced.blocked')).toBe(180)
  expect(number.count('SendersBlocked')).toBe(1)
})

test('one text that is delivered twenty-five times while the budget is full blocks nobody', async () => {
  const number = await fullNumber()
  for (let i = 0; i < 25; i++) number.text('+33687654321', 'Salut', { id: 'the-same' })
  await number.pass(0)
  expect(number.count('SendersBlocked')).toBe(0)
})

test('a block that somebody has lifted while the budget is full does not come back with the next text', async () => {
  const number = await fullNumber()
  for (let i = 0; i < 25; i++) number.text('+33687654321', 'Salut')
  await number.pass(0)
  expect(number.count('SendersBlocked')).toBe(1)
  const key = 'key of +33687654321'
  const { record, version } = await number.senders.load(key, 'consistent')
  await number.senders.save(key, { ...record, blockedUntil: 0 }, version, number.clock.now + 30 * day)
  await number.pass(minute)
  number.text('+33687654321', 'Encore moi')
  await number.pass(0)
  expect(number.count('SendersBlocked')).toBe(1)
  expect(number.count('TextsSilenced.over-budget')).toBe(21)
})

test('who asks now and then while the budget is full is not blocked', async () => {
  const number = await fullNumber()
  await requestsWhileAsking(number, '+33687654321', 60, 20_000)
  expect(number.count('TextsSilenced.over-budget')).toBe(60)
})

test('who was told no is answered as soon as there is room, and a STOP is heard meanwhile', async () => {
  const number = createVirtualNumber({
    config: { budgets: { default: { hour: 1, day: 1, month: 31 } }, replyDelayMs: { min: minute, max: minute } },
    startAt: Date.UTC(2026, 10, 24, 23, 49),
  })
  textAll(number, strangers(2))
  await number.pass(8 * minute)
  const [waiting, stopping] = ['+33687654321', '+33698765432']
  textAll(number, [waiting, stopping])
  await number.pass(minute)
  expect(number.count('TextsSilenced.over-budget')).toBe(2)
  number.text(stopping, 'STOP')
  await number.pass(0)
  expect(number.count('TextsSilenced.opted-out')).toBe(1)
  await number.pass(3 * minute)
  number.text(waiting, 'Salut')
  await number.pass(2 * day)
  expect(number.phones.map(({ to }) => to)).toContain(waiting)
})

test('a START of somebody who was told no ends an opt-out that only another process knows of', async () => {
  const number = await fullNumber()
  const [sender, key] = ['+33687654321', 'key of +33687654321']
  number.text(sender)
  await number.pass(0)
  const { record, version } = await number.senders.load(key, 'consistent')
  const optedOut = { ...record, optedOutSince: noon, optedOutUntil: noon + 365 * day }
  await number.senders.save(key, optedOut, version, noon + 365 * day)
  await number.pass(minute)
  number.text(sender, 'START')
  await number.pass(0)
  expect(number.count('TextsSilenced.opted-out')).toBe(1)
  expect((await number.senders.load(key, 'consistent')).record.optedOutUntil).toBe(0)
})

test('newcomers who come faster than people do may not use what is kept for later hours; who comes after them may', async () => {
  const generous = { hour: 40, day: 960, month: 28_800 }
  const number = createVirtualNumber({ config: { budgets: { default: generous }, replyDelayMs: soon } })
  for (const sender of strangers(200)) {
    number.text(sender, 'Salut')
    await number.pass(0)
  }
  // Half of the hour at hand and an eighth of each of 24 later ones.
  const booked = number.count('RepliesBooked')
  expect(booked).toBe(20 + 24 * 5)
  const late = strangers(300).slice(298)
  for (const sender of late) {
    await number.pass(5 * minute)
    number.text(sender, 'Salut')
  }
  await number.pass(0)
  expect(number.count('RepliesBooked') - booked).toBe(2)
})

test('how far the month is ahead of the calendar is told of every carrier, and once half of it is booked its days are rationed', async () => {
  const small = { hour: 10, day: 20, month: 60 }
  const number = createVirtualNumber({
    config: { budgets: { default: small, second: small }, replyDelayMs: soon },
    startAt: Date.UTC(2026, 10, 3),
  })
  const aheadAfter = async (to: string) => {
    number.text(`+336${number.count('RepliesBooked') + 2000}0000`, 'Salut', { to })
    await number.pass(hour)
    return number.gauge('MonthAhead')
  }
  expect(await aheadAfter(secondLine)).toBeCloseTo(1 / 60 - 2 / 30)
  for (let texts = 0; texts < 60 * 24; texts++) {
    number.text(`+336${3000 + texts}0000`, 'Salut')
    await number.pass(hour / 6)
  }
  const byDay = Map.groupBy(number.phones.slice(1), ({ at }) => new Date(at).getUTCDate())
  // Thirty of sixty are gone after two days; the others last until the end, one or two a day.
  expect([...byDay.values()].map((replies) => replies.length)).toSatisfy(
    (counts: readonly number[]) => counts.slice(0, 10).every((count) => count > 0) && Math.max(...counts.slice(2)) <= 2,
  )
})

test('no reply is due near the edge of an hour, and none before it is wanted', async () => {
  for (let second = 0; second < 3600; second += 7) {
    const number = createVirtualNumber({
      config: { replyDelayMs: { min: 1000, max: 2000 } },
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

test('who is turned away only because the month is rationed is over budget, which is no siege', async () => {
  const number = createVirtualNumber({
    config: { budgets: { default: { hour: 100, day: 1000, month: 40 } }, replyDelayMs: soon },
    startAt: Date.UTC(2026, 10, 3),
  })
  for (let texts = 0; texts < 48; texts++) {
    number.text(`+336${3000 + texts}0000`, 'Salut')
    await number.pass(hour / 2)
  }
  expect(number.count('RepliesBooked')).toBe(21)
  expect(number.count('TextsSilenced.over-budget')).toBe(27)
  expect(number.count('Siege')).toBe(0)
})

test('on the last day of a month, too, people who come together are answered as soon as others when there is no siege', async () => {
  const number = createVirtualNumber({
    config: { budgets: { default: { hour: 50, day: 500, month: 5000 } } },
    startAt: Date.UTC(2026, 10, 30, 12),
  })
  for (const sender of strangers(6)) {
    number.text(sender, 'Salut')
    await number.pass(1000)
  }
  await number.pass(2 * hour)
  expect(number.phones).toHaveLength(6)
})

const smallMonth = { budgets: { default: { hour: 20, day: 100, month: 1000 } }, replyDelayMs: soon }

test('a month is rationed by processes that are new with every text, too: no day falls silent', async () => {
  const number = createVirtualNumber({ config: smallMonth, startAt: Date.UTC(2026, 10, 1) })
  for (let texts = 0; texts < 30 * 24 * 3; texts++) {
    number.restart()
    number.text(`+336${10_000_000 + texts * 40_011}`, 'Salut')
    await number.pass(hour / 3)
  }
  const byDay = Map.groupBy(number.phones, ({ at }) => new Date(at).getUTCDate())
  expect(Array.from({ length: 29 }, (_, i) => byDay.get(i + 1)?.length ?? 0)).toSatisfy((counts: readonly number[]) =>
    counts.every((count) => count > 15),
  )
})

test('a day that is rationed by its month lasts until its evening', async () => {
  const number = createVirtualNumber({ config: smallMonth, startAt: Date.UTC(2026, 10, 10) })
  for (let bookings = 0; bookings < 600; bookings++)
    await number.budgets.book(
      'default',
      number.clock.now - (bookings % 200) * hour,
      1,
      { hour: 9, day: 99, month: 999 },
      [],
    )
  for (let texts = 0; texts < 24 * 20; texts++) {
    number.text(`+336${10_000_000 + texts * 40_011}`, 'Salut')
    await number.pass(hour / 20)
  }
  const byHour = Map.groupBy(number.phones, ({ at }) => new Date(at).getUTCHours())
  const halves = [0, 12].map((from) =>
    Array.from({ length: 12 }, (_, i) => byHour.get(from + i)?.length ?? 0).reduce((sum, n) => sum + n),
  )
  expect(Math.min(...halves)).toBeGreaterThan(5)
})
