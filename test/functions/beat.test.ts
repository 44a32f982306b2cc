import { expect, test } from 'vitest'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import { beatDelayMs } from '../../shared/rules/beat.ts'
import type { Line } from '../../shared/rules/config.ts'
import { readQueuedReply } from '../../shared/rules/queued-reply.ts'
import { hour, longestTurnMs, minute, second } from '../../shared/rules/timing.ts'
import { alarmsOf, stateIn } from '../cdk/monitored.ts'
import { example } from '../settings/checked.ts'
import { createVirtualNumber, kevin, line, noon, signingKey, stranger, type VirtualNumber } from './virtual-number.ts'

test('a beat goes through both functions to the question to each line, is counted, and leaves nothing', async () => {
  const number = createVirtualNumber()
  number.beat()
  await number.pass(beatDelayMs - 1)
  expect(number.questions).toEqual([])
  await number.pass(second)
  expect([number.count('Heartbeats'), number.questions.length]).toEqual([1, 2])
  expect(number.requests).toEqual(['load', 'read', 'put', 'hide', 'load', 'put', 'load'])
  expect([number.phones, number.inbound.messages.size, number.replies.messages.size]).toEqual([[], 0, 0])
  expect([number.count('TextsReceived'), number.count('RepliesCancelled')]).toEqual([0, 0])
})

test('a beat is not counted if a line objects, and the log says which one and why', async () => {
  const number = createVirtualNumber()
  number.down.add('question')
  number.beat()
  await number.pass(10 * minute)
  expect(number.count('Heartbeats')).toBe(0)
  const [failed] = number.logs
  expect(failed).toEqual({ event: 'beat failed', fields: { line: 1, carrier: 'aws', reason: 'NO_ANSWER' } })
})

test('a beat is not counted if what a line owes can not be read', async () => {
  const number = createVirtualNumber()
  number.hooks.isLost = (action, about) => action === 'read' && about === line
  number.beat()
  await number.pass(10 * minute)
  expect([number.count('Heartbeats'), number.questions]).toEqual([0, []])
  expect(number.count('RepliesDelayed')).toBeGreaterThan(0)
})

test('a line that objected to the question of a beat was heard, and is not asked again before the next reply', async () => {
  const number = createVirtualNumber()
  number.hooks.presence = { refused: 'ACCESS_DENIED' }
  number.text(kevin)
  await number.pass(40 * minute)
  const { dueAt = 0 } = readQueuedReply(JSON.parse([...number.replies.messages.values()][0]?.body ?? '{}')) ?? {}
  await number.pass(dueAt - number.clock.now - 5 * minute)
  number.beat()
  await number.pass(10 * minute)
  expect([number.questions.length, number.phones.length]).toEqual([1, 1])
})

test('a beat asks many lines at the pace of their carrier, each in an invocation of its own', async () => {
  const [first] = createVirtualNumber().config.lines
  const lines = Array.from({ length: 20 }, (_, i) => ({ ...first, number: `+3246000${1000 + i}` }) as Line)
  const number = createVirtualNumber({ config: { lines, sendIntervalMs: { aws: second } } })
  number.beat()
  await number.pass(10 * minute)
  expect([number.count('Heartbeats'), number.questions.length]).toEqual([1, 20])
  expect(Math.min(...number.questions.slice(1).map((at, i) => at - (number.questions[i] ?? 0)))).toBeGreaterThan(second)
  expect(number.longestMs()).toBeLessThanOrEqual(longestTurnMs)
})

test('a line of which no question is known is left out', async () => {
  const { lines } = createVirtualNumber().config
  const number = createVirtualNumber({ config: { lines: lines.map((one) => ({ ...one, beatTo: false as const })) } })
  number.beat()
  await number.pass(10 * minute)
  expect([number.count('Heartbeats'), number.questions]).toEqual([1, []])
  expect(number.requests).toEqual(['load', 'read', 'put', 'hide', 'load'])
})

test.each(['store', 'queue'] as const)('while the %s fails, a beat fails with it, for an hour', async (part) => {
  const number = createVirtualNumber()
  number.down.add(part)
  number.beat()
  await number.pass(40 * minute)
  expect(number.count('TextsFailed')).toBeGreaterThan(1)
  await number.pass(25 * minute)
  number.down.delete(part)
  await number.pass(10 * minute)
  expect([number.count('Heartbeats'), number.inbound.messages.size, number.replies.messages.size]).toEqual([0, 0, 0])
})

test('after a pause, the beats of its last hour count, and those before it are dropped', async () => {
  const number = createVirtualNumber()
  number.setPaused(true)
  for (let i = 0; i < 4; i++) {
    number.beat()
    await number.pass(hour)
  }
  number.setPaused(false)
  await number.pass(minute)
  expect([number.count('Heartbeats'), number.replies.messages.size]).toEqual([1, 0])
})

type Trouble = (number: VirtualNumber, hours: number) => void

/** Hours of a trouble that begins on the second day: what begins it, and after so many hours what ends it. */
const lasting =
  (hours: number, begin: (number: VirtualNumber) => void, end: (number: VirtualNumber) => void): Trouble =>
  (number, at) => {
    if (at === 30) begin(number)
    if (at === 30 + hours) end(number)
  }

const pause = (hours: number) =>
  lasting(
    hours,
    (number) => number.setPaused(true),
    (number) => number.setPaused(false),
  )

const outage = (hours: number) =>
  lasting(
    hours,
    ({ down }) => down.add('store'),
    ({ down }) => down.delete('store'),
  )

/** Forty an hour for two days, on a line that sends one reply a minute. */
const siege: Trouble = (number, at) => {
  if (at >= 30 && at < 78) for (let i = 0; i < 40; i++) number.text(stranger(100 * at + i))
}

const alarms = alarmsOf(example)

/** How often the alarm begins in five days, with a beat each hour. */
const mails = async (trouble: Trouble): Promise<number> => {
  const number = createVirtualNumber({ config: { sendIntervalMs: { aws: minute } } })
  const counted: (number | null)[] = []
  let [begun, before] = [0, 'OK']
  for (let at = 0; at < 120; at++) {
    trouble(number, at)
    const soFar = number.count('Heartbeats')
    number.beat()
    await number.pass(hour)
    counted.push(number.count('Heartbeats') - soFar || null)
    const state = stateIn(alarms, 'no-heartbeat', { Heartbeats: counted })
    if (at >= 26 && state === 'ALARM' && before !== 'ALARM') begun++
    before = state
  }
  return begun
}

test('a pause of three hours, an outage of 22 and a siege of two days on a slow line mail nothing', async () => {
  expect(await Promise.all([pause(3), outage(22), siege].map(mails))).toEqual([0, 0, 0])
})

test('a pause of two days, and an outage as long, mail once', async () => {
  expect(await Promise.all([pause(48), outage(48)].map(mails))).toEqual([1, 1])
})

test('beats take no room and no turn from replies, and texts are answered beside them', async () => {
  const number = createVirtualNumber()
  number.text(kevin)
  for (let i = 0; i < 5; i++) {
    number.beat()
    await number.pass(30 * minute)
  }
  expect([number.phones.length, number.booked(), number.count('Heartbeats')]).toEqual([1, 1, 5])
})

test('a version that does not know the mark of a beat cancels it, and sends nothing', async () => {
  const number = createVirtualNumber()
  number.setPaused(true)
  number.beat()
  await number.pass(minute)
  const [message] = number.replies.messages.values()
  const { beat: _, ...unmarked } = readQueuedReply(JSON.parse(message?.body ?? '{}')) ?? {}
  expect(unmarked).toMatchObject({ dueAt: noon + beatDelayMs })
  for (const id of [...number.replies.messages.keys()]) number.replies.messages.delete(id)
  number.replies.put(createSignReply(signingKey)(unmarked as never))
  number.setPaused(false)
  await number.pass(hour)
  expect([number.phones, number.count('RepliesCancelled'), number.count('Heartbeats')]).toEqual([[], 1, 0])
})
