import { afterAll, expect, test } from 'vitest'

import type { Call } from '../../emulator/index.ts'
import { startNumber, until } from './running-number.ts'

const number = await startNumber(5)
afterAll(number.stop)

const isBooking = ({ action, body }: Call): boolean => action === 'UpdateItem' && body.includes('budget#')
let bookings = 0
number.cloud.calls.subscribe((call) => {
  if (isBooking(call)) bookings++
})

test('a booking that DynamoDB throttles is tried again at once', async () => {
  const effect = { error: 'ThrottlingException', status: 400 }
  number.cloud.faults.add({ service: 'dynamodb', action: 'UpdateItem', when: isBooking, effect, times: 1 })
  const id = await number.text('+32470114321')
  await until('the decision', () => number.decisions(id).length > 0)
  expect(number.decisions(id)).toEqual(['reply'])
  expect(bookings).toBe(2)
})

test('a booking whose answer is lost is not repeated', async () => {
  bookings = 0
  number.cloud.faults.add({
    service: 'dynamodb',
    action: 'UpdateItem',
    when: isBooking,
    effect: 'lose-answer',
    times: 1,
  })
  await number.text('+32471114321')
  await until('the failure', () => number.count('TextsFailed') > 0)
  expect(bookings).toBe(1)
})
