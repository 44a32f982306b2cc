import { expect, test } from 'vitest'
import type { SendResult } from '../../shared/ports.ts'
import { noRest } from '../../shared/rules/rest.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { createVirtualNumber, lost, noon, stranger, type VirtualNumber } from './virtual-number.ts'

const down = { from: noon + 2 * hour, until: noon + 10 * hour }

/** An account that accepts one request a second, with two processes that send. */
const start = (answer: (to: string, at: number) => SendResult | undefined): VirtualNumber => {
  const budgets = { default: { hour: 400, day: 4000, month: 40_000 } }
  const number = createVirtualNumber({ sending: 2, config: { budgets, sendIntervalMs: { aws: second } } })
  number.hooks.answerTo = (to, at) => answer(to, at) ?? { kind: 'accepted' }
  return number
}

/** Texts from so many new senders an hour. Lambda replaces all processes every ten minutes. */
const textsFor = async (number: VirtualNumber, hours: number, perHour: number): Promise<void> => {
  for (let i = 0; i < hours * perHour; i++) {
    number.text(stranger(i))
    await replaced(number, hour / perHour)
  }
}

const replaced = async (number: VirtualNumber, ms: number): Promise<void> => {
  const end = number.clock.now + ms
  while (number.clock.now < end) {
    await number.pass(Math.min(10 * minute, end - number.clock.now))
    number.restart()
  }
}

const lostWhileDown = (_: string, at: number) => (at >= down.from && at < down.until ? lost : undefined)

test.each([
  [1, 9, 66],
  [6, 11, 20],
  [35, 11, 20],
])('eight hours of questions answered and replies lost cost few of %i an hour', async (perHour, most, minutesAfter) => {
  const number = start(lostWhileDown)
  await textsFor(number, 14, perHour)
  await replaced(number, 3 * hour)
  const uncertain = number.count('RepliesUncertain')
  expect(uncertain).toBeGreaterThan(0)
  expect(uncertain).toBeLessThanOrEqual(most)
  expect(number.count('RepliesSubmitted')).toBe(14 * perHour - uncertain)
  const firstAfter = number.attempts.find((at) => at >= down.until) ?? 0
  expect(firstAfter - down.until).toBeLessThan(minutesAfter * minute)
})

test('a rest that could not be stored costs one reply more', async () => {
  const number = start(lostWhileDown)
  let losses = 1
  number.hooks.isLost = (action) => action === 'replace' && losses-- > 0
  await textsFor(number, 14, 35)
  await replaced(number, 3 * hour)
  expect(number.count('RepliesUncertain')).toBeLessThanOrEqual(12)
})

test('destinations that always get an internal error, every tenth, keep the others waiting for minutes', async () => {
  const bad = new Set(Array.from({ length: 84 }, (_, i) => stranger(10 * i)))
  const number = start((to) => (bad.has(to) ? lost : undefined))
  const textedAt = new Map<string, number>()
  for (let i = 0; i < 840; i++) {
    textedAt.set(stranger(i), number.clock.now)
    await number.hear(hour / 35, stranger(i))
  }
  await number.pass(day)
  const waits = number.phones.flatMap(({ to, at }) => (bad.has(to) ? [] : [at - (textedAt.get(to) ?? 0)]))
  expect(waits).toHaveLength(840 - 84)
  expect(Math.max(...waits)).toBeLessThan(90 * minute)
  expect(number.count('RepliesUncertain')).toBe(84)
})

test('only an answer of the carrier ends a rest: one that can not be reached makes the next no shorter', async () => {
  const answers: SendResult[] = [lost, { kind: 'retryable', reason: 'UNREACHABLE' }, lost]
  const number = start(() => answers.shift())
  for (let i = 0; i < 4; i++) number.text(stranger(i))
  await number.pass(day)
  const waits = number.attempts.map((at, i) => (at - (number.attempts[i - 1] ?? at)) / minute)
  expect(Math.max(...waits)).toBeGreaterThan(30)
  expect(number.count('RepliesUncertain')).toBe(2)
})

test('a reply that an earlier delivery may have sent prolongs no rest, since nothing is attempted for it', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 5 * minute, max: 5 * minute } } })
  number.carrierAnswers.push(lost)
  let failures = 1
  number.hooks.isLost = (action) => action === 'settle' && failures-- > 0
  number.text(stranger(0))
  await number.pass(5 * second)
  number.text(stranger(1))
  await number.pass(hour)
  expect([number.count('RepliesUncertain'), number.count('RepliesSubmitted')]).toEqual([1, 1])
  const [lostAt = 0, sentAt = 0] = number.attempts
  expect((sentAt - lostAt) / minute).toBeLessThan(8)
})

test('a rest that was stored by a wrong clock mutes no line', async () => {
  const number = start(() => undefined)
  await number.rests.replace('aws', noRest, { ms: 2 * minute, until: Date.UTC(2100) })
  await number.hear(80 * minute, stranger(0))
  expect(number.phones).toHaveLength(1)
})
