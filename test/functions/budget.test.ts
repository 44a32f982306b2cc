import { expect, test } from 'vitest'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import {
  createVirtualNumber,
  noon,
  requestsWhileAsking,
  secondLine,
  soon,
  strangers,
  textAll,
  type VirtualNumber,
  withBudget,
} from './virtual-number.ts'

const fifty = { hour: 50, day: 1000, month: 10_000 }

const repliesByHour = ({ phones }: VirtualNumber) => {
  const byHour = Map.groupBy(phones, ({ at }) => new Date(at).getUTCHours())
  return Object.fromEntries([...byHour].map(([hourOfDay, replies]) => [hourOfDay, replies.length]))
}

test('a hundred senders at once get what is open of the first hour, and the others wait for later ones', async () => {
  const number = withBudget(fifty)
  for (const sender of strangers(100)) await number.hear(0, sender, 'Salut')
  await number.pass(day)
  expect(repliesByHour(number)[12]).toBe(50)
  expect(number.phones).toHaveLength(100)
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
  // Whoever waits on the last day of a month may be answered in the next.
  const lastDay = withBudget(fifty, Date.UTC(2026, 10, 30, 12))
  await lastDay.hear(0, strangers(1)[0] ?? '')
  expect(lastDay.requests).toEqual(['load', 'read', 'read', 'book', 'save', 'put', 'hide'])
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

test.each([
  ['there was no room', {}],
  ['a reply was promised after that text', { replies: new Map([['owed', { at: noon + hour, dueAt: noon + hour }]]) }],
])('a START ends an opt-out that only another process knows, even if %s', async (_, changes) => {
  const number = await fullNumber()
  const [sender, key] = ['+33687654321', 'key of +33687654321']
  await number.amend(sender, changes)
  await number.pass(minute)
  await number.hear(0, sender)
  await number.amend(sender, { optedOutSince: noon, optedOutUntil: noon + 365 * day })
  await number.pass(minute / 2)
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
  for (let texts = 0; texts < 20 * 24; texts++) await number.hear(hour / 2, `+336${3000 + texts}0000`, 'Salut')
  const byDay = Map.groupBy(number.phones.slice(1), ({ at }) => new Date(at).getUTCDate())
  // Thirty of the sixty are used up after two days. The others last until the end of the month, one or two a day.
  expect([...byDay.values()].map((replies) => replies.length)).toSatisfy(
    (counts: readonly number[]) => counts.slice(0, 10).every((count) => count > 0) && Math.max(...counts.slice(2)) <= 2,
  )
})

test('who finds no room because the month is rationed counts as over budget, not as turned away', async () => {
  const number = withBudget({ hour: 100, day: 1000, month: 40 }, Date.UTC(2026, 10, 3))
  for (let texts = 0; texts < 48; texts++) await number.hear(hour / 2, `+336${3000 + texts}0000`, 'Salut')
  await number.pass(5 * hour)
  // Half of the month, and the next day's even share.
  expect(number.count('RepliesBooked')).toBe(21)
  expect(number.count('TextsSilenced.over-budget')).toBe(27)
  expect(number.count('TextsSilenced.siege')).toBe(0)
})

const smallMonth = { hour: 20, day: 100, month: 1000 }

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
