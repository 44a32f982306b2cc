import { expect, test } from 'vitest'

import { hour, minute } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, secondLine, type VirtualNumber } from '../../functions/virtual-number.ts'

const fifty = { hour: 50, day: 1000, month: 10_000 }
const soon = { min: minute, max: 10 * minute }
const kevin = '+33612345678'

const outcomes = (number: VirtualNumber) => ({
  sent: number.count('RepliesSubmitted'),
  expired: number.count('RepliesExpired'),
  cancelled: number.count('RepliesCancelled'),
})
const none = { sent: 0, expired: 0, cancelled: 0 }

test('what a SIM sends is counted separately, since it is not billed by the part', async () => {
  const number = createVirtualNumber()
  number.text(kevin, 'Salut', { to: secondLine })
  number.text('+32475123456')
  await number.pass(2 * hour)
  expect(number.phones.map(({ from }) => from).toSorted()).toEqual(['+32460000000', secondLine])
  expect(number.count('PartsSubmitted')).toBe(2)
  expect(number.count('PartsSubmitted.sim')).toBe(1)
})

test('a reply waits while it is unknown whether the phone is ready, which is counted as a delay', async () => {
  const number = createVirtualNumber()
  number.down.add('phone check')
  const id = number.text(kevin, 'Salut', { to: secondLine })
  await number.pass(90 * minute)
  expect(number.phones).toEqual([])
  expect(number.count('RepliesDelayed')).toBeGreaterThan(1)
  expect(number.count('PhoneOffline')).toBe(0)
  expect(await number.claims.read(id)).toBeUndefined()
  number.down.delete('phone check')
  await number.pass(3 * hour)
  expect(outcomes(number)).toEqual({ ...none, sent: 1 })
})

test('the booked share of a month is emitted only for bookings that cost money, and so not for a SIM', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: fifty, second: fifty }, replyDelayMs: soon } })
  number.text('+33612345678', 'Salut', { to: secondLine })
  await number.pass(hour)
  expect(number.count('RepliesBooked')).toBe(1)
  expect(number.count('MonthShareBooked')).toBe(0)
  number.text('+33698765432')
  await number.pass(hour)
  expect(number.count('MonthShareBooked')).toBe(1 / fifty.month)
})
