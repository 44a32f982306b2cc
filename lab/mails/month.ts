import { configOf } from '../../settings/config.ts'
import { readSettings } from '../../settings/read.ts'
import type { SendResult, Telemetry } from '../../shared/ports.ts'
import { beatMinute } from '../../shared/rules/beat.ts'
import { addressOf } from '../../shared/rules/carriers.ts'
import { deliveredBy, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { noUsage } from '../aws-prices.ts'
import { runStage } from '../siege/replay.ts'
import { createRandom, opener, type Random } from '../siege/traffic.ts'
import { beatBody, bodyOfTexts } from '../virtual/messages.ts'
import { createTimeline } from '../virtual/queue.ts'
import { type Call, createRateLimit, createVirtualStage } from '../virtual/stage.ts'
import { createSeries, type Series } from './series.ts'

/** The settings that everybody begins with. */
export const settings = readSettings('example')

export const monthStart = Date.UTC(2026, 10, 1)
export const monthEnd = monthStart + 30 * day

/** When what usually happens does, once a month, at the hours of most texts. */
const at = {
  rush: monthStart + 4 * day + 21 * hour,
  test: monthStart + 7 * day + 20 * hour,
  storeFails: monthStart + 10 * day + 22 * hour,
  throttled: monthStart + 16 * day + 22 * hour,
} as const

/** An execution environment lives for some hours, and a deployment replaces all of them. */
const processMs = { 'receive-sms': 6 * hour, 'send-reply': 6 * hour }

type TextOf = { readonly from: string; readonly words: string; readonly sentAt: number }

const phone = (random: Random): string => `+3934${String(random.below(1e8)).padStart(8, '0')}`

/** Most write between six in the evening and two at night, some again within minutes. */
const textsOf = (count: number, random: Random): readonly TextOf[] => {
  const texts: TextOf[] = []
  const write = (from: string, sentAt: number): void => {
    texts.push({ from, sentAt, words: opener(random) })
    if (random.next() < 0.3) write(from, sentAt + 10 * second + random.below(10 * minute))
  }
  while (texts.length < count) {
    const evening = random.next() < 0.7
    const time = evening ? 18 * hour + random.below(8 * hour) : random.below(day)
    write(phone(random), Math.min(monthStart + random.below(30) * day + time, monthEnd - 1))
  }
  // A party has heard of the number, and somebody tries it out.
  for (let i = 0; i < 30; i++) write(phone(random), at.rush + random.below(15 * minute))
  // Some write just while DynamoDB fails, and get a reply when it is due while the carrier throttles.
  for (const time of [at.storeFails, at.throttled - hour])
    for (let i = 0; i < 5; i++) write(phone(random), time + i * 8 * second)
  const tester = phone(random)
  for (let i = 0; i < 10; i++) texts.push({ from: tester, words: 'Test', sentAt: at.test + i * 5 * minute })
  return texts.toSorted((a, b) => a.sentAt - b.sentAt)
}

const isWithin = (now: number, begin: number, ms: number): boolean => now >= begin && now < begin + ms

/** Lives a month of so many texts, and returns what the functions have counted. */
export const liveMonth = async (texts: number, seed: number): Promise<Series> => {
  const timeline = createTimeline(monthStart)
  const { now } = timeline
  const random = createRandom(seed)
  const series = createSeries(monthStart)
  const telemetry: Telemetry = { count: (name, value = 1) => series.add(name, now(), value), log: () => {} }
  const [line = { number: '', carrier: 'aws' as const }] = settings.lines
  const config = configOf(settings, ({ number = '' }) => number)
  // Of the replies, 5 to 10 % don't arrive: a phone is off, or a number was faked.
  const lostShare = 0.05 + 0.05 * random.next()
  const accepts = createRateLimit(second, now)
  const send = async (): Promise<SendResult> => {
    if (isWithin(now(), at.throttled, 10 * minute) || !accepts())
      return { kind: 'throttled', reason: 'ThrottlingException' }
    const report = random.next() < lostShare ? undeliveredBy('aws') : deliveredBy('aws')
    timeline.plan(now() + 5 * second + random.below(2 * minute), () => series.add(report, now(), 1))
    return { kind: 'accepted' }
  }
  const stage = createVirtualStage({ config, now, gatewayNamed: () => ({ send }) })
  const call: Call = (verb, _, takeEffect) => {
    const isStore = !verb.startsWith('carrier') && !verb.startsWith('replies')
    if (isStore && isWithin(now(), at.storeFails, minute))
      return Promise.reject(Object.assign(new Error('No answer'), { name: 'TimeoutError' }))
    return takeEffect()
  }
  const receive = runStage({ stage, call, telemetry, timeline, random, usage: { ...noUsage }, processMs })
  for (const [id, { from, words, sentAt }] of textsOf(texts, random).entries())
    timeline.plan(sentAt + 2 * second, () => {
      const text = { id: String(id), from, words, sentAt }
      receive(bodyOfTexts(line.carrier, addressOf(line, line.number ?? ''), [text], now()))
    })
  for (let beatAt = monthStart + beatMinute * minute; beatAt < monthEnd; beatAt += hour)
    timeline.plan(beatAt, () => receive(beatBody(now())))
  await timeline.run()
  return series
}
