import { expect, test } from 'vitest'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, line, secondLine } from '../../functions/virtual-number.ts'

const kevin = '+33612345678'

test('what a SIM sends is counted separately', async () => {
  const number = createVirtualNumber()
  number.text(kevin, 'Salut', { to: secondLine })
  number.text('+33698765432')
  await number.pass(2 * hour)
  expect(number.phones.map(({ from }) => from).toSorted()).toEqual([secondLine, line])
  expect(['aws', 'httpsms'].map((name) => number.count(`RepliesSubmitted.${name}`))).toEqual([1, 1])
})

test('while httpSMS does not answer, a reply waits as for a refused line, not a phone that is off', async () => {
  const number = createVirtualNumber()
  number.down.add('question')
  const id = number.text(kevin, 'Salut', { to: secondLine })
  await number.pass(90 * minute)
  expect(number.phones).toEqual([])
  expect(number.count('LineRefused.httpsms')).toBeGreaterThan(1)
  expect(number.count('PhoneOffline')).toBe(0)
  expect(await number.claims.read(id)).toBeUndefined()
  number.down.delete('question')
  await number.pass(3 * hour)
  expect([number.count('RepliesSubmitted'), number.count('RepliesExpired')]).toEqual([1, 0])
})

test('the booked share of a month is emitted only for bookings that cost money, and so not for a SIM', async () => {
  const fifty = { hour: 50, day: 1000, month: 10_000 }
  const replyDelayMs = { min: minute, max: 10 * minute }
  const number = createVirtualNumber({ config: { budgets: { default: fifty, second: fifty }, replyDelayMs } })
  number.text(kevin, 'Salut', { to: secondLine })
  await number.pass(hour)
  expect([number.count('RepliesBooked'), number.count('MonthShareBooked')]).toEqual([1, 0])
  number.text('+33698765432')
  await number.pass(hour)
  expect(number.count('MonthShareBooked')).toBe(1 / fifty.month)
})
