import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { beatDelayMs } from '../../shared/rules/beat.ts'
import type { Line } from '../../shared/rules/config.ts'
import { hour, longestSleepMs, minute, second } from '../../shared/rules/timing.ts'
import { alarmsOf, mailsOf, ringingMinutes } from '../cdk/monitored.ts'
import { example } from '../settings/checked.ts'
import {
  createVirtualNumber,
  kevin,
  line,
  noon,
  secondCarrier,
  secondLine,
  stranger,
  type VirtualNumber,
} from './virtual-number.ts'

/** A number at half past twelve, when a beat is due. */
const createNumber = (config: NonNullable<Parameters<typeof createVirtualNumber>[0]>['config'] = {}) =>
  createVirtualNumber({ startAt: noon + 30 * minute, config })

const { lines } = createNumber().config

/** The watch elsewhere, which is asked once every line's beat of an hour has come through. */
const heartbeatUrl = 'https://watch.example/number'

/** A beat, an hour later the next, and so on. */
const beatHourly = async (number: VirtualNumber, hours: number): Promise<void> => {
  for (let i = 0; i < hours; i++) {
    number.beat()
    await number.pass(hour)
  }
}

/** How many beats were heard, and how many came through to every line. */
const counts = (number: VirtualNumber) => [number.count('BeatsHeard'), number.count('Heartbeats')]

/** Fails every call of an action, or those about one thing. */
const denying = (action: string, about?: string) => (called: string, of: unknown) =>
  called === action && (about === undefined || of === about)

test('a beat makes each request of a text, goes to the question to each line, and is counted: heard, and through', async () => {
  const number = createNumber()
  number.beat()
  await number.pass(beatDelayMs - 1)
  expect([...counts(number), number.questions]).toEqual([1, 0, []])
  const ofReceiveSms = number.requests.splice(0).slice(0, -2)
  expect([...new Set(ofReceiveSms)].sort()).toEqual(['add', 'book', 'hide', 'load', 'put', 'read', 'save'])
  await number.pass(second)
  expect([...counts(number), number.questions.length]).toEqual([1, 1, 2])
  expect([...new Set(number.requests)].sort()).toEqual(['claim', 'hide', 'load', 'read'])
  expect([number.phones, number.inbound.messages.size, number.replies.messages.size]).toEqual([[], 0, 0])
  expect([number.count('TextsReceived'), number.booked(), number.count('RepliesCancelled')]).toEqual([0, 0, 0])
})

test.each(['load', 'read', 'save', 'book', 'add', 'put', 'hide'])(
  'a beat is not heard while receive-sms may not %s',
  async (action) => {
    const number = createNumber({ heartbeatUrl })
    number.hooks.isLost = denying(action)
    number.beat()
    await number.pass(50 * minute)
    expect([...counts(number), number.told]).toEqual([0, 0, []])
    // What can't be hidden comes every other minute, and does raise an alarm.
    if (action === 'hide') expect(number.count('TextsFailed')).toBeGreaterThan(20)
    else expect(number.count('TextsFailed')).toBe(3)
    delete number.hooks.isLost
    await number.pass(30 * minute)
    expect(number.inbound.messages.size).toBe(0)
  },
)

test.each([
  ['load a record', 'load'],
  ['claim', 'claim'],
  ['read what the line owes', 'read', line],
])('a beat is heard, and no heartbeat, while send-reply may not %s', async (_, action, about?: string) => {
  const number = createNumber({ lines: lines.slice(0, 1) })
  number.beat()
  await number.pass(0)
  number.hooks.isLost = denying(action, about)
  await number.pass(50 * minute)
  expect(counts(number)).toEqual([1, 0])
  expect(number.count('RepliesDelayed')).toBeGreaterThan(1)
})

test('a record that another process saves at the same time is saved again', async () => {
  const number = createNumber()
  number.hooks.beforeSaving = async () => {
    delete number.hooks.beforeSaving
    await number.amend(`/beat/${line}`, { strikes: 1 })
  }
  number.beat()
  await number.pass(25 * minute)
  expect([number.count('BeatsHeard'), number.count('TextsFailed')]).toEqual([1, 0])
  expect(number.count('Heartbeats')).toBeGreaterThan(0)
})

test('a beat that SQS delivers twice to either function makes up for no other line', async () => {
  const number = createNumber({ heartbeatUrl })
  number.hooks.presence = (of) => (of === secondLine ? 'nobody' : 'somebody')
  number.beat()
  const [inbound] = number.inbound.messages.values()
  await number.pass(0)
  const [reply] = number.replies.messages.values()
  number.replies.put(reply?.body ?? '')
  if (inbound !== undefined) number.inbound.messages.set(inbound.id, inbound)
  await number.pass(hour)
  expect([counts(number)[1], number.told, number.replies.messages.size]).toEqual([0, [], 0])
})

test('a beat of which the process died once it had claimed is counted within the hour', async () => {
  const number = createNumber({ lines: lines.slice(0, 1), heartbeatUrl })
  number.hooks.isAnswerLost = (action) => action === 'claim'
  number.beat()
  await number.pass(minute)
  expect([counts(number), number.told]).toEqual([[1, 0], []])
  delete number.hooks.isAnswerLost
  await number.pass(25 * minute)
  expect([counts(number), number.told]).toEqual([[1, 1], [heartbeatUrl]])
})

test('the question of a beat names the destination that its line has for that, and else a number that nobody can have', async () => {
  const beatTo = '+12065550100'
  // Of the last one, no question is known. Its beats claim, and are counted.
  const unasked = { ...lines[0], number: '+33939000003', beatTo: false } as Line
  const number = createNumber({ lines: [{ ...lines[0], beatTo } as Line, ...lines.slice(1), unasked] })
  await beatHourly(number, 2)
  const [one, invented = '', again, another = '', ...more] = number.asked
  expect([one, again, more, ...counts(number)]).toEqual([beatTo, beatTo, [], 2, 2])
  expect(invented).toMatch(/^\+[1-9]\d{6,14}$/)
  expect(parsePhoneNumberFromString(invented)).toBeUndefined()
  expect(another).not.toBe(invented)
})

test.each([
  ['objects', 'presence', 'ThrottlingException'],
  ['would send, and whose texts are not handed over,', 'hears', 'WEBHOOK_KEY'],
] as const)('a line that %s is asked again, as a reply is, and the log says which and why', async (_, hook, reason) => {
  const number = createNumber({ heartbeatUrl })
  number.hooks[hook] = (of) => (of === secondLine ? { refused: reason } : 'somebody')
  number.beat()
  await number.pass(3 * minute)
  expect([counts(number), number.told]).toEqual([[1, 0], []])
  expect(number.logs[0]).toEqual({ event: 'beat failed', fields: { line: 2, carrier: secondCarrier, reason } })
  delete number.hooks[hook]
  await number.pass(2 * minute)
  expect([counts(number), number.told]).toEqual([[1, 1], [heartbeatUrl]])
})

test('who objects has answered: the next reply of its line needs no question', async () => {
  const number = createNumber({ replyDelayMs: { min: 0, max: 0 } })
  number.hooks.presence = () => ({ refused: 'ThrottlingException' })
  number.beat()
  await number.pass(minute)
  const asked = number.asked.length
  await number.hear(8 * minute, kevin)
  expect([number.phones.length, number.asked.filter((to) => to === kevin)]).toEqual([1, []])
  expect(asked).toBeGreaterThan(1)
})

test('a beat asks many lines at the pace of their carrier, in invocations of their own', async () => {
  const twenty = Array.from({ length: 20 }, (_, i) => `+3246000${1000 + i}`)
  const many = lines.slice(0, 1).flatMap((one) => twenty.map((number) => ({ ...one, number })))
  const number = createNumber({ lines: many, sendIntervalMs: { aws: second } })
  number.beat()
  await number.pass(10 * minute)
  expect([...counts(number), number.questions.length]).toEqual([1, 1, 20])
  expect(Math.min(...number.questions.slice(1).map((at, i) => at - (number.questions[i] ?? 0)))).toBeGreaterThan(second)
  expect(number.longestMs()).toBeLessThanOrEqual(longestSleepMs)
})

test('a beat that waits in a pause counts until the next is due, and never after it', async () => {
  const number = createNumber()
  number.setPaused(true)
  number.beat()
  await number.pass(58 * minute)
  number.setPaused(false)
  await number.pass(second)
  expect(counts(number)).toEqual([1, 1])
  number.setPaused(true)
  await number.pass(minute + 59 * second)
  await beatHourly(number, 1)
  number.setPaused(false)
  await number.pass(minute)
  expect([...counts(number), number.replies.messages.size]).toEqual([2, 1, 0])
})

test('a beat that is stamped just before its minute is of its own hour', async () => {
  const number = createNumber()
  number.clock.now -= 200
  number.beat()
  await number.pass(minute)
  expect(counts(number)).toEqual([1, 1])
})

test('an outage does not end with all of its beats: those that are an hour late are dropped', async () => {
  const number = createNumber()
  number.down.add('store')
  await beatHourly(number, 5)
  number.beat()
  await number.pass(30 * minute)
  number.down.delete('store')
  await number.pass(20 * minute)
  expect(counts(number)).toEqual([1, 1])
})

/** What happens in each hour. */
type Scene = (number: VirtualNumber, hours: number) => void

/** What is so from the second day on, for so many hours. */
const lasting =
  (hours: number, set: (number: VirtualNumber, isSo: boolean) => void): Scene =>
  (number, at) => {
    if (at === 30 || at === 30 + hours) set(number, at === 30)
  }

const pause = (hours: number) => lasting(hours, (number, isSo) => number.setPaused(isSo))

const outage = (hours: number) =>
  lasting(hours, ({ down }, isSo) => {
    if (isSo) down.add('store')
    else down.delete('store')
  })

/** Nothing can be queued for send-reply. */
const unqueued = lasting(2, ({ hooks }, isSo) => {
  hooks.isLost = (called) => isSo && called === 'put'
})

/** The second line sends nothing: its SIM is away, or it objects. */
const mute = (hours: number, answer: 'not ready' | { refused: string }) =>
  lasting(hours, ({ hooks }, isSo) => {
    hooks.presence = (of) => (isSo && of === secondLine ? answer : 'somebody')
  })
const objects = mute(1000, { refused: 'ThrottlingException' })

const text =
  (count: number, to: string): Scene =>
  (number, at) => {
    for (let i = 0; i < count; i++) number.text(stranger((count * at + i) % 300_000), undefined, { to })
  }

const siege: Scene = (number, at) => {
  if (at < 30 || at >= 78) return
  text(500, line)(number, at)
  text(150, secondLine)(number, at)
}

const deployments: Scene = (number) => number.restart()

/** What was queued in a pause is signed with a key that is gone when sending goes on. */
const newKey = lasting(2, (number, isPaused) => {
  if (!isPaused) number.restart({ 'receive-sms': 'another', 'send-reply': 'another' })
})

/** SNS delivers each beat twice. */
const copies: Scene = (number) => number.beat()

const [oneLine] = example.lines
const alarms = alarmsOf({
  ...example,
  lines: [oneLine, { ...oneLine, number: '+393990000002' }] as typeof example.lines,
})

// The time of the alarms in these tests is not that of the number.
const ringing = (number: VirtualNumber, name: string) =>
  ringingMinutes(alarms, name, number.emitted, (number.clock.now - number.startedAt) / minute).filter(
    (at) => at > 8 * 60,
  )

test.each<[string, notHeard: number, noHeartbeat: number, ...Scene[]]>([
  ['a pause of three hours', 0, 0, pause(3)],
  ['a pause of two hours and a new signing key', 0, 0, pause(2), newKey],
  ['a table that is away for two hours, with texts', 0, 0, outage(2), text(20, line)],
  ['a queue of replies that takes nothing for two hours', 0, 0, unqueued],
  ['two days of siege', 0, 0, siege],
  ['hourly deployments, while beats wait', 0, 0, deployments],
  ['beats that come twice', 0, 0, copies],
  ['a pause of twelve hours', 0, 1, pause(12)],
  ['a line that is mute behind another', 0, 1, objects],
  ['a line that is mute behind another, when beats come twice', 0, 1, objects, copies],
  // So many texts come that it needs three hours for those that waited.
  ['a SIM that is away for 22 hours', 0, 1, mute(22, 'not ready'), text(20, secondLine)],
  ['an outage of 22 hours', 1, 1, outage(22)],
])('in three days with %s, not heard mails %i times, no heartbeat %i times', async (_, ...row) => {
  const [notHeard, noHeartbeat, ...scenes] = row
  // The slowest paces that settings accept.
  const budgets = {
    default: { hour: 900, day: 10_000, month: 100_000 },
    second: { hour: 100, day: 1000, month: 30_000, gapMs: 2000 },
  }
  const sendIntervalMs = { aws: 2 * second, [secondCarrier]: 18 * second }
  const number = createVirtualNumber({ sending: 2, config: { budgets, sendIntervalMs } })
  for (let at = 0; at < 80; at++) {
    for (const scene of scenes) scene(number, at)
    await number.pass(30 * minute)
    number.beat()
    await number.pass(4 * second)
    if (scenes.includes(deployments)) number.restart()
    await number.pass(30 * minute - 4 * second)
  }
  expect(['not-heard', 'no-heartbeat'].map((name) => mailsOf(ringing(number, name)))).toEqual([notHeard, noHeartbeat])
})

test('when nothing can be queued any more, not heard rings within 4.3 hours, and as nobody texts, no other alarm', async () => {
  const number = createNumber()
  await beatHourly(number, 30)
  number.hooks.isLost = denying('put')
  await beatHourly(number, 10)
  const [first = 0] = ringing(number, 'not-heard')
  expect(first).toBeGreaterThan(30 * 60)
  expect(first - 30 * 60).toBeLessThan(4.3 * 60)
  expect(number.count('TextsFailed')).toBeGreaterThan(20)
  expect(ringing(number, 'function-errors')).toEqual([])
})
