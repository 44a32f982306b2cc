import { expect, test } from 'vitest'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { alarmsOf, mailsOf, ringingMinutes } from '../cdk/monitored.ts'
import { example } from '../settings/checked.ts'
import {
  noon,
  requestsWhileAsking,
  soon,
  strangers,
  textAll,
  type VirtualNumber,
  withBudget,
} from './virtual-number.ts'

/** A quarter of the day was booked in the morning, and half of the hour at hand is. */
const busyNumber = async (replyDelayMs = soon) => {
  const quota = { hour: 10, day: 1000, month: 10_000 }
  const number = withBudget(quota, noon, replyDelayMs)
  for (let booked = 0; booked < 250; booked++)
    await number.budgets.book('default', noon - ((booked % 10) + 1) * hour, { ...quota, hour: 50 }, [])
  textAll(number, [...strangers(5), '+33612340000'])
  await number.pass(0)
  return number
}

/** The minutes in which the alarm rings, until three hours after now. */
const siegeRings = ({ emitted, clock, startedAt }: VirtualNumber) =>
  ringingMinutes(alarmsOf(example), 'siege', emitted, (clock.now - startedAt) / minute + 180)

test('a rush that is all answered rings no alarm, though people wait, and ask again', async () => {
  const number = await busyNumber()
  textAll(number, strangers(8).slice(5))
  await number.pass(0)
  expect(number.inbound.messages.size).toBe(3)
  await number.pass(6 * minute)
  textAll(number, strangers(8).slice(5))
  await number.pass(3 * hour)
  expect(number.phones).toHaveLength(9)
  expect([number.count('TextsSilenced'), number.count('TextsSilenced.asks-again')]).toEqual([3, 3])
  expect(siegeRings(number)).toEqual([])
})

/** Neighbouring numbers: so many that their four hours have room for some at most, and others are turned away. */
const neighbours = (n: number) => Array.from({ length: n }, (_, i) => `+3361234${String(1000 + i)}`)
const tooMany = 1000

test('an alarm rings, and mails once, as soon as a text is turned away, even by a process that has booked nothing', async () => {
  const number = await busyNumber()
  textAll(number, neighbours(tooMany))
  await number.pass(0)
  number.restart()
  const before = number.count('TextsSilenced.siege')
  await number.hear(0, neighbours(tooMany + 1).at(-1) ?? '')
  expect(number.count('TextsSilenced.siege') - before).toBe(1)
  const ringing = siegeRings(number)
  expect([ringing[0], mailsOf(ringing)]).toEqual([0, 1])
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

test('of a rush after a small flood, everybody is answered whose turn comes within the wait and the longest delay', async () => {
  const number = withBudget({ hour: 40, day: 400, month: 4000 }, noon, { min: 45 * minute, max: 75 * minute })
  const [flood, people] = [strangers(64), strangers(164).slice(64)]
  for (const sender of flood) await number.hear(9000, sender)
  for (const sender of people) await number.hear(3000, sender)
  await number.pass(5.5 * hour)
  const answered = new Set(number.phones.map(({ to }) => to))
  expect(people.filter((sender) => !answered.has(sender))).toEqual([])
})

test('turning a text away costs a read and a write, then a read a minute, until it asks again and waits', async () => {
  const number = await busyNumber({ min: 20 * minute, max: 30 * minute })
  textAll(number, neighbours(tooMany))
  await number.pass(0)
  const sender = neighbours(tooMany + 1).at(-1) ?? ''
  expect(await requestsWhileAsking(number, sender, 19, 15_700)).toEqual(['load', 'save', ...Array(4).fill('load')])
  await number.pass(2000)
  expect(await requestsWhileAsking(number, sender, 1, 0)).toEqual(['load', 'add', 'save', 'hide'])
})

test('after an outage, texts that came one by one are all answered, whatever flood came with them', async () => {
  const number = withBudget({ hour: 5, day: 50, month: 500 })
  const start = noon - 8 * hour
  const honest = strangers(6)
  for (const [i, sender] of honest.entries()) number.text(sender, 'Salut', { sentAt: start + i * 72 * minute })
  for (const sender of strangers(606).slice(6)) number.text(sender, 'Salut', { sentAt: start + 5 * minute })
  await number.pass(day + hour)
  const answered = number.phones.map(({ to }) => to)
  expect(honest.filter((sender) => answered.includes(sender))).toEqual(honest)
})
