import { type AttributeValue, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, expect, test, vi } from 'vitest'
import { metricNames } from '../../shared/rules/telemetry.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { chartsOf, shownIn } from '../cdk/monitored.ts'
import { unbesieged } from '../e2e/running-number.ts'
import { startOperated, stranger } from './operated-number.ts'

const deployed = unbesieged('local')
const number = await startOperated({}, 'local', { deployed })
afterAll(number.stop)
const { cloud, json, ops, settled, text } = number

/** Lets three days go by for everybody who was answered, so that no outage can have delayed their reply so far. */
const ageReplies = async () => {
  const { TableName } = cloud.outputs
  const { Items = [] } = await cloud.owner.dynamodb.send(new ScanCommand({ TableName }))
  const earlier = (time: AttributeValue) => ({ N: String(Number(time.N) - 3 * day) })
  for (const { replies, ...item } of Items) {
    if (replies?.M === undefined) continue
    const M = Object.fromEntries(Object.entries(replies.M).map(([id, { L = [] }]) => [id, { L: L.map(earlier) }]))
    await cloud.owner.dynamodb.send(new PutItemCommand({ TableName, Item: { ...item, replies: { M } } }))
  }
  // An execution environment remembers for up to a minute whom it answered.
  cloud.killWorkers(number.receiveSms)
}

const answered = async (senders: readonly string[]) => {
  const ids = await Promise.all(senders.map((sender) => text(sender)))
  for (const id of ids) expect(await settled(id)).toEqual(['sent'])
}

test('status, its JSON, the dashboard and the report agree about forty people, of whom seven wrote again', async () => {
  const people = Array.from({ length: 40 }, stranger)
  await answered(people)
  // Who writes on the same day gets no reply, and is not counted.
  await number.decided(await text(people[39] ?? ''), 'answered-recently')
  await ageReplies()
  await answered(people.slice(0, 7))

  const counted = { firstReplies: 40, secondReplies: 7 }
  await vi.waitFor(async () => expect(await json('status')).toMatchObject({ wroteAgain: counted }), minute)
  const sentence = '40 people got a first reply, and 7 their second: they wrote again, a day or more later'
  expect((await ops(['status'])).out).toContain(sentence)
  expect(await json('report', new Date().toISOString().slice(0, 7))).toMatchObject(counted)
  const [charts, now] = [chartsOf(deployed), new Date().toISOString()]
  const title = 'People answered in 30 days, and who wrote again, a day or more later'
  const names = [metricNames.firstReplies, metricNames.secondReplies]
  const counts = Object.fromEntries(names.map((name) => [name, [[now, number.count(name)]] as const]))
  expect(names.map((_, nth) => shownIn(charts, title, counts, now, nth))).toEqual([40, 7])
})
