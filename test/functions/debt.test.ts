import { expect, test } from 'vitest'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { createVirtualNumber, line, lost, noon, stranger, type VirtualNumber } from './virtual-number.ts'

test.each([
  [1, 9, 66],
  [6, 15, 60],
  [35, 15, 60],
])('eight hours of questions answered and replies lost cost few of %i an hour', async (perHour, most, minutesAfter) => {
  const { uncertain, firstAfter } = await lossesOf(eightHoursDown(), 14, perHour, 8 * hour)
  expect(uncertain).toBeGreaterThan(0)
  expect(uncertain).toBeLessThanOrEqual(most)
  expect(firstAfter).toBeLessThan(minutesAfter * minute)
})

test.each<[string, number, (nth: number) => boolean]>([
  ['every third attempt', 95, (nth) => nth % 3 === 0],
  ['every fifth attempt', 95, (nth) => nth % 5 === 0],
  ['four of five attempts', 35, (nth) => nth % 5 > 0],
])('a carrier that loses %s for four hours costs at most 22 replies of %i an hour, and no other', async (...given) => {
  const [, perHour, isLost] = given
  let nth = 0
  const number = start((at) => within(at, 4 * hour) && isLost(nth++))
  const { uncertain, firstAfter } = await lossesOf(number, 7, perHour, 4 * hour)
  expect(uncertain).toBeLessThanOrEqual(22)
  expect(firstAfter).toBeLessThan(hour)
})

test('a carrier that loses five minutes of each 45 does not always meet the line as it ends a rest', async () => {
  const number = start((at) => at >= down && (at - down) % (45 * minute) < 5 * minute)
  await textsFor(number, 7, 95)
  expect(number.attempts.filter((at) => at >= down).length).toBeGreaterThan(2 * 95)
})

test('five minutes without an answer lose four replies at most, and make none later than an hour', async () => {
  const { uncertain } = await lossesOf(
    start((at) => within(at, 5 * minute)),
    5,
    95,
    5 * minute,
  )
  expect(uncertain).toBeLessThanOrEqual(4)
})

test.each([2, 4])('of %i processes, no more attempt at once than may still be lost', async (sending) => {
  const number = createVirtualNumber({ sending, config: { replyDelayMs: { min: minute, max: minute } } })
  number.hooks.answerTo = () => lost
  number.hooks.whenSending = () => number.sleep(3 * second)
  for (let i = 0; i < 60; i++) number.text(stranger(i))
  await number.pass(20 * minute)
  expect(number.attempts.length).toBeGreaterThan(2)
  expect(number.attempts.length).toBeLessThanOrEqual(3 + sending)
})

test('a loss that can not be noted costs one reply more, and is logged and counted', async () => {
  const number = eightHoursDown()
  let failures = 3
  number.hooks.isLost = (action, about) => action === 'add' && about === line && failures-- > 0
  const { uncertain } = await lossesOf(number, 14, 35, 8 * hour)
  expect(uncertain).toBeLessThanOrEqual(18)
  expect(number.count('RepliesDelayed')).toBe(3)
  const told = number.logs.filter(({ fields }) => fields['cause'] === 'DebtNotNoted')
  expect(told).toHaveLength(3)
})

test('destinations that always get an internal error, every tenth, make the others two hours late at most', async () => {
  const bad = new Set(Array.from({ length: 84 }, (_, i) => stranger(10 * i)))
  const number = start((_, to) => bad.has(to))
  for (let i = 0; i < 840; i++) await number.hear(hour / 35, stranger(i))
  await number.pass(day)
  const waits = number.phones.flatMap(({ to, waitedMs }) => (bad.has(to) ? [] : waitedMs))
  expect(waits).toHaveLength(840 - 84)
  // A reply is due after 75 minutes at most.
  expect(Math.max(...waits)).toBeLessThan(75 * minute + 2 * hour)
  expect(number.count('RepliesUncertain')).toBe(84)
})

test('an attempt that reached nobody leaves what the line owes as it was', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: minute, max: minute } } })
  number.carrierAnswers.push(lost, { kind: 'retryable', reason: 'UNREACHABLE' })
  await number.hear(2 * minute, stranger(0))
  const owed = await number.debts.read(line)
  await number.hear(2 * minute, stranger(1))
  expect(number.attempts).toHaveLength(2)
  expect(owed).toBeGreaterThanOrEqual(noon + 30 * minute)
  expect(await number.debts.read(line)).toBe(owed)
})

test('a line that loses everything delays no reply of another line of its carrier', async () => {
  const good = '+33939000002'
  const lines = [line, good].map((number) => ({ number, language: 'fr', budget: 'default', carrier: 'aws' }) as const)
  const number = createVirtualNumber({ sending: 2, config: { lines, sendIntervalMs: { aws: second } } })
  number.hooks.answerTo = (to) => (bad.has(to) ? lost : { kind: 'accepted' })
  const bad = new Set(Array.from({ length: 70 }, (_, i) => stranger(2 * i)))
  for (let i = 0; i < 140; i++) {
    number.text(stranger(i), 'Salut', { to: i % 2 === 0 ? line : good })
    await replaced(number, hour / 35)
  }
  await number.pass(3 * hour)
  const waits = number.phones.flatMap(({ to, waitedMs }) => (bad.has(to) ? [] : waitedMs))
  expect(waits).toHaveLength(70)
  expect(Math.max(...waits)).toBeLessThan(80 * minute)
  expect(number.count('RepliesUncertain')).toBeLessThanOrEqual(12)
})

test('replies that are about to expire are attempted while their line rests, and leave its debt as it was', async () => {
  const number = start((at) => at >= down)
  await textsFor(number, 40, 35)
  expect(number.attempts.filter((at) => at >= down).length).toBeGreaterThan(300)
  expect((await number.debts.read(line)) - number.clock.now).toBeLessThan(2 * hour)
})

test('after a rest, replies leave within five minutes, and not all at once', async () => {
  const number = createVirtualNumber({ config: { replyDelayMs: { min: minute, max: 20 * minute } } })
  number.carrierAnswers.push(lost, lost, lost, lost)
  for (let i = 0; i < 40; i++) number.text(stranger(i))
  await number.pass(3 * hour)
  const sent = number.attempts.slice(number.count('RepliesUncertain'))
  const [first = 0, last = 0] = [sent[0], sent.at(-1)]
  expect(last - first).toBeGreaterThan(2 * minute)
  expect(last - first).toBeLessThanOrEqual(5 * minute)
})

test('a debt that losses can not add up to, as by a wrong clock, mutes no line', async () => {
  const number = start(() => false)
  await number.debts.add(line, day, noon)
  await number.hear(80 * minute, stranger(0))
  expect(number.phones).toHaveLength(1)
})

/** An account that accepts one request a second, with two processes that send, and loses some of what it accepts. */
const start = (isLost: (at: number, to: string) => boolean): VirtualNumber => {
  const budgets = { default: { hour: 400, day: 4000, month: 40_000 } }
  const number = createVirtualNumber({ sending: 2, config: { budgets, sendIntervalMs: { aws: second } } })
  number.hooks.answerTo = (to, at) => (isLost(at, to) ? lost : { kind: 'accepted' })
  return number
}

/** When trouble begins, and whether a time is so soon after it. */
const down = noon + 2 * hour
const within = (at: number, ms: number) => at >= down && at < down + ms

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

const eightHoursDown = () => start((at) => within(at, 8 * hour))

/** How many replies an hour, texted for so many hours, were lost, and how late the first one after the trouble was. */
const lossesOf = async (number: VirtualNumber, hours: number, perHour: number, troubleMs: number) => {
  const until = down + troubleMs
  await textsFor(number, hours, perHour)
  await replaced(number, day)
  const [uncertain, submitted] = [number.count('RepliesUncertain'), number.count('RepliesSubmitted')]
  expect([number.count('RepliesExpired'), uncertain + submitted]).toEqual([0, hours * perHour])
  const firstAfter = number.attempts.find((at) => at >= until) ?? Number.POSITIVE_INFINITY
  return { uncertain, firstAfter: firstAfter - until }
}
