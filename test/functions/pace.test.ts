import { expect, test } from 'vitest'
import { createRateLimit } from '../../lab/virtual/stage.ts'
import type { SendResult } from '../../shared/ports.ts'
import { day, hour, minute, second, sendReplyProcesses } from '../../shared/rules/timing.ts'
import {
  createVirtualNumber,
  noon,
  secondLine,
  spent,
  stranger,
  throttled,
  type VirtualNumber,
} from './virtual-number.ts'

test.each<[Given, number, number, number]>([
  [{ configured: 1 }, 310, 60, 6],
  [{ configured: 10, real: 1 }, 430, 90, 10],
  [{ configured: 1, real: 0.5 }, 430, 45, 13],
])('300 replies at %j take %i requests at most, %i a minute, %i minutes', async (given, most, perMinute, minutes) => {
  const number = start(given)
  const since = await backlogOf(number, 300)
  await number.pass(hour)
  expectOnce(number, 300)
  expect(number.attempts.length + number.questions.length).toBeLessThanOrEqual(most)
  expect(mostInAMinute(number)).toBeLessThanOrEqual(perMinute)
  expect((number.phones.at(-1)?.at ?? 0) - since).toBeLessThan(minutes * minute)
  expect(number.invocations() / 300).toBeLessThan(3)
})

const twelveHoursOn = noon + minute + 12 * hour

test.each<SendResult>([throttled, spent])(
  'after twelve hours of $reason all are sent within 65 minutes, once',
  async (refusal) => {
    const number = start({ configured: 1, answer: (at) => (at < twelveHoursOn ? refusal : undefined) })
    await sixtyIn(number)
    await number.pass(2 * hour)
    expectOnce(number, 60)
    expect((number.phones.at(-1)?.at ?? 0) - twelveHoursOn).toBeLessThan(65 * minute)
    expect(number.invocations() / 60).toBeLessThan(14)
  },
)

test('beside an application that takes most of the rate, no minute has more requests than settings say', async () => {
  const number = start({ configured: 1, answer: (at) => (at % (10 * second) < 7 * second ? throttled : undefined) })
  await backlogOf(number, 100)
  await number.pass(5 * hour)
  expectOnce(number, 100)
  expect(mostInAMinute(number)).toBeLessThanOrEqual(60)
})

test('a clock that is set back by a day holds no reply up', async () => {
  const number = start({ configured: 1, answer: () => ({ kind: 'accepted' }) })
  await number.hear(hour, stranger(0))
  number.clock.now -= day
  const before = number.clock.now + 11 * minute
  await number.hear(hour, stranger(1))
  expect(number.phones[1]?.at).toBeLessThan(before)
})

test('a second line sends while the first has a backlog', async () => {
  const number = createVirtualNumber({
    config: { replyDelayMs, sendIntervalMs: { aws: minute } },
  })
  for (let i = 0; i < 20; i++) number.text(stranger(i))
  await number.pass(minute)
  await number.hear(10 * minute + 2 * minute, stranger(20), 'Salut', { to: secondLine })
  expect(number.phones.filter(({ from }) => from === secondLine)).toHaveLength(1)
  expect(number.phones.length).toBeLessThan(10)
})

test('an invocation that has slept to ask doesn’t sleep as long again to send', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs, sendIntervalMs: { aws: 1.5 * second } } })
  number.hooks.presence = () => (number.questions.length === 1 ? 'nobody' : 'somebody')
  for (const i of [0, 1]) number.text(stranger(i))
  await number.pass(hour)
  const [asked = 0, askedAgain = 0] = number.questions
  const sleptMs = askedAgain - asked
  expect(sleptMs).toBeGreaterThan(3 * second)
  expect((number.attempts[0] ?? 0) - askedAgain).toBeGreaterThan(sleptMs)
})

const replyDelayMs = { min: 10 * minute, max: 10 * minute }

type Given = {
  /** What settings say, and how many requests a second the carrier really takes, without a burst. */
  readonly configured: number
  readonly real?: number
  /** The answer of a carrier that is down. */
  readonly answer?: (at: number) => SendResult | undefined
}

/** A number with as many processes of send-reply as there are on Lambda. */
const start = ({ configured, real = configured, answer = () => undefined }: Given) => {
  const number = createVirtualNumber({
    sending: sendReplyProcesses,
    startAt: noon + minute,
    config: {
      replyDelayMs,
      budgets: { default: { hour: 4000, day: 20_000, month: 100_000 } },
      sendIntervalMs: { aws: second / configured },
    },
  })
  const accepts = createRateLimit(second / real, () => number.clock.now)
  number.hooks.answerTo = (_, at) => answer(at) ?? (accepts() ? { kind: 'accepted' } : throttled)
  return number
}

/** Texts from `n` people, whose replies wait until after they were due. Returns when sending goes on. */
const backlogOf = async (number: VirtualNumber, n: number): Promise<number> => {
  number.setPaused(true)
  for (let i = 0; i < n; i++) number.text(stranger(i))
  await number.pass(25 * minute)
  expect(number.count('Bookings')).toBe(n)
  number.setPaused(false)
  return number.clock.now
}

/** Texts from 60 people in twelve hours, at irregular times. */
const sixtyIn = async (number: VirtualNumber): Promise<void> => {
  for (let i = 0; i < 60; i++) await number.hear(11 * minute + ((i * 37) % 120) * second, stranger(i))
}

/** Each of the `n` replies was sent once, and booked once. */
const expectOnce = ({ phones, count }: VirtualNumber, n: number): void => {
  expect(new Set(phones.map(({ to }) => to)).size).toBe(phones.length)
  expect([phones.length, count('RepliesSubmitted'), count('Bookings')]).toEqual([n, n, n])
  expect(count('RepliesExpired')).toBe(0)
}

/** The most requests in any minute. */
const mostInAMinute = ({ attempts, questions }: VirtualNumber): number => {
  const asked = [...attempts, ...questions]
  return Math.max(...asked.map((at) => asked.filter((other) => other >= at && other < at + minute).length))
}
