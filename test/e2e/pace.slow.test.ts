import { describe, expect, onTestFinished, test } from 'vitest'

import { type SendAnswer, startBundledNumber } from '../../lab/virtual/bundled-number.ts'
import { createRateLimit } from '../../lab/virtual/stage.ts'
import type { Config } from '../../shared/rules/config.ts'
import { hour, minute, second } from '../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)

const configFor = (repliesPerSecond: number): Config => ({
  lines: [{ number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' }],
  countries: ['FR'],
  replyDelayMs: { min: 10 * minute, max: 10 * minute },
  limits: [{ replies: 1, perMs: 24 * hour }],
  block: { after: 20, forMs: 24 * hour },
  budgets: { default: { hour: 4000, day: 20_000, month: 100_000 } },
  sendIntervalMs: { aws: second / repliesPerSecond },
  maxPricePerReplyUsd: 0.08,
  texts: {},
})

const throttled: SendAnswer = { name: 'ThrottlingException' }
const tooDear: SendAnswer = { name: 'ConflictException', reason: 'PRICE_OVER_THRESHOLD' }

/** French mobile numbers, each from its own block. Those that begin with 7 are refused in a test. */
const stranger = (n: number, first = 6): string => `+33${first}${50_000_000 + n * 9973}`

type Given = {
  /** What settings say, and how many requests a second the carrier really takes, without a burst. */
  readonly configured: number
  readonly real?: number
  /** The answer of a carrier that is down. */
  readonly answer?: (isQuestion: boolean, at: number, to: string) => SendAnswer | undefined
}

const start = async ({ configured, real = configured, answer = () => undefined }: Given) => {
  let now = () => noon
  const accepts = createRateLimit(second / real, () => now())
  const number = await startBundledNumber({
    config: configFor(configured),
    startAt: noon + minute,
    answer: (to, at, isQuestion) => answer(isQuestion, at, to) ?? (accepts() ? 'accepted' : throttled),
  })
  now = number.now
  onTestFinished(number.stop)
  return number
}

type Number = Awaited<ReturnType<typeof start>>

/** Texts from `n` people, whose replies all wait because sending is paused until some time after they were due. Returns when it goes on. */
const backlogOf = async (number: Number, n: number): Promise<number> => {
  number.setPaused(true)
  for (let i = 0; i < n; i++) number.text(stranger(i))
  await number.pass(25 * minute)
  expect(number.count('PartsBooked')).toBe(n)
  number.setPaused(false)
  return number.now()
}

/** Texts from 60 people in twelve hours, at irregular times, so that their replies don't come up at the same moments. */
const sixtyIn = async (number: Number): Promise<void> => {
  for (let i = 0; i < 60; i++) {
    number.text(stranger(i))
    await number.pass(11 * minute + ((i * 37) % 120) * second)
  }
}

/** Each of the `n` replies was sent once, and booked once. */
const expectOnce = (number: Number, n: number): void => {
  const accepted = number.attempts.filter(({ answer }) => answer === 'accepted')
  expect(new Set(accepted.map(({ to }) => to)).size).toBe(accepted.length)
  expect([accepted.length, number.count('RepliesSubmitted'), number.count('PartsBooked')]).toEqual([n, n, n])
  expect(number.count('RepliesExpired')).toBe(0)
}

const lastAt = (number: Number): number => number.attempts.findLast(({ answer }) => answer === 'accepted')?.at ?? 0

/** The most requests in any minute. */
const mostInAMinute = ({ asked }: Number): number =>
  Math.max(...asked.map((at) => asked.filter((other) => other >= at && other < at + minute).length))

test.each<[Given, number, number, number]>([
  // On a busy machine the two processes take longer to find a rhythm.
  [{ configured: 1 }, 400, 60, 10],
  [{ configured: 10, real: 1 }, 494, 600, 10],
  [{ configured: 1, real: 0.5 }, 529, 45, 16],
])(
  'a backlog of 300 replies at %j takes at most %i requests, %i in a minute, and %i minutes',
  async (given, most, perMinute, minutes) => {
    const number = await start(given)
    const since = await backlogOf(number, 300)
    await number.pass(hour)
    expectOnce(number, 300)
    expect(number.asked.length).toBeLessThanOrEqual(most)
    expect(mostInAMinute(number)).toBeLessThanOrEqual(perMinute)
    expect(lastAt(number) - since).toBeLessThan(minutes * minute)
    expect(number.invocations() / 300).toBeLessThan(3)
  },
)

test('destinations that are always refused hold nobody up, and cost a part each', async () => {
  const number = await start({ configured: 1, answer: (_isQuestion, _at, to) => (to[3] === '7' ? tooDear : undefined) })
  const textedAt = new Map<string, number>()
  for (let i = 0; i < 60; i++) {
    number.text(stranger(i, 7))
    textedAt.set(stranger(i), number.now())
    if (i % 5 < 4) number.text(stranger(i))
    await number.pass(5 * minute)
  }
  await number.pass(15 * minute)
  const accepted = number.attempts.filter(({ answer }) => answer === 'accepted')
  const lateness = accepted.map(({ to, at }) => at - (textedAt.get(to) ?? 0) - 10 * minute)
  expect(lateness).toHaveLength(48)
  expect(Math.max(...lateness)).toBeLessThan(minute)
  expect(number.count('PartsBooked')).toBe(108)
})

const twelveHoursOn = noon + minute + 12 * hour

describe.each<[string, SendAnswer]>([
  ['spend limit', { name: 'ServiceQuotaExceededException', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }],
  ['access denied', { name: 'AccessDeniedException' }],
  ['throttling', throttled],
])('after twelve hours of %s', (_, refusal) => {
  test('all replies are sent within 65 minutes, booked once, at few invocations', async () => {
    const number = await start({ configured: 1, answer: (_, at) => (at < twelveHoursOn ? refusal : undefined) })
    await sixtyIn(number)
    await number.pass(2 * hour)
    expectOnce(number, 60)
    expect(lastAt(number) - twelveHoursOn).toBeLessThan(65 * minute)
    expect(number.invocations() / 60).toBeLessThan(14)
  })
})

test.each<[string, SendAnswer, 'seen' | 'hidden', number]>([
  ['answers 503', 'failed', 'seen', 1],
  ['closes connections', 'cut', 'seen', 1],
  // Each of the two processes rests by itself, so if both always work, each loses some.
  ['answers 503 to attempts only', 'failed', 'hidden', 17],
])('a carrier that %s for twelve hours makes few replies uncertain', async (_, answer, question, most) => {
  const number = await start({
    configured: 1,
    answer: (isQuestion, at) =>
      at > noon + 12 * minute && at < twelveHoursOn && !(isQuestion && question === 'hidden') ? answer : undefined,
  })
  await sixtyIn(number)
  await number.pass(3 * hour)
  const uncertain = number.count('RepliesUncertain')
  expect(uncertain).toBeLessThanOrEqual(most)
  expect(number.count('RepliesSubmitted')).toBe(60 - uncertain)
  expect(number.count('PartsBooked')).toBe(60)
})

test('beside an application that takes most of the rate, no minute has more requests than settings say', async () => {
  const number = await start({
    configured: 1,
    answer: (_, at) => (at % (10 * second) < 7 * second ? throttled : undefined),
  })
  await backlogOf(number, 100)
  await number.pass(5 * hour)
  expectOnce(number, 100)
  expect(mostInAMinute(number)).toBeLessThanOrEqual(60)
})
