import { expect, test } from 'vitest'
import { hour } from '../../shared/rules/timing.ts'
import { createVirtualNumber, kevin, stranger, type VirtualNumber } from './virtual-number.ts'

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
