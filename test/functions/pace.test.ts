import { expect, test } from 'vitest'

import { handle, inboundBody } from '../../lab/virtual/messages.ts'
import { createTimeline } from '../../lab/virtual/queue.ts'
import { createRateLimit, createVirtualStage } from '../../lab/virtual/stage.ts'
import type { SendResult } from '../../shared/ports.ts'
import { hour, minute, second, sendReplyProcesses } from '../../shared/rules/timing.ts'
import { createRandom, line, noon } from './virtual-number.ts'

/** French mobile numbers, each from its own block. */
const stranger = (n: number): string => `+336${50_000_000 + n * 9973}`

const accepted: SendResult = { kind: 'accepted' }
const throttled: SendResult = { kind: 'throttled', reason: 'ThrottlingException' }

type Given = {
  /** What settings say, and how many requests a second the carrier really takes, without a burst. */
  readonly configured: number
  readonly real?: number
  /** The answer of a carrier that is down. One that gives an unknown result to a question is nobody. */
  readonly answer?: (at: number, isQuestion: boolean) => SendResult | undefined
}

/** How long each request to the carrier takes. */
const latencyMs = 20

/** A number with one process of receive-sms, and as many of send-reply as there are on Lambda, which wait and ask in virtual time. */
const start = ({ configured, real = configured, answer = () => undefined }: Given) => {
  const timeline = createTimeline(noon + minute)
  const { now } = timeline
  const wait = (ms: number) => new Promise<void>((resolve) => timeline.plan(now() + ms, resolve))
  const accepts = createRateLimit(second / real, now)
  const asked: number[] = []
  const phones: { readonly to: string; readonly at: number }[] = []
  const counts = new Map<string, number>()
  let invocations = 0
  let paused = false

  /** A request that sends a reply or, without a recipient, asks whether anybody is there. */
  const request = async (to?: string): Promise<SendResult> => {
    await wait(latencyMs / 2)
    const at = now()
    asked.push(at)
    const result = answer(at, to === undefined) ?? (accepts() ? accepted : throttled)
    if (to !== undefined && result.kind === 'accepted') phones.push({ to, at })
    await wait(latencyMs / 2)
    return result
  }
  const stage = createVirtualStage({
    config: {
      lines: [{ number: line, language: 'fr', budget: 'default', carrier: 'aws' }],
      countries: ['FR'],
      replyDelayMs: { min: 10 * minute, max: 10 * minute },
      limits: [{ replies: 1, perMs: 24 * hour }],
      block: { after: 20, forMs: 24 * hour },
      budgets: { default: { hour: 4000, day: 20_000, month: 100_000 } },
      sendIntervalMs: { aws: second / configured },
      maxPricePerReplyUsd: 0.08,
      texts: {},
    },
    now,
    gatewayNamed: () => ({
      ask: async () => ((await request()).kind === 'unknown' ? 'nobody' : 'somebody'),
      send: ({ to }) => request(to),
    }),
  })
  const process = {
    call: <Answer>(_verb: string, _args: unknown, takeEffect: () => Promise<Answer>) => takeEffect(),
    now,
    random: createRandom(),
    wait,
    telemetry: {
      count: (metric: string, value = 1) => void counts.set(metric, (counts.get(metric) ?? 0) + value),
      log: () => {},
    },
  }
  const { 'receive-sms': inbound, 'send-reply': replies } = stage.queues
  const receiving = { handler: stage.start('receive-sms', process), queue: inbound, most: 10, isBusy: false }
  const sending = Array.from({ length: sendReplyProcesses }, () => ({
    handler: stage.start('send-reply', process),
    queue: replies,
    most: 1,
    isBusy: false,
  }))

  const idle = () => [receiving, ...(paused ? [] : sending)].filter(({ isBusy }) => !isBusy)

  /** Gives each idle process what it can receive. Returns whether there was anything. */
  const deliver = (): boolean => {
    let delivered = false
    for (const process of idle()) {
      const { handler, queue, most } = process
      const messages = queue.receive(most)
      if (messages.length === 0) continue
      if (queue === replies) invocations++
      delivered = true
      process.isBusy = true
      handle(handler, messages).then((done) => {
        for (const message of done) queue.delete(message)
        process.isBusy = false
      })
    }
    return delivered
  }

  return {
    now,
    /** The times of all requests to the carrier, questions too. */
    asked,
    /** The replies that the carrier has accepted. */
    phones,
    count: (metric: string): number => counts.get(metric) ?? 0,
    /** How often send-reply was invoked. */
    invocations: () => invocations,
    setPaused: (isPaused: boolean): void => {
      paused = isPaused
    },
    text: (from: string): void =>
      void inbound.put(inboundBody({ from, to: line, text: 'Salut', id: `inbound-${from.slice(1)}`, sentAt: now() })),
    /** Moves time. Each process goes on when its time has come. */
    pass: async (ms: number): Promise<void> => {
      let passed = false
      timeline.plan(now() + ms, () => {
        passed = true
      })
      while (!passed) {
        if (!deliver()) {
          const visibleAt = Math.min(...idle().map(({ queue }) => queue.nextVisibleAt()))
          if (visibleAt < timeline.nextAt()) timeline.plan(visibleAt, () => {})
          timeline.step()
        }
        // Lets every process run until it waits for time to pass.
        await new Promise(setImmediate)
      }
    },
  }
}

type PacedNumber = ReturnType<typeof start>

/** Texts from `n` people, whose replies all wait because sending is paused until some time after they were due. Returns when it goes on. */
const backlogOf = async (number: PacedNumber, n: number): Promise<number> => {
  number.setPaused(true)
  for (let i = 0; i < n; i++) number.text(stranger(i))
  await number.pass(25 * minute)
  expect(number.count('PartsBooked')).toBe(n)
  number.setPaused(false)
  return number.now()
}

/** Texts from 60 people in twelve hours, at irregular times, so that their replies don't come up at the same moments. */
const sixtyIn = async (number: PacedNumber): Promise<void> => {
  for (let i = 0; i < 60; i++) {
    number.text(stranger(i))
    await number.pass(11 * minute + ((i * 37) % 120) * second)
  }
}

/** Each of the `n` replies was sent once, and booked once. */
const expectOnce = ({ phones, count }: PacedNumber, n: number): void => {
  expect(new Set(phones.map(({ to }) => to)).size).toBe(phones.length)
  expect([phones.length, count('RepliesSubmitted'), count('PartsBooked')]).toEqual([n, n, n])
  expect(count('RepliesExpired')).toBe(0)
}

/** The most requests in any minute. */
const mostInAMinute = ({ asked }: PacedNumber): number =>
  Math.max(...asked.map((at) => asked.filter((other) => other >= at && other < at + minute).length))

test.each<[Given, number, number, number]>([
  [{ configured: 1 }, 310, 60, 6],
  [{ configured: 10, real: 1 }, 430, 90, 10],
  [{ configured: 1, real: 0.5 }, 430, 45, 13],
])(
  'a backlog of 300 replies at %j takes at most %i requests, %i in a minute, and %i minutes',
  async (given, most, perMinute, minutes) => {
    const number = start(given)
    const since = await backlogOf(number, 300)
    await number.pass(hour)
    expectOnce(number, 300)
    console.log(
      given,
      number.asked.length,
      mostInAMinute(number),
      ((number.phones.at(-1)?.at ?? 0) - since) / minute,
      number.invocations(),
    )
    expect(number.asked.length).toBeLessThanOrEqual(most)
    expect(mostInAMinute(number)).toBeLessThanOrEqual(perMinute)
    expect((number.phones.at(-1)?.at ?? 0) - since).toBeLessThan(minutes * minute)
    expect(number.invocations() / 300).toBeLessThan(3)
  },
)

const twelveHoursOn = noon + minute + 12 * hour

test.each<SendResult>([throttled, { kind: 'retryable', reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' }])(
  'after twelve hours of $reason all replies are sent within 65 minutes, booked once, at few invocations',
  async (refusal) => {
    const number = start({ configured: 1, answer: (at) => (at < twelveHoursOn ? refusal : undefined) })
    await sixtyIn(number)
    await number.pass(2 * hour)
    expectOnce(number, 60)
    expect((number.phones.at(-1)?.at ?? 0) - twelveHoursOn).toBeLessThan(65 * minute)
    expect(number.invocations() / 60).toBeLessThan(14)
  },
)

test.each([
  ['never answers', 'seen', 1],
  // Each of the two processes rests by itself, so if both always work, each loses some.
  ['answers questions only', 'hidden', 17],
])('a carrier that %s for twelve hours makes few replies uncertain', async (_, question, most) => {
  const number = start({
    configured: 1,
    answer: (at, isQuestion) =>
      at > noon + 12 * minute && at < twelveHoursOn && !(isQuestion && question === 'hidden')
        ? { kind: 'unknown', reason: 'InternalServerException' }
        : undefined,
  })
  await sixtyIn(number)
  await number.pass(3 * hour)
  const uncertain = number.count('RepliesUncertain')
  expect(uncertain).toBeLessThanOrEqual(most)
  expect(number.count('RepliesSubmitted')).toBe(60 - uncertain)
  expect(number.count('PartsBooked')).toBe(60)
})

test('beside an application that takes most of the rate, no minute has more requests than settings say', async () => {
  const number = start({ configured: 1, answer: (at) => (at % (10 * second) < 7 * second ? throttled : undefined) })
  await backlogOf(number, 100)
  await number.pass(5 * hour)
  expectOnce(number, 100)
  expect(mostInAMinute(number)).toBeLessThanOrEqual(60)
})
