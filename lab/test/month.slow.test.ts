import { expect, test } from 'vitest'
import { alarm, evaluateAlarm, type MetricQuery, type Periods } from '../../emulator/index.ts'
import { configOf } from '../../settings/config.ts'
import { readSettings } from '../../settings/read.ts'
import type { SendResult, Telemetry } from '../../shared/ports.ts'
import { beatMinute } from '../../shared/rules/beat.ts'
import { deliveredBy, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { readMonitored } from '../../test/cdk/synthesised.ts'
import { runStage } from '../siege/replay.ts'
import { createRandom, opener } from '../siege/traffic.ts'
import { beatBody, inboundBody } from '../virtual/messages.ts'
import { createTimeline } from '../virtual/queue.ts'
import { type Call, createRateLimit, createVirtualStage } from '../virtual/stage.ts'

const settings = readSettings('example')
const [{ number: to = '' } = {}] = settings.lines
const alarms = readMonitored(settings).all(alarm)

type Point = readonly [at: number, value: number]

const noAnswer = Object.assign(new Error('No answer'), { name: 'TimeoutError' })

const begins = Date.UTC(2026, 10, 1)
const ends = begins + 30 * day
const [rush, store, throttle] = [
  [4, 21],
  [10, 22],
  [16, 22],
].map(([d = 0, h = 0]) => begins + d * day + h * hour)

/** A month of texts, with a party of thirty, a minute without DynamoDB, and a carrier that throttles for ten. */
const liveMonth = async (texts: number, seed: number) => {
  const [random, timeline, counted] = [createRandom(seed), createTimeline(begins), new Map<string, Point[]>()]
  const { now, plan } = timeline
  const count: Telemetry['count'] = (name, value = 1) =>
    counted.set(name, [...(counted.get(name) ?? []), [now(), value]])
  const isDuring = (begin = 0, ms = 0): boolean => now() >= begin && now() < begin + ms
  const accepts = createRateLimit(second, now)
  const lostShare = 0.05 + 0.05 * random.next()
  const send = async (): Promise<SendResult> => {
    if (isDuring(throttle, 10 * minute) || !accepts()) return { kind: 'throttled', reason: 'ThrottlingException' }
    const report = random.next() < lostShare ? undeliveredBy('aws') : deliveredBy('aws')
    plan(now() + 5 * second + random.below(2 * minute), () => count(report))
    return { kind: 'accepted' }
  }
  const call: Call = (verb, _, takeEffect) =>
    isDuring(store, minute) && !/^(carrier|replies)/.test(verb) ? Promise.reject(noAnswer) : takeEffect()
  const stage = createVirtualStage({ config: configOf(settings, () => to), now, gatewayNamed: () => ({ send }) })
  const running = { stage, call, telemetry: { count, log: () => {} }, timeline, random }
  const receive = runStage({ ...running, processMs: { 'receive-sms': 6 * hour, 'send-reply': 6 * hour } })
  let written = 0
  const write = (sentAt: number): void => {
    const text = { from: `+3934${String(random.below(1e8)).padStart(8, '0')}`, to, text: opener(random) }
    // Some write again within minutes.
    for (let at = sentAt; at < ends; at += 10 * second + random.below(10 * minute)) {
      plan(at, () => {
        count('NumberOfMessagesPublished')
        return receive(inboundBody({ ...text, id: String(written++), sentAt: at }))
      })
      if (random.next() < 0.7) break
    }
  }
  const evening = (): number => (random.next() < 0.7 ? 18 * hour + random.below(8 * hour) : random.below(day))
  for (let i = 0; i < texts; i++) write(begins + random.below(30) * day + evening())
  for (let i = 0; i < 30; i++) write((rush ?? 0) + random.below(15 * minute))
  for (const at of [store ?? 0, (throttle ?? 0) - hour]) for (let i = 0; i < 5; i++) write(at + i * 8 * second)
  for (let at = begins + beatMinute * minute; at < ends; at += hour) plan(at, () => receive(beatBody(now())))
  await timeline.run()
  return counted
}

/** The first of these points, in the order of their times, that is not before `at`. */
const firstFrom = (points: readonly Point[], at: number): number => {
  let [least, most] = [0, points.length]
  while (least < most) {
    const middle = (least + most) >> 1
    if ((points[middle]?.[0] ?? 0) < at) least = middle + 1
    else most = middle
  }
  return least
}

/** The alarms that ring in a month, by name, evaluated every ten minutes, where CloudWatch does so each minute. */
const ringingIn = async (texts: number, seed: number): Promise<readonly string[]> => {
  const counted = await liveMonth(texts, seed)
  const dataOf = ({ name, statistic }: MetricQuery, { times, periodSeconds }: Periods) => {
    const points = counted.get(name) ?? []
    return times.map((time) => {
      const [from, to] = [time, time + periodSeconds].map((at) => firstFrom(points, at * second))
      const values = points.slice(from, to).map(([, value]) => value)
      if (values.length === 0) return null
      return statistic === 'Maximum' ? Math.max(...values) : values.reduce((sum, value) => sum + value)
    })
  }
  const ends = Array.from({ length: (30 * day) / (10 * minute) }, (_, i) => begins + (i + 1) * 10 * minute - second)
  const rings = alarms.filter(({ properties }) =>
    ends.some((at) => evaluateAlarm(properties, dataOf, at, begins) === 'ALARM'),
  )
  return rings.map(({ ref }) => ref)
}

test('of twelve usual months, at most one mails anything but the reminder', async () => {
  expect(alarms.length).toBeGreaterThan(10)
  const mailing: string[] = []
  for (let seed = 1; seed <= 12; seed++) mailing.push((await ringingIn(seed <= 10 ? 40 : 400, seed)).join())
  expect(mailing.filter((names) => names !== '').slice(1)).toEqual([])
})
