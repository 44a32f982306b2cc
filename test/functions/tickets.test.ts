import { expect, test } from 'vitest'
import { createTickets } from '../../functions/receive-sms/tickets.ts'
import { createMemoryStores } from '../../lab/virtual/stores.ts'
import { counterNames } from '../../shared/rules/budget.ts'
import type { Quota } from '../../shared/rules/config.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, kevin, noon, stranger, type VirtualNumber, withBudget } from './virtual-number.ts'

const delayMs = 10 * minute
const start = () => withBudget({ hour: 400, day: 4000, month: 40_000 }, noon, { min: delayMs, max: delayMs })

/** Texts of so many strangers within two hours. */
const textsOf = async (number: VirtualNumber, senders: number): Promise<void> => {
  for (let i = 0; i < senders; i++) await number.hear((2 * hour) / senders, stranger(i))
}

test.each<[string, (key: unknown) => boolean, saved: number]>([
  ['all records', () => true, 0],
  ['one record', (key) => key === `key of ${kevin}`, 20],
])(
  'while %s can’t be saved for two hours, one ticket is wasted, and all are answered later',
  async (_, fails, saved) => {
    const number = createVirtualNumber()
    let isOver = false
    number.hooks.isLost = (action, key) => !isOver && action === 'save' && fails(key)
    await number.hear(0, kevin)
    await textsOf(number, 20)
    expect(number.booked()).toBe(saved + 1)
    isOver = true
    await number.pass(4 * hour)
    expect(number.phones).toHaveLength(21)
    expect(number.booked()).toBe(21 + 1)
  },
)

test('lost answers to bookings waste few of them, and everybody is answered once', async () => {
  const number = start()
  const lostUntil = noon + 70 * minute
  number.hooks.isAnswerLost = (action) => action === 'book' && number.clock.now < lostUntil
  for (let i = 0; i < 30; i++) await number.hear(2 * minute, stranger(i))
  // A process tries again after a quarter of an hour at most.
  await number.pass(lostUntil + 16 * minute - number.clock.now)
  expect(number.count('RepliesBooked')).toBeGreaterThan(0)
  await number.pass(6 * hour)
  expect(number.phones).toHaveLength(30)
  expect(number.booked()).toBeLessThanOrEqual(37)
})

/** Lets another process change the record of the first stranger just before it is saved. */
const amendFirst = (number: VirtualNumber, changes: Partial<SenderRecord>) => {
  number.hooks.beforeSaving = async () => {
    delete number.hooks.beforeSaving
    await number.amend(stranger(0), changes)
  }
}

test('a ticket whose record has changed is spare, and serves the next reply into its hour, when due', async () => {
  const number = withBudget({ hour: 1, day: 24, month: 720 }, noon, { min: delayMs, max: delayMs })
  amendFirst(number, { optedOutUntil: noon + day })
  await number.hear(20 * minute, stranger(0))
  await number.hear(hour, stranger(1))
  expect(number.phones.map(({ to, at }) => [to, at >= noon + 30 * minute])).toEqual([[stranger(1), true]])
  expect(number.booked()).toBe(1)
})

test('a reply that another process has promised meanwhile counts as booked there only', async () => {
  const number = start()
  amendFirst(number, { replies: new Map([['text', { at: noon, dueAt: noon + hour / 4 }]]) })
  await number.hear(hour, stranger(0), 'Salut', { id: 'text' })
  expect(number.count('RepliesBooked')).toBe(0)
})

const createTicketsAt = (clock: { readonly now: number }, quota: Quota, { budgets } = createMemoryStores()) =>
  createTickets({
    budgets,
    config: { budgets: { default: quota } },
    now: () => clock.now,
    random: () => 0,
  })

test('a process forgets the spare tickets of an hour that is over', async () => {
  const quota = { hour: 10, day: 240, month: 7200 }
  const clock = { now: noon }
  const tickets = createTicketsAt(clock, quota)
  const spareAt = async (hourStart: number) => {
    const ticket = await tickets.book('default', hourStart, { hourStart, quota })
    if (ticket !== 'full') tickets.spare(ticket)
  }
  const seenOf = (hourStart: number) => tickets.countersOf('default')(hourStart)[counterNames(hourStart).hour]
  await spareAt(noon)
  expect(seenOf(noon)).toBe(0)
  clock.now += hour
  await spareAt(noon + hour)
  expect([seenOf(noon), seenOf(noon + hour)]).toEqual([1, 0])
})

test('a spare ticket keeps its slot of the hour, so that a line with a gap sends no two at once', async () => {
  const quota = { hour: 10, day: 240, month: 7200, gapMs: minute }
  const tickets = createTicketsAt({ now: noon }, quota)
  const room = { hourStart: noon, quota }
  const [first, second] = [await tickets.book('default', noon, room), await tickets.book('default', noon, room)]
  if (first === 'full' || second === 'full') throw new Error('The hour has room for ten')
  tickets.spare(second)
  expect(tickets.takeSpare('default', noon, room)?.dueAt).toBe(first.dueAt + minute)
})

test('a clock that was a day ahead while an answer was lost doesn’t stop bookings for that day', async () => {
  const quota = { hour: 10, day: 240, month: 7200 }
  const clock = { now: noon + day }
  const stores = createMemoryStores()
  let isLost = true
  const book: typeof stores.budgets.book = async (...asked) => {
    if (isLost) throw new Error('No answer')
    return stores.budgets.book(...asked)
  }
  const tickets = createTicketsAt(clock, quota, { ...stores, budgets: { ...stores.budgets, book } })
  const attempt = () => tickets.book('default', noon, { hourStart: noon, quota })
  await expect(attempt()).rejects.toThrow('No answer')
  isLost = false
  await expect(attempt()).rejects.toThrow('Nothing is booked for a while')
  clock.now = noon
  expect(await attempt()).toMatchObject({ nth: 1 })
})
