import { describe, expect, test } from 'vitest'
import { createSignReply } from '../../shared/adapters/signatures.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { createVirtualNumber, kevin, noon, signingKey } from './virtual-number.ts'

const lea = '+33687654321'

/** A number with a waiting reply to Kevin, whose message is the template for forgeries. */
const waitingNumber = async () => {
  const number = createVirtualNumber()
  await number.hear(minute, kevin)
  const [{ body } = { body: '' }] = number.replies.messages.values()
  return { number, body, reply: JSON.parse(body) }
}
type Reply = Awaited<ReturnType<typeof waitingNumber>>['reply']

const due = { dueAt: noon + minute }
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
const withoutMac = ({ mac, kid, ...reply }: Reply) => reply

test.each<[string, (reply: Reply) => string]>([
  ['to another number', (reply) => JSON.stringify({ ...reply, sender: lea })],
  ['with an unknown sender key', (reply) => JSON.stringify({ ...reply, senderKey: 'x' })],
  ['from another line', (reply) => JSON.stringify({ ...reply, line: '+32460000001' })],
  ['on another budget', (reply) => JSON.stringify({ ...reply, budget: 'another' })],
  ['due at once', (reply) => JSON.stringify({ ...reply, ...due })],
  ['to another address of its sender', (reply) => JSON.stringify({ ...reply, replyTo: lea })],
  ['to another text', (reply) => JSON.stringify({ ...reply, inboundId: 'another' })],
  ['in another language', (reply) => JSON.stringify({ ...reply, language: 'en' })],
  ['with another format', (reply) => JSON.stringify({ ...reply, format: 2 })],
  ['with an additional field', (reply) => JSON.stringify({ ...reply, more: 1 })],
  ['without a signature', (reply) => JSON.stringify(withoutMac(reply))],
  ['whose key’s id is no string', (reply) => JSON.stringify({ ...withoutMac(reply), ...due, kid: 1, mac: reply.mac })],
  ['with the right signature in an array', (reply) => JSON.stringify({ ...reply, mac: [reply.mac] })],
  ['that is nested 100,000 levels deep', (reply) => `{"mac":"${reply.mac}","deep":${nested(100_000)}}`],
  ['that is not JSON', () => 'Salut'],
  ['that is null', () => 'null'],
])('a reply %s is dropped and counted, and neither number nor text is logged', async (_, forge) => {
  const { number, reply } = await waitingNumber()
  const before = number.requests.length
  number.replies.put(forge(reply))
  await number.pass(minute)
  expect(number.requests).toHaveLength(before)
  expect(number.replies.messages.size).toBe(1)
  expect(number.count('RepliesForged')).toBe(1)
  expect(number.logs.at(-1)).toEqual({ event: 'reply forged', fields: { messageId: expect.any(String) } })
  await number.pass(2 * hour)
  expect(number.phones.map(({ to }) => to)).toEqual([kevin])
})

test('copies of a genuine message on the queue do not send a second reply', async () => {
  const { number, body } = await waitingNumber()
  for (let i = 0; i < 3; i++) number.replies.put(body)
  await number.pass(2 * hour)
  number.replies.put(body)
  await number.pass(day)
  expect(number.phones).toHaveLength(1)
  expect(number.count('RepliesSubmitted')).toBe(1)
  expect(number.count('RepliesForged')).toBe(0)
})

test('a signed reply in an unknown format, perhaps of a newer version, becomes a dead letter', async () => {
  const { number, reply } = await waitingNumber()
  number.replies.put(createSignReply(signingKey)({ ...withoutMac(reply), format: 2 }))
  await number.pass(3 * minute)
  expect(number.count('RepliesDelayed')).toBe(2)
  expect(number.replies.messages.size).toBe(2)
  await number.pass(2 * day)
  expect(number.replies.deadLetters).toHaveLength(1)
})

describe('a reply that is signed with another key', () => {
  const [oldKey, newKey] = [signingKey, 'the next key of this stage']

  test('waits if the key is one that send-reply has not got yet, and is sent after the deployment', async () => {
    const number = createVirtualNumber()
    number.restart({ 'receive-sms': newKey, 'send-reply': oldKey })
    await number.hear(10 * minute, kevin)
    const fields = { messageId: expect.any(String), cause: 'OtherKey' }
    expect(number.logs.at(-1)).toEqual({ event: 'reply delayed', fields })
    number.restart({ 'receive-sms': newKey, 'send-reply': newKey })
    await number.pass(2 * hour)
    expect(number.phones.map(({ to }) => to)).toEqual([kevin])
    expect(number.count('Bookings')).toBe(1)
    expect(number.count('RepliesForged')).toBe(0)
  })

  test('is never sent, and dropped as forged when it is older than any deployment', async () => {
    const { number, reply } = await waitingNumber()
    const before = number.requests.length
    number.replies.put(createSignReply('the key of another stage')({ ...withoutMac(reply), sender: lea, ...due }))
    await number.pass(40 * minute)
    expect(number.replies.messages.size).toBe(2)
    expect(number.count('RepliesForged')).toBe(0)
    expect(number.requests).toHaveLength(before)
    await number.pass(25 * minute)
    expect(number.count('RepliesForged')).toBe(1)
    await number.pass(day)
    expect(number.phones.map(({ to }) => to)).toEqual([kevin])
    expect(number.replies.messages.size).toBe(0)
  })

  test('is dropped at once if it only names the key, and has no signature', async () => {
    const { number, reply } = await waitingNumber()
    number.replies.put(JSON.stringify({ ...withoutMac(reply), kid: 'AAAAAAAA' }))
    await number.pass(minute)
    expect(number.count('RepliesForged')).toBe(1)
  })

  test('is counted as delayed only once, so that one forged message sets off no alarm of delayed replies', async () => {
    const { number, reply } = await waitingNumber()
    number.replies.put(createSignReply('the key of another stage')(withoutMac(reply)))
    await number.pass(30 * minute)
    expect(number.logs.filter(({ event }) => event === 'reply delayed').length).toBeGreaterThan(10)
    expect(number.count('RepliesDelayed')).toBe(1)
  })
})
