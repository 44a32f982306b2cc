import { expect, test } from 'vitest'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { createVirtualNumber, kevin, line, secondLine } from '../../../test/functions/virtual-number.ts'

test('what a SIM sends is counted separately', async () => {
  const number = createVirtualNumber()
  number.text(kevin, 'Salut', { to: secondLine })
  await number.hear(2 * hour, '+33698765432')
  expect(number.phones.map(({ from }) => from).toSorted()).toEqual([secondLine, line])
  expect(['aws', 'httpsms'].map((name) => number.count(`RepliesSubmitted.${name}`))).toEqual([1, 1])
})

test('while httpSMS does not answer, a reply waits as for a refused line, not a phone that is off', async () => {
  const number = createVirtualNumber()
  number.down.add('question')
  const id = await number.hear(90 * minute, kevin, 'Salut', { to: secondLine })
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
  await number.hear(hour, kevin, 'Salut', { to: secondLine })
  expect([number.count('RepliesBooked'), number.count('MonthShareBooked')]).toEqual([1, 0])
  await number.hear(hour, '+33698765432')
  expect(number.count('MonthShareBooked')).toBe(1 / fifty.month)
})
