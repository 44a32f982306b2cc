import { expect, onTestFinished, test } from 'vitest'

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

/** French mobile numbers, each from its own block. */
const stranger = (n: number): string => `+336${String(10_000_000 + n * 9973).slice(0, 8)}`

/** A number whose carrier keeps to a rate without a burst, and refuses everything while `isDown`. */
const start = async (repliesPerSecond: number, isDown: () => SendAnswer | undefined = () => undefined) => {
  let now = () => noon
  const accepts = createRateLimit(second / repliesPerSecond, () => now())
  const number = await startBundledNumber({
    config: configFor(repliesPerSecond),
    startAt: noon + minute,
    answer: () => isDown() ?? (accepts() ? 'accepted' : throttled),
  })
  now = number.now
  onTestFinished(number.stop)
  return number
}

type Number = Awaited<ReturnType<typeof start>>

/** Texts from `n` people, whose replies all wait because sending is paused until some time after they were due. */
const backlogOf = async (number: Number, n: number): Promise<void> => {
  number.setPaused(true)
  for (let i = 0; i < n; i++) number.text(stranger(i))
  await number.pass(25 * minute)
  expect(number.count('PartsBooked')).toBe(n)
  number.setPaused(false)
}

const figuresOf = (number: Number, n: number, since: number) => {
  const accepted = number.attempts.filter(({ answer }) => answer === 'accepted')
  return {
    sent: number.count('RepliesSubmitted'),
    once: new Set(accepted.map(({ to }) => to)).size === accepted.length,
    expired: number.count('RepliesExpired'),
    booked: number.count('PartsBooked'),
    lineRefused: number.count('LineRefused'),
    tookSeconds: ((accepted.at(-1)?.at ?? 0) - since) / second,
    invocationsPerReply: number.invocations() / n,
    throttled: number.attempts.length - accepted.length,
  }
}

test.each([
  [300, 1],
  [1000, 10],
])(
  'a backlog of %i replies at %i a second is sent in little more than the time that the rate needs',
  async (n, rate) => {
    const number = await start(rate)
    await backlogOf(number, n)
    const since = number.now()
    await number.pass(20 * minute)
    const figures = figuresOf(number, n, since)
    expect(figures).toMatchObject({ sent: n, once: true, expired: 0, booked: n, lineRefused: 0 })
    expect(figures.tookSeconds).toBeLessThan((1.6 * n) / rate)
    expect(figures.invocationsPerReply).toBeLessThan(3)
  },
)

test.each<[string, SendAnswer]>([
  ['its spend limit', { name: 'ServiceQuotaExceededException', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }],
  ['its rate', throttled],
])('after ten hours in which AWS refused everything for %s, a backlog is sent within minutes', async (_, refusal) => {
  const n = 15
  let isDown = true
  const number = await start(1, () => (isDown ? refusal : undefined))
  await backlogOf(number, n)
  await number.pass(10 * hour)
  const since = number.now()
  isDown = false
  await number.pass(hour)
  const figures = figuresOf(number, n, since)
  expect(figures).toMatchObject({ sent: n, once: true, expired: 0 })
  expect(figures.tookSeconds).toBeLessThan(n + (5 * minute) / second)
  // Each reply is booked once more, because its hour is over; a few more bookings were lost on probes.
  expect(figures.booked).toBeLessThanOrEqual(2 * n + 12)
})
