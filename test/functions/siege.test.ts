import { expect, test } from 'vitest'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import {
  createVirtualNumber,
  noon,
  requestsWhileAsking,
  soon,
  strangers,
  textAll,
  withBudget,
} from './virtual-number.ts'

/** A quarter of the day was booked in the morning, and half of the hour at hand is. */
const besieged = async (replyDelayMs = soon, startAt = noon) => {
  const quota = { hour: 10, day: 1000, month: 10_000 }
  const number = withBudget(quota, startAt, replyDelayMs)
  for (let booked = 0; booked < 250; booked++)
    await number.budgets.book('default', noon - ((booked % 10) + 1) * hour, { ...quota, hour: 50 }, [])
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

test('turning a text away costs a read and a write, then a read a minute, until it asks again and waits', async () => {
  const number = await besieged({ min: 20 * minute, max: 30 * minute })
  textAll(number, neighbours(tooMany))
  await number.pass(0)
  const sender = neighbours(tooMany + 1).at(-1) ?? ''
  expect(await requestsWhileAsking(number, sender, 19, 15_700)).toEqual(['load', 'save', ...Array(4).fill('load')])
  await number.pass(2000)
  expect(await requestsWhileAsking(number, sender, 1, 0)).toEqual(['load', 'add', 'save', 'hide'])
})

test('after an outage, texts that came one by one are answered while hours have room, and a flood is not', async () => {
  const number = withBudget({ hour: 40, day: 400, month: 4000 })
  const start = noon - 8 * hour
  // An honest text comes every nine minutes, and the flood all at once between two of them.
  const honest = strangers(48)
  for (const [i, sender] of honest.entries()) number.text(sender, 'Salut', { sentAt: start + i * 9 * minute })
  for (const sender of strangers(5048).slice(48)) number.text(sender, 'Salut', { sentAt: start + 5 * minute })
  await number.pass(day + hour)
  const answered = new Set(number.phones.map(({ to }) => to))
  expect(honest.filter((sender) => answered.has(sender))).toHaveLength(48)
  // Of each hour, the flood gets as small a share as three hours' places are of those who wait.
  expect(answered.size - 48).toBeLessThan(300)
})
