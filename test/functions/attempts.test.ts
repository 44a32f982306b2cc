import { expect, test } from 'vitest'
import type { SendResult } from '../../shared/ports.ts'
import { lineRefusedBy } from '../../shared/rules/telemetry.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import {
  createVirtualNumber,
  lost,
  noon,
  secondCarrier,
  secondLine,
  spent,
  stranger,
  throttled,
} from './virtual-number.ts'

const delayMs = 10 * minute
const replyDelayMs = { min: delayMs, max: delayMs }

const plenty = { hour: 400, day: 4000, month: 40_000 }
/** An account that accepts one request a second. */
const start = () =>
  createVirtualNumber({ config: { replyDelayMs, budgets: { default: plenty }, sendIntervalMs: { aws: second } } })

const tooDear: SendResult = { kind: 'refused', reason: 'PRICE_OVER_THRESHOLD' }
const countryBlocked: SendResult = { kind: 'retryable', reason: 'DESTINATION_COUNTRY_BLOCKED' }

test('60 destinations that are always refused hold nobody up, and cost a booking each', async () => {
  const number = start()
  number.hooks.answerTo = (to) => (to.startsWith('+337') ? tooDear : { kind: 'accepted' })
  for (let i = 0; i < 60; i++) {
    number.text(stranger(i, 7))
    if (i < 48) number.text(stranger(i))
    await number.pass(day / 60)
  }
  await number.pass(2 * day)
  const lateness = number.phones.map(({ waitedMs }) => waitedMs - delayMs)
  expect(lateness).toHaveLength(48)
  expect(Math.max(...lateness)).toBeLessThan(minute)
  expect(number.count('Bookings')).toBe(108)
  expect(number.count('RepliesRefused.aws')).toBe(60)
  expect(number.count('RepliesExpired')).toBe(60)
  expect(number.count('LineRefused.aws')).toBe(0)
})

test('twelve hours in which nobody answers lose no reply of a process that has heard nobody yet', async () => {
  const number = start()
  number.hooks.answerTo = () => lost
  number.down.add('question')
  for (let i = 0; i < 60; i++) {
    number.restart()
    await number.hear(12 * minute, stranger(i))
  }
  expect(number.count('RepliesUncertain')).toBe(0)
  expect(number.attempts).toEqual([])
})

test('the question comes first only if nobody was heard for ten minutes', async () => {
  const number = start()
  for (let i = 0; i < 4; i++) await number.hear(9 * minute, stranger(i))
  await number.pass(20 * minute)
  await number.hear(20 * minute, stranger(4))
  expect(number.attempts).toHaveLength(5)
  expect(number.questions).toHaveLength(2)
})

test('an attempt that could not reach the carrier does not put off the question', async () => {
  const number = start()
  number.carrierAnswers.push({ kind: 'accepted' }, { kind: 'retryable', reason: 'UNREACHABLE' })
  for (let i = 0; i < 2; i++) await number.hear(9 * minute, stranger(i))
  await number.pass(hour)
  expect(number.attempts).toHaveLength(3)
  expect(number.questions).toHaveLength(2)
})

test('a reply that its line refuses is hidden as long again as it is overdue, two minutes to an hour', async () => {
  const number = start()
  number.hooks.answerTo = () => spent
  await number.hear(2 * day, stranger(0))
  const [first = 0, ...later] = number.attempts
  const minutes = later.map((at) => Math.round((at - first) / minute))
  expect(minutes.slice(0, 9)).toEqual([2, 4, 8, 16, 33, 66, 126, 186, 246])
  expect(number.count('RepliesExpired')).toBe(1)
  expect(number.clock.now - noon).toBeGreaterThan(day)
})

test('a reply that its line refuses is given up a day after it was due, not at the next trial of the line', async () => {
  const number = start()
  number.hooks.answerTo = () => spent
  await number.hear(delayMs + day - second, stranger(0))
  expect(number.count('RepliesExpired')).toBe(0)
  await number.pass(minute)
  expect(number.count('RepliesExpired')).toBe(1)
})

test('a reply is not hidden for longer because its line throttled another one before this was due', async () => {
  const number = start()
  number.hooks.answerTo = () => throttled
  await number.hear(delayMs + minute, stranger(0))
  await number.hear(day, stranger(0), 'STOP')
  await number.hear(delayMs + minute, stranger(1))
  number.hooks.answerTo = () => ({ kind: 'accepted' })
  await number.pass(3 * minute)
  expect(number.phones.map(({ to }) => to)).toEqual([stranger(1)])
})

test('a country that the line is refused for stops none of the others', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs } })
  number.hooks.answerTo = (to) => (to.startsWith('+32') ? countryBlocked : { kind: 'accepted' })
  for (const to of ['+32475123456', stranger(0), '+32475993456', stranger(1)])
    number.text(to, 'Salut', { to: secondLine })
  await number.pass(delayMs + minute)
  expect(number.phones.map(({ to }) => to)).toEqual([stranger(0), stranger(1)])
  expect(number.count(lineRefusedBy(secondCarrier))).toBe(2)
})
