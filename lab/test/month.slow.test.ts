import { expect, test } from 'vitest'
import { configOf } from '../../settings/config.ts'
import { beatMinute } from '../../shared/rules/beat.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { alarmsOf, namesOf, ringingMinutes } from '../../test/cdk/monitored.ts'
import { createVirtualNumber, throttled } from '../../test/functions/virtual-number.ts'
import { example } from '../../test/settings/checked.ts'
import { textEvent } from '../../test/shared/rules/text-event.ts'
import { createRandom, opener } from '../siege/traffic.ts'
import { createRateLimit } from '../virtual/stage.ts'

const alarms = alarmsOf(example)
const [{ number: to = '' } = {}] = example.lines
const begins = Date.UTC(2026, 10, 1)
const ends = begins + 30 * day
const evening = (days: number): number => begins + days * day + 21 * hour
const [rush, outage, throttle] = [evening(4), evening(10), evening(16)]

/** A month of texts, with a party of thirty, a minute without DynamoDB, and a carrier that throttles for ten. */
const emittedIn = async (texts: number, seed: number) => {
  const random = createRandom(seed)
  const number = createVirtualNumber({ startAt: begins, sending: 2, config: configOf(example, () => to) })
  const isDuring = (begin: number, ms: number): boolean => number.clock.now >= begin && number.clock.now < begin + ms
  const accepts = createRateLimit(second, () => number.clock.now)
  const lostShare = 0.05 + 0.05 * random.next()
  number.hooks.isLost = (action) => action !== 'put' && action !== 'hide' && isDuring(outage, minute)
  number.hooks.answerTo = () => (isDuring(throttle, 10 * minute) || !accepts() ? throttled : { kind: 'accepted' })
  number.hooks.whenSending = async () => {
    const eventType = random.next() < lostShare ? 'TEXT_UNREACHABLE' : 'TEXT_SUCCESSFUL'
    const event = { ...textEvent, eventType, context: { inboundId: number.phones.at(-1)?.inboundId } }
    number.sleep(5 * second + random.below(2 * minute)).then(() => number.report(event))
  }
  const happens: (readonly [at: number, what: () => unknown])[] = []
  const published: (readonly [minute: number, value: number])[] = []
  const write = (sentAt: number): void => {
    const [from, words] = [`+3934${String(random.below(1e8)).padStart(8, '0')}`, opener(random)]
    // Some write again within minutes.
    for (let at = sentAt; at < ends; at += 10 * second + random.below(10 * minute)) {
      happens.push([at, () => number.text(from, words, { to })])
      published.push([(at - begins) / minute, 1])
      if (random.next() < 0.7) break
    }
  }
  const inDay = (): number => (random.next() < 0.7 ? 18 * hour + random.below(8 * hour) : random.below(day))
  for (let i = 0; i < texts; i++) write(begins + random.below(30) * day + inDay())
  for (let i = 0; i < 30; i++) write(rush + random.below(15 * minute))
  for (const at of [outage, throttle - hour]) for (let i = 0; i < 5; i++) write(at + i * 8 * second)
  for (let at = begins + beatMinute * minute; at < ends; at += hour) happens.push([at, number.beat])
  for (let at = begins; at < ends; at += 6 * hour) happens.push([at, () => number.restart()])
  for (const [at, what] of happens.toSorted(([one], [other]) => one - other)) {
    await number.pass(at - number.clock.now)
    what()
  }
  return { ...number.emitted, 'NumberOfMessagesPublished of InboundTopic': published }
}

/** They go by few replies, of which chance or a carrier that throttles may lose some. */
const byChance = ['replies-undelivered', 'replies-refused']

test('usual months mail only the reminder, and one in four at most what chance does to few replies', async () => {
  const mailing: (readonly string[])[] = []
  for (let seed = 1; seed <= 24; seed++) {
    const emitted = await emittedIn(seed % 6 === 0 ? 400 : 40, seed)
    // In its first hours, a number has had no beats for as long as the alarms look back.
    const rings = (name: string) => ringingMinutes(alarms, name, emitted, 30 * 24 * 60).some((at) => at > 8 * 60)
    mailing.push(namesOf(alarms).filter(rings))
  }
  expect(mailing.flat().filter((name) => !byChance.includes(name))).toEqual([])
  expect(mailing.filter((names) => names.length > 0).length).toBeLessThanOrEqual(6)
})
