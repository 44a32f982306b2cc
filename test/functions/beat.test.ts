import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { expect, test } from 'vitest'
import { beatDelayMs, beatMessage } from '../../shared/rules/beat.ts'
import type { Line } from '../../shared/rules/config.ts'
import { readQueuedReply } from '../../shared/rules/queued-reply.ts'
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
const createNumber = (options: Parameters<typeof createVirtualNumber>[0] = {}) =>
  createVirtualNumber({ startAt: noon + 30 * minute, ...options })

/** How many beats were heard, and how many came through to a line, each of which counts for its share. */
const counts = (number: VirtualNumber) => [number.count('BeatsHeard'), through(number)]
const through = (number: VirtualNumber): number =>
  Math.round(number.count('Heartbeats') * number.config.lines.length * 1e6) / 1e6

test('a beat makes each request of a text, goes to the question to each line, and is counted: heard, and a line', async () => {
  const number = createNumber()
  number.beat()
  await number.pass(beatDelayMs - 1)
  expect([...counts(number), number.questions]).toEqual([1, 0, []])
  const ofReceiveSms = number.requests.splice(0).slice(0, -2)
  expect([...new Set(ofReceiveSms)].sort()).toEqual(['add', 'book', 'hide', 'load', 'put', 'read', 'save'])
  await number.pass(second)
  expect([...counts(number), number.questions.length]).toEqual([1, 2, 2])
  expect(number.requests.toSorted()).toEqual(['claim', 'claim', 'hide', 'hide', 'load', 'load'])
  expect([number.phones, number.inbound.messages.size, number.replies.messages.size]).toEqual([[], 0, 0])
  expect([number.count('TextsReceived'), number.booked(), number.count('RepliesCancelled')]).toEqual([0, 0, 0])
})

/** Fails every call of an action, or those about one thing. */
const denying = (action: string, about?: string) => (called: string, of: unknown) =>
  called === action && (about === undefined || of === about)

test.each(['load', 'read', 'save', 'book', 'add', 'put', 'hide'])(
  'a beat is not heard while receive-sms may not %s',
  async (action) => {
    const number = createNumber()
    number.hooks.isLost = denying(action)
    number.beat()
    await number.pass(50 * minute)
    expect(counts(number)).toEqual([0, 0])
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
  const number = createNumber({ config: { lines: createNumber().config.lines.slice(0, 1) } })
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
  expect([...counts(number), number.count('TextsFailed')]).toEqual([1, 2, 0])
})

test('a beat that SQS delivers twice to either function counts once for each line', async () => {
  const number = createNumber()
  number.beat()
  const [inbound] = number.inbound.messages.values()
  await number.pass(0)
  const [reply] = number.replies.messages.values()
  number.replies.put(reply?.body ?? '')
  if (inbound !== undefined) number.inbound.messages.set(inbound.id, inbound)
  await number.pass(hour)
  expect([through(number), number.replies.messages.size]).toEqual([2, 0])
})

test('the question of a beat names the destination that its line has for that, and else a number that nobody can have', async () => {
  const [first, second] = createNumber().config.lines
  const number = createNumber({
    config: { lines: [{ ...first, beatTo: '+12065550100' } as Line, second as Line] },
  })
  for (let i = 0; i < 2; i++) {
    number.beat()
    await number.pass(hour)
  }
  const [one, invented = '', again, another = ''] = number.asked
  expect([one, again]).toEqual(['+12065550100', '+12065550100'])
  expect(invented).toMatch(/^\+[1-9]\d{6,14}$/)
  expect(parsePhoneNumberFromString(invented)).toBeUndefined()
  expect(another).not.toBe(invented)
})

test('a line that would send, and whose texts are not handed over, has no heartbeat', async () => {
  const number = createNumber()
  number.hooks.hears = (of) => (of === secondLine ? { refused: 'WEBHOOK_KEY' } : 'somebody')
  number.beat()
  await number.pass(3 * minute)
  expect(counts(number)).toEqual([1, 1])
  number.hooks.hears = () => 'somebody'
  await number.pass(30 * minute)
  expect(counts(number)).toEqual([1, 2])
})

test('a line that objects is asked again, as a reply is, and the log says which one and why', async () => {
  const number = createNumber()
  number.hooks.presence = (of) => (of === secondLine ? { refused: 'ThrottlingException' } : 'somebody')
  number.beat()
  await number.pass(3 * minute)
  expect(through(number)).toBe(1)
  const [failed] = number.logs
  const fields = { line: 2, carrier: number.config.lines[1]?.carrier, reason: 'ThrottlingException' }
  expect(failed).toEqual({ event: 'beat failed', fields })
  delete number.hooks.presence
  await number.pass(2 * minute)
  expect(through(number)).toBe(2)
})

test('who objects has answered: the next reply of its line needs no question', async () => {
  const number = createNumber({ config: { replyDelayMs: { min: 0, max: 0 } } })
  number.hooks.presence = () => ({ refused: 'ThrottlingException' })
  number.beat()
  await number.pass(minute)
  const asked = number.asked.length
  await number.hear(8 * minute, kevin)
  expect([number.phones.length, number.asked.filter((to) => to === kevin)]).toEqual([1, []])
  expect(asked).toBeGreaterThan(1)
})

test('a beat asks many lines at the pace of their carrier, in invocations of their own', async () => {
  const [first] = createNumber().config.lines
  const lines = Array.from({ length: 20 }, (_, i) => ({ ...first, number: `+3246000${1000 + i}` }) as Line)
  const number = createNumber({ config: { lines, sendIntervalMs: { aws: second } } })
  number.beat()
  await number.pass(10 * minute)
  expect([...counts(number), number.questions.length]).toEqual([1, 20, 20])
  expect(Math.min(...number.questions.slice(1).map((at, i) => at - (number.questions[i] ?? 0)))).toBeGreaterThan(second)
  expect(number.longestMs()).toBeLessThanOrEqual(longestSleepMs)
})

test('the watch elsewhere is asked once for each beat that is heard, and for no other', async () => {
  const heartbeatUrl = 'https://watch.example/number'
  const number = createNumber({ config: { heartbeatUrl } })
  number.beat()
  await number.pass(minute)
  expect(number.told.splice(0)).toEqual([heartbeatUrl])
  number.hooks.isLost = denying('put')
  number.beat()
  await number.pass(2 * hour)
  expect(number.told).toEqual([])
})

test('a line of which no question is known is not asked, but its beat claims, and is counted', async () => {
  const { lines } = createNumber().config
  const number = createNumber({ config: { lines: lines.map((one) => ({ ...one, beatTo: false as const })) } })
  number.beat()
  await number.pass(10 * minute)
  expect([...counts(number), number.questions]).toEqual([1, 2, []])
})

test('a beat that is lost with its queue keeps no other from coming', async () => {
  const number = createNumber()
  number.beat()
  await number.pass(second)
  number.replies.messages.clear()
  await number.pass(hour)
  number.beat()
  await number.pass(minute)
  expect(counts(number)).toEqual([2, 2])
})

test('a beat that waits in a pause counts until the next is due, and never after it', async () => {
  const number = createNumber()
  number.setPaused(true)
  number.beat()
  await number.pass(59 * minute)
  number.setPaused(false)
  await number.pass(second)
  expect(counts(number)).toEqual([1, 2])
  number.setPaused(true)
  await number.pass(59 * second)
  number.beat()
  await number.pass(hour)
  number.setPaused(false)
  await number.pass(minute)
  expect([...counts(number), number.replies.messages.size]).toEqual([2, 2, 0])
})

test('an outage does not end with all of its beats: those that are an hour late are dropped', async () => {
  const number = createNumber()
  number.down.add('store')
  for (let i = 0; i < 5; i++) {
    number.beat()
    await number.pass(hour)
  }
  number.down.delete('store')
  await number.pass(5 * minute)
  expect(counts(number)[0]).toBeLessThan(2)
})

test('beats take no room and no turn from replies, and texts are answered beside them', async () => {
  const number = createNumber()
  number.text(kevin)
  for (let i = 0; i < 5; i++) {
    number.beat()
    await number.pass(hour)
  }
  expect([number.phones.length, number.booked(), ...counts(number)]).toEqual([1, 1, 5, 10])
})

test('what a beat queues is a reply in its shape, and marked', async () => {
  const number = createNumber()
  number.setPaused(true)
  number.beat()
  await number.pass(minute)
  const [message] = number.replies.messages.values()
  expect(readQueuedReply(JSON.parse(message?.body ?? ''))).toMatchObject({ line, beat: true, earlierReplies: 0 })
  expect(beatMessage).toBe('beat')
})

type Scene = (number: VirtualNumber, hours: number) => void

/** What begins on the second day, and ends after so many hours. */
const lasting =
  (hours: number, begin: Scene, end: Scene): Scene =>
  (number, at) => {
    if (at === 30) begin(number, at)
    if (at === 30 + hours) end(number, at)
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

/** The SIM is away, and so many texts come that it needs three hours for those that waited. */
const away: Scene = (number, at) => {
  lasting(
    22,
    ({ hooks }) => {
      hooks.presence = (of) => (of === secondLine ? 'not ready' : 'somebody')
    },
    ({ hooks }) => {
      delete hooks.presence
    },
  )(number, at)
  text(20, secondLine)(number, at)
}

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

/** Nothing can be queued for send-reply. */
const unqueued = (hours: number) =>
  lasting(
    hours,
    ({ hooks }) => {
      hooks.isLost = denying('put')
    },
    ({ hooks }) => {
      delete hooks.isLost
    },
  )

/** Sending goes on after a pause, and what was queued is signed with a key that is gone. */
const pauseAndKey = lasting(
  2,
  (number) => number.setPaused(true),
  (number) => {
    number.restart({ 'receive-sms': 'another', 'send-reply': 'another' })
    number.setPaused(false)
  },
)

/** The second line objects for good. */
const mute = lasting(
  1000,
  ({ hooks }) => {
    hooks.presence = (of) => (of === secondLine ? { refused: 'ThrottlingException' } : 'somebody')
  },
  () => {},
)

/** SNS delivers each beat twice. */
const copies: Scene = (number) => number.beat()

const [oneLine] = example.lines
const alarms = alarmsOf({
  ...example,
  lines: [oneLine, { ...oneLine, number: '+393990000002' }] as typeof example.lines,
})

/** The mails of three days by not heard and no heartbeat, at the slowest paces that settings accept. */
const mails = async (...scenes: readonly Scene[]) => {
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
  const after = number.clock.now - number.startedAt
  // The time of the alarms in these tests is not that of the number.
  return ['not-heard', 'no-heartbeat'].map((name) =>
    mailsOf(ringingMinutes(alarms, name, number.emitted, after / minute).filter((at) => at > 8 * 60)),
  )
}

test.each<[string, readonly Scene[]]>([
  ['a pause of three hours', [pause(3)]],
  ['a table that is away for two hours, with texts', [outage(2), text(20, line)]],
  ['two days of siege', [siege]],
  ['hourly deployments, while beats wait', [deployments]],
  ['a queue of replies that takes nothing for two hours', [unqueued(2)]],
  ['a pause of two hours and a new signing key', [pauseAndKey]],
  ['beats that come twice', [copies]],
])('nothing is mailed by %s', async (_, scenes) => {
  expect(await mails(...scenes)).toEqual([0, 0])
})

test('a pause of three days mails once, and an hour after it each line has its beat again', async () => {
  expect(await mails(pause(40))).toEqual([0, 1])
  const number = createNumber()
  number.setPaused(true)
  for (let hours = 0; hours < 72; hours++) {
    number.beat()
    await number.pass(hour)
  }
  number.setPaused(false)
  await number.pass(minute)
  expect([...counts(number), number.questions.length, number.replies.messages.size]).toEqual([72, 0, 0, 0])
  number.beat()
  await number.pass(minute)
  expect([through(number), number.questions.length]).toEqual([2, 2])
})

test.each<[string, readonly Scene[]]>([
  ['', [mute]],
  [', when beats come twice', [mute, copies]],
])('a line that is mute behind another mails once%s', async (_, scenes) => {
  expect(await mails(...scenes)).toEqual([0, 1])
})

test('when nothing can be queued any more, not heard rings within 4.3 hours, and as nobody texts, no other alarm', async () => {
  const number = createNumber()
  for (let at = 0; at < 40; at++) {
    unqueued(1000)(number, at)
    number.beat()
    await number.pass(hour)
  }
  const [first = 0] = ringingMinutes(alarms, 'not-heard', number.emitted, 40 * 60).filter((at) => at > 8 * 60)
  expect(first).toBeGreaterThan(30 * 60)
  expect(first - 30 * 60).toBeLessThan(4.3 * 60)
  expect(number.count('TextsFailed')).toBeGreaterThan(20)
  expect(ringingMinutes(alarms, 'function-errors', number.emitted, 40 * 60)).toEqual([])
})

test('a line that objects is asked about each beat for an hour, and not about one that another followed', async () => {
  const number = createNumber()
  number.hooks.presence = () => ({ refused: 'ThrottlingException' })
  const asked: number[] = []
  for (let at = 0; at < 10; at++) {
    number.beat()
    await number.pass(hour)
    asked.push(number.questions.splice(0).length)
  }
  expect(new Set(asked.slice(1)).size).toBe(1)
  expect(number.replies.messages.size).toBeLessThanOrEqual(2)
})

test('a pause of twelve hours mails once, an outage of 22 hours by both alarms, and a SIM that is away so long once', async () => {
  expect(await mails(pause(12))).toEqual([0, 1])
  expect(await mails(outage(22))).toEqual([1, 1])
  expect(await mails(away)).toEqual([0, 1])
})
