import { expect, test } from 'vitest'
import { periodOf } from '../../shared/rules/crowd.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import {
  createVirtualNumber,
  kevin,
  noon,
  requestsWhileAsking,
  secondLine,
  soon,
  stranger,
  strangers,
  textAll,
  type VirtualNumber,
  withBudget,
} from './virtual-number.ts'

test('each text that waits is looked at in the next period', async () => {
  const { number } = await whereKevinWaits()
  const looks = [...number.inbound.messages.values()].map(({ visibleAt }) => periodOf(visibleAt) - periodOf(noon))
  expect(looks).toEqual(Array(5).fill(1))
})

test('after STOP and START, a sender whose text waited is answered again as soon as there is room', async () => {
  const { number } = await whereKevinWaits()
  await untilLook(number, -minute)
  await number.hear(2 * minute, kevin, 'STOP')
  await number.hear(minute, kevin, 'START')
  expect(await waitingOf(number)).toBeUndefined()
  await number.pass(3 * hour)
  await number.hear(hour, kevin)
  expect(repliesTo(number)).toHaveLength(1)
  expect(number.count('TextsSilenced.siege')).toBe(0)
})

test('after a block that was lifted, a sender whose text waited is answered again', async () => {
  const { number } = await whereKevinWaits()
  await number.amend(kevin, { blockedUntil: number.clock.now + day })
  await untilLook(number, minute)
  await number.amend(kevin, { blockedUntil: 0 })
  expect(await waitingOf(number)).toBeUndefined()
  await number.pass(3 * hour)
  await number.hear(hour, kevin)
  expect(repliesTo(number)).toHaveLength(1)
})

test('a sender whose text waits is answered on a line whose budget has room', async () => {
  const { number } = await whereKevinWaits()
  await number.hear(hour, kevin, 'Salut', { to: secondLine })
  expect(repliesTo(number).map(({ from }) => from)).toEqual([secondLine])
  await number.pass(5 * hour)
  expect(repliesTo(number)).toHaveLength(1)
  expect(number.inbound.messages.size).toBe(0)
})

test('a text that was sent before its sender was promised a reply is no strike', async () => {
  const { number } = await whereKevinWaits(1)
  await number.hear(5 * hour, kevin, 'Salut', { to: secondLine })
  expect(number.count('TextsSilenced.answered-recently')).toBe(1)
  expect(number.count('SendersBlocked')).toBe(0)
  await number.hear(minute, kevin)
  expect(number.count('SendersBlocked')).toBe(1)
})

test('a sender whose text was lost while it waited is answered as soon as there is room', async () => {
  const { number } = await whereKevinWaits()
  number.inbound.messages.clear()
  await number.pass(hour)
  await number.hear(hour, kevin)
  expect(repliesTo(number)).toHaveLength(1)
})

test('a copy of a text that waits is dropped, and neither asks again nor waits beside it', async () => {
  const { number, id } = await whereKevinWaits()
  const before = number.inbound.messages.size
  await number.hear(6 * minute, kevin, 'Salut', { id })
  expect(number.inbound.messages.size).toBe(before)
  expect(number.count('TextsSilenced.duplicate')).toBe(1)
  expect((await number.senders.load(`key of ${kevin}`, 'consistent')).record.waiting?.asksAgain).toBe(false)
  await number.pass(5 * hour)
  expect(repliesTo(number)).toHaveLength(1)
})

test('while no message can be hidden, as many are answered as have room', async () => {
  const number = withBudget({ hour: 4, day: 96, month: 2500 })
  number.hooks.isLost = (action) => action === 'hide'
  for (let i = 0; i < 20; i++) number.text(stranger(i), 'Salut')
  await number.pass(3 * hour)
  // In the hour at hand and the next two, of the last of which a half is open at once, and the rest minute by minute.
  expect(number.phones.length).toBeGreaterThanOrEqual(12)
})

test('a text that comes again only because it waited is saved twice: when it waits, and when booked', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 24, month: 720 } } } })
  for (let i = 0; i < 2; i++) await number.hear(0, stranger(i))
  const before = number.requests.length
  await number.hear(4 * hour, kevin)
  const requests = number.requests.slice(before)
  expect(number.phones.map(({ to }) => to)).toContain(kevin)
  expect(requests.filter((request) => request === 'hide').length).toBeGreaterThan(2)
  expect(requests.filter((request) => request === 'save' || request === 'book')).toEqual(['save', 'book', 'save'])
})

test('who found no room is answered as soon as there is some, unless a STOP came in between', async () => {
  const number = createVirtualNumber({
    config: { budgets: { default: { hour: 2, day: 2, month: 62 } }, replyDelayMs: { min: minute, max: minute } },
    startAt: Date.UTC(2026, 10, 24, 23, 49),
  })
  textAll(number, strangers(2))
  await number.pass(8 * minute)
  const [waiting, stopping] = ['+33687654321', '+33698765432']
  textAll(number, [waiting, stopping])
  await number.pass(minute)
  await number.hear(0, stopping, 'STOP')
  await number.pass(4 * hour + 40 * minute)
  // The STOP has ended the wait of its sender's text.
  expect(number.count('TextsSilenced.opted-out')).toBe(2)
  expect(number.inbound.messages.size).toBe(0)
  await number.pass(20 * hour)
  await number.hear(2 * hour, waiting, 'Salut')
  expect(number.phones.map(({ to }) => to)).toContain(waiting)
})

test('a text that must wait is counted once, even if another writer of its sender’s record was first', async () => {
  const { number } = await whereKevinWaits()
  const before = number.requests.length
  let saves = 0
  number.hooks.beforeSaving = async () => {
    if (saves++ === 0) await number.amend(stranger(7), { strikes: 1 })
  }
  await number.hear(minute, stranger(7))
  const requests = number.requests.slice(before)
  expect([saves, requests.filter((request) => request === 'add').length]).toEqual([3, 1])
})

test('a text waits though the answer to its save was lost, and the repetition conflicted', async () => {
  const { number } = await whereKevinWaits()
  const other = stranger(7)
  let saves = 0
  number.hooks.beforeSaving = async (save) => saves++ === 0 && save()
  await number.hear(minute, other)
  expect((await number.senders.load(`key of ${other}`, 'consistent')).record.waiting).toBeDefined()
  await number.pass(6 * hour)
  expect(repliesTo(number, other)).toHaveLength(1)
})

test('while a text waits, others of its sender cost one write, and are neither strikes nor answered', async () => {
  const { number } = await whereKevinWaits()
  expect(await requestsWhileAsking(number, kevin, 2, minute / 2)).toEqual(['load'])
  await number.pass(4 * minute)
  expect(await requestsWhileAsking(number, kevin, 3, 0)).toEqual(['load', 'save'])
  await number.pass(5 * hour)
  expect(repliesTo(number)).toHaveLength(1)
  const { record } = await number.senders.load(`key of ${kevin}`, 'consistent')
  expect({ ...record, waiting: record.waiting }).toMatchObject({ strikes: 0, struck: [], waiting: undefined })
})

/** Kevin's text waits for room on the first line, since others have what is open. The second line has plenty. */
const whereKevinWaits = async (after = 20) => {
  const budgets = { default: { hour: 2, day: 48, month: 1440 }, second: { hour: 50, day: 500, month: 5000 } }
  const number = createVirtualNumber({ config: { budgets, replyDelayMs: soon, block: { after, forMs: day } } })
  for (let i = 0; i < 6; i++) number.text(stranger(i))
  await number.pass(minute)
  const id = await number.hear(minute, kevin)
  return { number, id }
}

const waitingOf = async ({ senders }: VirtualNumber) =>
  (await senders.load(`key of ${kevin}`, 'consistent')).record.waiting?.inboundId

/** Lets time pass until just before, or just after, the next look at Kevin's text. */
const untilLook = async (number: VirtualNumber, ms: number) => {
  const last = [...number.inbound.messages.values()].at(-1)
  await number.pass((last?.visibleAt ?? 0) + ms - number.clock.now)
}

const repliesTo = (number: VirtualNumber, to = kevin) => number.phones.filter((reply) => reply.to === to)
