import { expect, test } from 'vitest'

import { unknownSender } from '../../shared/rules/sender-record.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { createVirtualNumber, noon, type VirtualNumber } from './virtual-number.ts'

const stranger = (n: number) => `+336${String(1000 + n)}0000`

/** Writes the record of a sender by hand, as an operator may, with a note that the reply to a text is booked. */
const noteByHand = async (
  { senders }: VirtualNumber,
  sender: string,
  id: string,
  note: { readonly dueAt: number; readonly mac: string },
  field: 'bookedFor' | 'bookedAnewFor',
): Promise<void> => {
  const { record, version } = await senders.load(`key of ${sender}`, 'consistent')
  const noted = { ...unknownSender, ...record, replies: new Map([[id, noon]]), [field]: new Map([[id, note]]) }
  await senders.save(`key of ${sender}`, noted, version, noon + day)
}

const onePart = { budgets: { default: { hour: 1, day: 1, month: 1 } } }

test('a note that was written by hand proves no booking: five such texts get one reply under a budget of one', async () => {
  const number = createVirtualNumber({ config: onePart })
  for (let i = 0; i < 5; i++) {
    const note = { dueAt: noon + 10 * minute, mac: 'made up' }
    await noteByHand(number, stranger(i), `text-${i}`, note, 'bookedFor')
    number.text(stranger(i), 'Salut', { id: `text-${i}` })
  }
  await number.pass(3 * day)
  expect(number.phones.length).toBe(1)
  expect(number.count('PartsBooked')).toBe(1)
})

test('a note by hand that a late reply was booked again proves no booking either', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 10, day: 10, month: 10 } } } })
  number.text(stranger(0), 'Salut', { id: 'late' })
  await number.pass(minute)
  number.clock.now = noon + 5 * hour
  const note = { dueAt: noon + 5 * hour + 10 * minute, mac: 'made up' }
  await noteByHand(number, stranger(0), 'late', note, 'bookedAnewFor')
  await number.pass(2 * hour)
  expect(number.phones).toHaveLength(1)
  expect(number.count('PartsBooked')).toBe(2)
})

test('a genuine note that was copied to another text proves nothing about that one', async () => {
  const number = createVirtualNumber({ config: onePart })
  const id = number.text(stranger(0))
  await number.pass(minute)
  const { record } = await number.senders.load(`key of ${stranger(0)}`, 'consistent')
  const genuine = record.bookedFor.get(id)
  if (genuine === undefined) throw new Error('The booking must be noted')
  await noteByHand(number, stranger(1), 'copied', genuine, 'bookedFor')
  // Until then, a process may read the record as it was before.
  await number.pass(2 * second)
  number.text(stranger(1), 'Salut', { id: 'copied' })
  await number.pass(3 * day)
  expect(number.phones.map(({ to }) => to)).toEqual([stranger(0)])
})

test('a genuine note proves a booking, so that a text that is delivered again is not booked again', async () => {
  const number = createVirtualNumber()
  number.text(stranger(0), 'Salut', { id: 'twice' })
  await number.pass(minute)
  number.text(stranger(0), 'Salut', { id: 'twice' })
  await number.pass(2 * hour)
  expect(number.count('PartsBooked')).toBe(1)
  expect(number.phones).toHaveLength(1)
})
