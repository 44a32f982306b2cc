import { expect, test } from 'vitest'
import { hour } from '../../shared/rules/timing.ts'
import { createVirtualNumber, kevin, stranger, type VirtualNumber } from './virtual-number.ts'

/** Texts of so many strangers within two hours. */
const textsOf = async (number: VirtualNumber, senders: number): Promise<void> => {
  for (let i = 0; i < senders; i++) await number.hear((2 * hour) / senders, stranger(i))
}

test('while saves fail for two hours, forty texts waste one ticket, and all are answered afterwards', async () => {
  const number = createVirtualNumber()
  let fails = true
  number.hooks.isLost = (action) => fails && action === 'save'
  await textsOf(number, 40)
  expect(number.booked()).toBe(1)
  fails = false
  await number.pass(4 * hour)
  expect(number.phones).toHaveLength(40)
  expect(number.booked()).toBe(41)
})

test('a record that can’t be saved wastes one ticket, however often its text comes again', async () => {
  const number = createVirtualNumber()
  let fails = true
  number.hooks.isLost = (action, key) => fails && action === 'save' && key === `key of ${kevin}`
  await number.hear(0, kevin)
  await textsOf(number, 20)
  expect(number.booked()).toBe(21)
  fails = false
  await number.pass(4 * hour)
  expect(number.phones).toHaveLength(21)
  expect(number.booked()).toBe(22)
})

test('a text that comes again only because it waited for room is saved twice: when it waits, and when booked', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 24, month: 720 } } } })
  for (let i = 0; i < 2; i++) await number.hear(0, stranger(i))
  const before = number.requests.length
  await number.hear(4 * hour, kevin)
  const requests = number.requests.slice(before)
  expect(number.phones.map(({ to }) => to)).toContain(kevin)
  expect(requests.filter((request) => request === 'hide').length).toBeGreaterThan(2)
  expect(requests.filter((request) => request === 'save' || request === 'book')).toEqual(['save', 'book', 'save'])
})
