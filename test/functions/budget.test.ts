import { expect, test } from 'vitest'
import type { Quota } from '../../shared/rules/config.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, noon, secondLine, type VirtualNumber } from './virtual-number.ts'

/** Mobile numbers, each from its own block of 10,000 numbers. */
const strangers = (n: number) => Array.from({ length: n }, (_, i) => `+336${String(1000 + i)}0000`)

/** Sends a text from each sender. The wording is too short for a fingerprint, so it makes no sender a lookalike. */
const textAll = (number: VirtualNumber, senders: readonly string[]) =>
  senders.map((sender) => number.text(sender, 'Salut'))

const fifty = { hour: 50, day: 1000, month: 10_000 }
const soon = { min: minute, max: 10 * minute }

/** A number with a budget, whose replies leave within minutes. */
const withBudget = (budget: Quota, startAt = noon, replyDelayMs = soon) =>
  createVirtualNumber({ config: { budgets: { default: budget }, replyDelayMs }, startAt })

const repliesByHour = ({ phones }: VirtualNumber) => {
  const byHour = Map.groupBy(phones, ({ at }) => new Date(at).getUTCHours())
  return Object.fromEntries([...byHour].map(([hourOfDay, replies]) => [hourOfDay, replies.length]))
}

test('a hundred senders at once get what is open of the first hour, and the others wait for the next one', async () => {
  const number = withBudget(fifty)
  for (const sender of strangers(100)) await number.hear(0, sender, 'Salut')
  await number.pass(day)
  expect(repliesByHour(number)).toEqual({ 12: 50, 13: 50 })
  // The process remembers what is open, and books nothing else. The read is that of the month's counters.
  const requestsOf = (verb: string) => number.requests.filter((request) => request === verb).length
  expect({ book: requestsOf('book'), read: requestsOf('read') }).toEqual({ book: 100, read: 1 })
})

test('a text that finds the budget full gets silence, and is counted', async () => {
  const number = withBudget({ hour: 4, day: 4, month: 2 })
  for (const sender of strangers(10)) number.text(sender)
  await number.pass(minute)
  expect(number.count('RepliesBooked')).toBe(2)
  expect(number.count('TextsSilenced.over-budget')).toBe(8)
  await number.pass(8 * day)
  expect(number.phones).toHaveLength(2)
  const silencedSender = strangers(10)[9] ?? ''
  expect((await number.senders.load(`key of ${silencedSender}`, 'consistent')).record.replies.size).toBe(0)
  await number.hear(day, silencedSender)
  expect(number.phones.at(-1)?.to).toBe(silencedSender)
})

test('the monthly limit applies too, and the next month starts with an unused budget', async () => {
  const endOfMonth = Date.UTC(2026, 10, 30, 18)
  const number = withBudget({ hour: 5, day: 5, month: 5 }, endOfMonth)
  for (const sender of strangers(20)) await number.hear(hour / 2, sender)
  await number.pass(day)
  expect(number.phones.filter(({ at }) => at < Date.UTC(2026, 11, 1))).toHaveLength(5)
  // Three replies are more than half of December's budget, which is rationed from then on.
  expect(number.phones.filter(({ at }) => at >= Date.UTC(2026, 11, 1))).toHaveLength(3)
  expect(number.count('TextsSilenced')).toBe(12)
})

test('a new process finds out which hours are full', async () => {
  const number = withBudget(fifty)
  textAll(number, strangers(55))
  await number.pass(0)
  number.restart()
  textAll(number, strangers(75).slice(55))
  await number.pass(day)
  expect(repliesByHour(number)).toEqual({ 12: 50, 13: 25 })
})

test('a process reads the counters of a month once, together with the first sender’s record', async () => {
  const number = withBudget({ ...fifty, hour: 1 })
  await number.hear(0, strangers(1)[0] ?? '')
  expect(number.requests.splice(0)).toEqual(['load', 'read', 'book', 'save', 'put', 'hide'])
  number.restart()
  // The hour is full, so the text is counted and waits, as does the next.
  await number.hear(0, strangers(2)[1] ?? '')
  expect(number.requests.splice(0)).toEqual(['load', 'read', 'add', 'save', 'hide'])
  await number.hear(0, strangers(3)[2] ?? '', 'Salut')
  expect(number.requests).toEqual(['load', 'add', 'save', 'hide'])
})

/** A quarter of the day was booked in the morning, and half of the hour at hand is. */
const besieged = async (replyDelayMs = soon, startAt = noon) => {
  const number = withBudget({ ...fifty, hour: 10 }, startAt, replyDelayMs)
  for (let booked = 0; booked < 250; booked++)
    await number.budgets.book('default', noon - ((booked % 10) + 1) * hour, fifty, [])
  textAll(number, [...strangers(5), '+33612340000'])
  await number.pass(0)
  return number
}

test('a siege begins when half an hour is booked, and ends with the hour; whoever texts meanwhile waits', async () => {
  const number = await besieged()
  expect(number.count('Siege')).toBe(1)
  expect(number.logs.filter(({ event }) => event === 'siege entered')).toHaveLength(1)

  textAll(number, strangers(8).slice(5))
  await number.pass(0)
  expect(number.inbound.messages.size).toBe(3)
  expect(number.count('TextsSilenced')).toBe(0)

  await number.pass(3 * hour)
  await number.hear(hour, '+33687654321', 'Toujours là ?')
  expect(number.logs.filter(({ event }) => event === 'siege left')).toHaveLength(1)
  expect(number.gauge('Siege')).toBe(0)
  expect(number.phones).toHaveLength(10)
})

/** Neighbouring numbers: so many that their four hours have room for some at most, and others are turned away. */
const neighbours = (n: number) => Array.from({ length: n }, (_, i) => `+3361234${String(1000 + i)}`)
const tooMany = 1000

test('a process that has booked nothing tells of a siege when it turns a text away', async () => {
  const number = await besieged()
  textAll(number, neighbours(tooMany))
  await number.pass(0)
  number.restart()
  const before = number.count('TextsSilenced.siege')
  await number.hear(0, neighbours(tooMany + 1).at(-1) ?? '')
  expect(number.count('TextsSilenced.siege') - before).toBe(1)
  expect(number.logs.filter(({ event }) => event === 'siege entered')).toHaveLength(2)
})

test('a siege of the next hour ends no sooner because somebody who waits gets silence in this one', async () => {
  const number = await besieged({ min: hour, max: hour }, noon + 58 * minute)
  const late = strangers(20).slice(5)
  textAll(number, late)
  await number.pass(minute)
  textAll(number, late)
  await number.pass(minute)
  await number.hear(0, '+33687654321', 'STOP')
  expect(number.logs.filter(({ event }) => event === 'siege left')).toEqual([])
})

test('who texts after a rush of two hundred is answered before most of it', async () => {
  const number = withBudget({ hour: 40, day: 960, month: 28_800 })
  for (const sender of strangers(200)) await number.hear(0, sender, 'Salut')
  await number.pass(minute)
  const late = strangers(203).slice(200)
  for (const sender of late) await number.hear(minute, sender, 'Salut')
  await number.pass(1.5 * hour)
  const answered = number.phones.map(({ to }) => to)
  expect(late.filter((sender) => answered.includes(sender))).toEqual(late)
  expect(answered.length).toBeLessThan(90)
})

test('while a text waits, others of its sender cost one write, and are neither strikes nor answered', async () => {
  const number = await besieged()
  const sender = '+33687654321'
  expect(await requestsWhileAsking(number, sender, 1, 0)).toEqual(['load', 'add', 'save', 'hide'])
  expect(await requestsWhileAsking(number, sender, 4, minute / 2)).toEqual(['load'])
  await number.pass(4 * minute)
  expect(await requestsWhileAsking(number, sender, 3, 0)).toEqual(['load', 'save'])
  await number.pass(hour)
  expect(number.phones.filter(({ to }) => to === sender)).toHaveLength(1)
  const { record } = await number.senders.load(`key of ${sender}`, 'consistent')
  expect({ ...record, waiting: record.waiting }).toMatchObject({ strikes: 0, struck: [], waiting: undefined })
})

/** Sends texts from one sender at regular intervals. Returns the requests that they cost. */
const requestsWhileAsking = async (number: VirtualNumber, sender: string, texts: number, everyMs: number) => {
  const before = number.requests.length
  for (let text = 0; text < texts; text++) await number.hear(everyMs, sender, 'Salut')
  return number.requests.slice(before)
}

test('turning a text away costs a read and a write, then a read a minute, until it asks again and waits', async () => {
  const number = await besieged({ min: 20 * minute, max: 30 * minute })
  textAll(number, neighbours(tooMany))
  await number.pass(0)
  const sender = neighbours(tooMany + 1).at(-1) ?? ''
  expect(await requestsWhileAsking(number, sender, 19, 15_700)).toEqual(['load', 'save', ...Array(4).fill('load')])
  await number.pass(2000)
  expect(await requestsWhileAsking(number, sender, 1, 0)).toEqual(['load', 'add', 'save', 'hide'])
})

/** A number whose budget has a single reply, which is booked. */
const fullNumber = async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  await number.hear(0, strangers(1)[0] ?? '')
  return number
}

test('who keeps texting while the budget is full gets silence, for one read a minute, and no block', async () => {
  const number = await fullNumber()
  const requests = await requestsWhileAsking(number, '+33687654321', 200, 3000)
  expect(requests).toEqual([...Array(10).fill('load'), 'add'])
  expect(number.count('TextsSilenced.over-budget')).toBe(200)
  expect(number.count('SendersBlocked')).toBe(0)
})

test('who found no room is answered as soon as there is some, unless a STOP came in between', async () => {
  const number = createVirtualNumber({
    config: { budgets: { default: { hour: 1, day: 1, month: 31 } }, replyDelayMs: { min: minute, max: minute } },
    startAt: Date.UTC(2026, 10, 24, 23, 49),
  })
  textAll(number, strangers(2))
  await number.pass(8 * minute)
  const [waiting, stopping] = ['+33687654321', '+33698765432']
  textAll(number, [waiting, stopping])
  await number.pass(minute)
  await number.hear(0, stopping, 'STOP')
  await number.pass(4 * hour + 40 * minute)
  // One of the four texts has had today's reply, and one tomorrow's. The STOP has ended the wait of another.
  expect(number.count('TextsSilenced.opted-out')).toBe(2)
  expect(number.inbound.messages.size).toBe(0)
  await number.pass(20 * hour)
  await number.hear(2 * hour, waiting, 'Salut')
  expect(number.phones.map(({ to }) => to)).toContain(waiting)
})

test('a START ends an opt-out that only another process knows, even if there was no room', async () => {
  const number = await fullNumber()
  const [sender, key] = ['+33687654321', 'key of +33687654321']
  await number.hear(0, sender)
  await number.amend(sender, { optedOutSince: noon, optedOutUntil: noon + 365 * day })
  await number.pass(minute)
  await number.hear(0, sender, 'START')
  expect(number.count('TextsSilenced.opted-out')).toBe(1)
  expect((await number.senders.load(key, 'consistent')).record.optedOutUntil).toBe(0)
})

test('each budget reports how far its month is ahead, and a half booked month is rationed by day', async () => {
  const small = { hour: 10, day: 20, month: 60 }
  const config = { budgets: { default: small, second: small }, replyDelayMs: soon }
  const number = createVirtualNumber({ config, startAt: Date.UTC(2026, 10, 3) })
  const aheadAfter = async (to: string) => {
    await number.hear(hour, `+336${number.count('RepliesBooked') + 2000}0000`, 'Salut', { to })
    return number.gauge('MonthAhead')
  }
  expect(await aheadAfter(secondLine)).toBeCloseTo(1 / 60 - 2 / 30)
  for (let texts = 0; texts < 60 * 24; texts++) await number.hear(hour / 6, `+336${3000 + texts}0000`, 'Salut')
  const byDay = Map.groupBy(number.phones.slice(1), ({ at }) => new Date(at).getUTCDate())
  // Thirty of the sixty are used up after two days. The others last until the end of the month, one or two a day.
  expect([...byDay.values()].map((replies) => replies.length)).toSatisfy(
    (counts: readonly number[]) => counts.slice(0, 10).every((count) => count > 0) && Math.max(...counts.slice(2)) <= 2,
  )
})

test('who finds no room because the month is rationed counts as over budget, not as under siege', async () => {
  const number = withBudget({ hour: 100, day: 1000, month: 40 }, Date.UTC(2026, 10, 3))
  for (let texts = 0; texts < 48; texts++) await number.hear(hour / 2, `+336${3000 + texts}0000`, 'Salut')
  await number.pass(5 * hour)
  // Half of the month, and the next day's even share.
  expect(number.count('RepliesBooked')).toBe(21)
  expect(number.count('TextsSilenced.over-budget')).toBe(27)
  expect(number.count('Siege')).toBe(0)
})

test('on the last day of a month, senders who text within seconds are not turned away as a siege', async () => {
  const config = { budgets: { default: { hour: 50, day: 500, month: 5000 } } }
  const number = createVirtualNumber({ config, startAt: Date.UTC(2026, 10, 30, 12) })
  for (const sender of strangers(6)) await number.hear(1000, sender, 'Salut')
  await number.pass(2 * hour)
  expect(number.phones).toHaveLength(6)
})

const smallMonth = { hour: 20, day: 100, month: 1000 }

test('a month is rationed even if each text has a new process, so that there are replies on every day', async () => {
  const number = withBudget(smallMonth, Date.UTC(2026, 10, 1))
  for (let texts = 0; texts < 30 * 24 * 3; texts++) {
    number.restart()
    await number.hear(hour / 3, `+336${10_000_000 + texts * 40_011}`, 'Salut')
  }
  const byDay = Map.groupBy(number.phones, ({ at }) => new Date(at).getUTCDate())
  expect(Array.from({ length: 28 }, (_, i) => byDay.get(i + 1)?.length ?? 0)).toSatisfy((counts: readonly number[]) =>
    counts.every((count) => count >= 10),
  )
})

test('the share of a day in a rationed month lasts until the evening', async () => {
  const number = withBudget(smallMonth, Date.UTC(2026, 10, 10))
  const wide = { hour: 9, day: 99, month: 999 }
  for (let bookings = 0; bookings < 600; bookings++)
    await number.budgets.book('default', number.clock.now - (bookings % 200) * hour, wide, [])
  for (let texts = 0; texts < 24 * 20; texts++)
    await number.hear(hour / 20, `+336${10_000_000 + texts * 40_011}`, 'Salut')
  const byHour = Map.groupBy(number.phones, ({ at }) => new Date(at).getUTCHours())
  const halves = [0, 12].map((from) =>
    Array.from({ length: 12 }, (_, i) => byHour.get(from + i)?.length ?? 0).reduce((sum, n) => sum + n),
  )
  expect(Math.min(...halves)).toBeGreaterThan(3)
})

test('a siege also begins when half a day is booked evenly, and not with a single text', async () => {
  const number = withBudget({ hour: 10, day: 20, month: 600 }, Date.UTC(2026, 10, 24))
  for (const sender of strangers(10).slice(1)) await number.hear(hour, sender, 'Salut')
  expect(number.count('RepliesBooked')).toBe(9)
  expect(number.count('Siege')).toBe(0)
  await number.hear(0, strangers(1)[0] ?? '', 'Salut')
  expect(number.count('Siege')).toBe(1)
  const tiny = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 24, month: 700 } } } })
  await tiny.hear(day, strangers(1)[0] ?? '', 'Salut')
  expect(tiny.count('RepliesBooked')).toBe(1)
  expect(tiny.count('Siege')).toBe(0)
})

test('after an outage, texts that came one by one are answered while hours have room, and a flood is not', async () => {
  const number = withBudget({ hour: 40, day: 400, month: 4000 })
  const start = noon - 8 * hour
  // A window of 135 seconds takes three newcomers. An honest text comes in every fourth, and a burst between two.
  const honest = strangers(48)
  for (const [i, sender] of honest.entries()) number.text(sender, 'Salut', { sentAt: start + i * 9 * minute })
  for (const sender of strangers(5048).slice(48)) number.text(sender, 'Salut', { sentAt: start + 5 * minute })
  await number.pass(day + hour)
  const answered = new Set(number.phones.map(({ to }) => to))
  expect(honest.filter((sender) => answered.has(sender))).toHaveLength(48)
  // Of each hour, the burst gets as small a share as three hours' places are of those who wait.
  expect(answered.size - 48).toBeLessThan(300)
})
