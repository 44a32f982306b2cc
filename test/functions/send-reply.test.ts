import { expect, test } from 'vitest'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import type { SendResult } from '../../shared/ports.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import {
  createVirtualNumber,
  kevin,
  line,
  noon,
  secondLine,
  signingKey,
  spent,
  strangers,
  textAll,
  type VirtualNumber,
} from './virtual-number.ts'

/** How replies have ended, and how often. */
const endsOf = (number: VirtualNumber) => {
  const ends = ['Submitted', 'Failed', 'Uncertain', 'Expired', 'Cancelled']
  return ends.flatMap((end) => (number.count(`Replies${end}`) > 0 ? [`${number.count(`Replies${end}`)} ${end}`] : []))
}
/** A number to which Kevin has texted so long ago. */
const heard = async (ms: number) => {
  const number = createVirtualNumber()
  return { number, id: await number.hear(ms, kevin) }
}

test('a reply that the carrier accepts is counted as sent, with its delay', async () => {
  const { number } = await heard(2 * hour)
  expect(endsOf(number)).toEqual(['1 Submitted'])
  expect(number.count('RepliesSubmitted.aws')).toBe(1)
  expect(number.count('AnswerDelay')).toBe((number.phones[0]?.at ?? 0) - noon)
  expect(number.replies.messages.size).toBe(0)
})

/** How many got a first reply, and how many their second. */
const wroteAgain = ({ count }: VirtualNumber) => [count('FirstReplies'), count('SecondReplies')]

test('of forty people who are answered, the seven who write again a day later are counted once each', async () => {
  const number = createVirtualNumber()
  const all = strangers(40)
  textAll(number, all)
  await number.pass(26 * hour)
  expect(wroteAgain(number)).toEqual([40, 0])
  // To another line, too; and three write a third time.
  for (const [i, sender] of all.slice(0, 7).entries()) number.text(sender, 'Salut', { to: i === 0 ? secondLine : line })
  await number.pass(26 * hour)
  textAll(number, all.slice(0, 3))
  await number.pass(26 * hour)
  expect([wroteAgain(number), number.phones.length]).toEqual([[40, 7], 50])
})

test.each([
  [30 * day - 2 * hour, [1, 1]],
  [30 * day + 2 * hour, [2, 0]],
])('who writes again %i ms later has written again, or is new after thirty days', async (ms, counts) => {
  const { number } = await heard(ms)
  await number.hear(2 * hour, kevin)
  expect(wroteAgain(number)).toEqual(counts)
})

test('who was forgotten is new', async () => {
  const { number } = await heard(2 * day)
  await number.amend(kevin, unknownSender)
  await number.hear(2 * hour, kevin)
  expect(wroteAgain(number)).toEqual([2, 0])
})

test('a line replies with its own texts if it has any, and with the stage’s texts otherwise', async () => {
  const texts = { fr: ['Stage.'], en: ['Of the stage.'] }
  const answerOf = async (own: object) => {
    const lines = [{ number: line, language: 'fr', budget: 'default', carrier: 'aws', ...own } as const]
    const number = createVirtualNumber({ config: { texts, lines } })
    await number.hear(2 * hour, kevin)
    return number.phones[0]?.text
  }
  expect(await answerOf({})).toBe('Stage.')
  expect(await answerOf({ texts: { fr: ['Own.'] } })).toBe('Own.')
})

test.each<[string, SendResult, number, string]>([
  ['rejects', { kind: 'rejected', reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 0, '1 Failed'],
  ['may have accepted', { kind: 'unknown', reason: 'TimeoutError' }, 1, '1 Uncertain'],
])('a reply that the carrier %s is not attempted again', async (_, answer, replies, end) => {
  const number = createVirtualNumber()
  number.carrierAnswers.push(answer)
  await number.hear(2 * day, kevin)
  expect(number.phones).toHaveLength(replies)
  expect(endsOf(number)).toEqual([end])
})

test('a reply that its line refuses is attempted again until it is sent, and the log says why it waits', async () => {
  const number = createVirtualNumber()
  number.carrierAnswers.push(spent, spent, spent)
  const id = await number.hear(3 * hour, kevin)
  expect(endsOf(number)).toEqual(['1 Submitted'])
  expect(number.count('LineRefused.aws')).toBe(3)
  expect(number.count('RepliesDelayed')).toBe(0)
  const { reason } = spent
  expect(number.logs).toContainEqual({ event: 'line refused', fields: { inboundId: id, budget: 'default', reason } })
})

test('a reply that is due after more hours than SQS hides a message is sent when it is due', async () => {
  const ms = 20 * hour
  const number = createVirtualNumber({ config: { replyDelayMs: { min: ms, max: ms } } })
  await number.hear(ms + minute, kevin)
  expect([number.count('RepliesDelayed'), number.phones.length]).toEqual([0, 1])
  expect(number.requests.filter((verb) => verb === 'hide')).toHaveLength(2)
})

test('of the replies that fell due in a pause, only those of its last day are sent, and the others expire', async () => {
  const number = createVirtualNumber()
  number.setPaused(true)
  await number.hear(6 * hour, kevin)
  await number.hear(day, '+33612345999')
  expect([endsOf(number), number.replies.messages.size]).toEqual([[], 2])
  number.setPaused(false)
  await number.pass(minute)
  expect(number.phones.map(({ to }) => to)).toEqual(['+33612345999'])
  expect([endsOf(number), number.replies.messages.size]).toEqual([['1 Submitted', '1 Expired'], 0])
})

test.each([
  ['delivered', 'delivered'],
  ['undelivered', 'blocked'],
] as const)('a reply that a process claimed before it died was sent if reported as %s', async (_, status) => {
  const { number, id: inboundId } = await heard(minute)
  await number.claims.claim(inboundId, { token: 'of a process that died', claimedAt: noon + minute })
  await number.claims.report({ inboundId, status, costUsd: 0 }, 'of the report')
  await number.pass(2 * hour)
  expect(endsOf(number)).toEqual(['1 Submitted'])
  expect(number.count('RepliesSubmitted.aws')).toBe(1)
  expect(number.phones).toEqual([])
  expect(await number.claims.read(inboundId)).toMatchObject({ outcome: 'sent', report: status })
})

test('a reply that is late needs no room of its own, for its ticket is paid', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  await number.hear(minute, kevin)
  number.clock.now += 3 * hour
  await number.pass(0)
  expect(endsOf(number)).toEqual(['1 Submitted'])
  expect(number.count('Bookings')).toBe(1)
})

test.each(['store', 'queue'] as const)('an outage of the %s for a day loses and doubles nothing', async (service) => {
  const { number } = await heard(30 * minute)
  number.down.add(service)
  await number.hear(day - hour, '+33612345999')
  number.down.delete(service)
  await number.pass(day)
  expect(number.phones.map(({ to }) => to).sort()).toEqual([kevin, '+33612345999'])
  expect([...number.inbound.messages, ...number.replies.messages]).toEqual([])
})

test('a text that arrives during an outage of 33 hours does not become a dead letter', async () => {
  const number = createVirtualNumber()
  number.down.add('store')
  await number.hear(33 * hour, kevin)
  number.down.delete('store')
  await number.pass(3 * hour)
  expect(number.inbound.deadLetters).toEqual([])
  expect(number.phones).toHaveLength(1)
})

test('a reply is cancelled if its sender’s record no longer promises it', async () => {
  const { number } = await heard(minute)
  await number.amend(kevin, { replies: new Map() })
  await number.pass(2 * hour)
  expect(number.phones).toEqual([])
  expect(endsOf(number)).toEqual(['1 Cancelled'])
})

test('a reply that a dead process has claimed is counted as uncertain once, and never published', async () => {
  const { number, id } = await heard(minute)
  for (const body of [...number.replies.messages.values()].map((message) => message.body)) number.replies.put(body)
  await number.claims.claim(id, { token: 'of a process that died', claimedAt: noon + 44 * minute })
  await number.pass(2 * hour)
  expect(number.phones).toEqual([])
  expect(endsOf(number)).toEqual(['1 Uncertain'])
})

test('a reply with a recent claim is left to the process that holds the claim', async () => {
  const { number, id } = await heard(minute)
  const dueAt = Math.min(...[...number.replies.messages.values()].map(({ visibleAt }) => visibleAt))
  await number.claims.claim(id, { token: 'at work', claimedAt: dueAt - 1000 })
  await number.pass(dueAt - number.clock.now + 1000)
  expect(endsOf(number)).toEqual([])
  await number.claims.settle(id, 'at work', 'sent', 'by another process')
  await number.pass(hour)
  expect(endsOf(number)).toEqual([])
  expect(number.replies.messages.size).toBe(0)
})

test('a reply for next month that is queued again when that month is full is not sent before it is due', async () => {
  const replyDelayMs = { min: 45 * minute, max: 45 * minute }
  const config = { budgets: { default: { hour: 1, day: 1, month: 1 } }, replyDelayMs }
  const startAt = Date.UTC(2026, 10, 30, 23, 20)
  const number = createVirtualNumber({ config, startAt })
  await number.hear(minute, kevin, 'Salut', { id: 'twice' })
  await number.hear(2 * hour, kevin, 'Salut', { id: 'twice' })
  expect(number.phones).toHaveLength(1)
  expect(number.phones[0]?.at).toBeGreaterThanOrEqual(startAt + 45 * minute)
})

test.each([
  ['number that is no longer a line', { line: '+32460000009' }],
  ['country that is no longer answered', { country: 'ES' }],
])('the replies of a %s are cancelled', async (_, removed) => {
  const { number } = await heard(minute)
  const waiting = [...number.replies.messages.values()][0] ?? expect.unreachable('A reply must wait')
  number.replies.delete(waiting)
  const { mac, ...reply } = JSON.parse(waiting.body)
  number.replies.put(createSignReply(signingKey)({ ...reply, ...removed }))
  await number.pass(2 * hour)
  expect(number.phones).toEqual([])
  expect(endsOf(number)).toEqual(['1 Cancelled'])
})
