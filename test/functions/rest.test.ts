import { expect, test } from 'vitest'
import type { SendResult } from '../../shared/ports.ts'
import { noRest } from '../../shared/rules/rest.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { createVirtualNumber, line, lost, noon, stranger, type VirtualNumber } from './virtual-number.ts'

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

test('an attempt that reached nobody leaves the rest as it was', async () => {
  const answers: SendResult[] = [lost, { kind: 'retryable', reason: 'UNREACHABLE' }, lost]
  const number = start(() => answers.shift())
  for (let i = 0; i < 4; i++) number.text(stranger(i))
  await number.pass(day)
  const { ms } = await number.rests.read(line)
  // Two losses made it 8 minutes, and two answers have halved that.
  expect([number.count('RepliesUncertain'), ms]).toEqual([2, 2 * minute])
  expect(number.attempts).toHaveLength(5)
})

test.each<[string, (nth: number) => boolean, most: number]>([
  ['every second attempt', (nth) => nth % 2 === 0, 12],
  ['two of three attempts', (nth) => nth % 3 > 0, 12],
  ['four of five attempts', (nth) => nth % 5 > 0, 12],
])('a carrier that loses %s for four hours costs few replies, and delays none for a day', async (_, isLost, most) => {
  let nth = 0
  const until = down.from + 4 * hour
  const number = start((_, at) => (at >= down.from && at < until && isLost(nth++) ? lost : undefined))
  await textsFor(number, 8, 35)
  await replaced(number, 5 * hour)
  const uncertain = number.count('RepliesUncertain')
  expect(uncertain).toBeLessThanOrEqual(most)
  expect(number.count('RepliesSubmitted')).toBe(8 * 35 - uncertain)
})

test('a line that loses everything delays no reply of another line of its carrier', async () => {
  const good = '+33939000002'
  const lines = [line, good].map((number) => ({ number, language: 'fr', budget: 'default', carrier: 'aws' }) as const)
  const number = createVirtualNumber({ sending: 2, config: { lines, sendIntervalMs: { aws: second } } })
  number.hooks.answerTo = (to) => (bad.has(to) ? lost : { kind: 'accepted' })
  const bad = new Set(Array.from({ length: 70 }, (_, i) => stranger(2 * i)))
  const textedAt = new Map<string, number>()
  for (let i = 0; i < 140; i++) {
    textedAt.set(stranger(i), number.clock.now)
    number.text(stranger(i), 'Salut', { to: i % 2 === 0 ? line : good })
    await replaced(number, hour / 35)
  }
  await number.pass(3 * hour)
  const waits = number.phones.flatMap(({ to, at }) => (bad.has(to) ? [] : [at - (textedAt.get(to) ?? 0)]))
  expect(waits).toHaveLength(70)
  expect(Math.max(...waits)).toBeLessThan(80 * minute)
  expect(number.count('RepliesUncertain')).toBeLessThanOrEqual(12)
})

test('of four processes, one at most attempts after a rest', async () => {
  for (let race = 0; race < 50; race++) {
    const number = createVirtualNumber({ sending: 4, config: { replyDelayMs: { min: minute, max: minute } } })
    number.carrierAnswers.push(lost, lost)
    number.hooks.whenSending = () => number.wait(second)
    number.text(stranger(0))
    await number.pass(minute + race)
    for (let i = 1; i < 9; i++) number.text(stranger(i))
    await number.pass(6 * minute)
    const [first = 0, next = 0, ...later] = number.attempts
    expect(next - first).toBeGreaterThanOrEqual(2 * minute)
    expect(later).toEqual([])
  }
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

test('a claim that can not be made gives the rest back, since nothing is attempted', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: 5 * minute, max: 5 * minute } } })
  number.carrierAnswers.push(lost, lost)
  for (const i of [0, 1]) await number.hear(12 * minute, stranger(i))
  let failures = 1
  number.hooks.isLost = (action) => action === 'claim' && failures-- > 0
  number.text(stranger(2))
  await number.pass(60 * minute)
  const [, lostAt = 0, sentAt = 0] = number.attempts
  expect((sentAt - lostAt) / minute).toBe(14)
})

test('a rest that was stored by a wrong clock mutes no line', async () => {
  const number = start(() => undefined)
  await number.rests.replace(line, noRest, { ms: 2 * minute, until: Date.UTC(2100) })
  await number.hear(80 * minute, stranger(0))
  expect(number.phones).toHaveLength(1)
})
