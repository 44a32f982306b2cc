import { expect, test } from 'vitest'
import { createRecent } from '../../functions/receive-sms/recent.ts'
import { deliveryTopicArn, inboundBody, notificationBody } from '../../lab/virtual/messages.ts'
import type { Config } from '../../shared/rules/config.ts'
import { readInboundText } from '../../shared/rules/inbound-text.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'
import { day, hour, minute, optOutMs, second } from '../../shared/rules/timing.ts'
import { alarmsOf, mailsOf, ringingMinutes } from '../cdk/monitored.ts'
import { example } from '../settings/checked.ts'
import { createVirtualNumber, kevin, line, noon, secondLine, stranger, type VirtualNumber } from './virtual-number.ts'

const silenced = (number: VirtualNumber, reason: string) => number.count(`TextsSilenced.${reason}`)

test('the number answers a text once, after 45 to 75 minutes, in the historical words', async () => {
  const number = createVirtualNumber()
  await number.hear(day, kevin)
  expect(number.phones).toHaveLength(1)
  const [reply] = number.phones
  expect(reply).toMatchObject({ to: kevin, from: line })
  expect(reply?.text).toContain('estime que vous harceliez')
  expect(reply?.at).toBeGreaterThanOrEqual(noon + 45 * minute)
  expect(reply?.at).toBeLessThanOrEqual(noon + 75 * minute)
})

test('the number stays silent for a day after a reply was due, to the millisecond', async () => {
  const number = createVirtualNumber()
  await number.hear(2 * hour, kevin)
  const sentAt = number.phones[0]?.at ?? 0
  await number.pass(sentAt + day - 1 - number.clock.now)
  await number.hear(1, kevin)
  expect(silenced(number, 'answered-recently')).toBe(1)
  await number.hear(2 * hour, kevin)
  expect(number.phones).toHaveLength(2)
})

test('a sender is answered at most three times in thirty days, after the first time in calmer words', async () => {
  const number = createVirtualNumber()
  for (let i = 0; i < 4; i++) await number.hear(9 * day, kevin)
  expect(number.phones).toHaveLength(3)
  expect(number.phones[1]?.text).toContain('Ignorez ce message')
  expect(number.phones[2]?.text).toBe(number.phones[1]?.text)
  await number.hear(2 * hour, kevin)
  expect(number.phones).toHaveLength(4)
})

test('a sender is blocked for thirty days at the twentieth strike', async () => {
  const number = createVirtualNumber()
  for (let i = 0; i < 50; i++) number.text(kevin)
  await number.pass(day)
  expect(number.phones).toHaveLength(1)
  expect(silenced(number, 'answered-recently')).toBe(20)
  expect(silenced(number, 'blocked')).toBe(29)
  expect(number.count('SendersBlocked')).toBe(1)
  await number.pass(29 * day - 1)
  await number.hear(0, kevin)
  expect(silenced(number, 'blocked')).toBe(30)
  await number.pass(1)
  await number.hear(2 * hour, kevin)
  expect(number.phones).toHaveLength(2)
})

test('STOP and START in turn lead to a block, too', async () => {
  const number = createVirtualNumber()
  for (let i = 0; i < 10; i++) for (const word of ['STOP', 'START']) await number.hear(second, kevin, word)
  expect(number.count('SendersBlocked')).toBe(1)
})

test('a text delivered six times is booked and answered once, and counted as a duplicate the other times', async () => {
  const number = createVirtualNumber()
  for (let i = 0; i < 5; i++) number.text(kevin, 'Salut', { id: 'the-same' })
  await number.pass(2 * hour)
  await number.hear(2 * hour, kevin, 'Salut', { id: 'the-same' })
  expect(number.phones).toHaveLength(1)
  expect(number.count('Bookings')).toBe(1)
  expect(silenced(number, 'duplicate')).toBe(5)
})

test.each([
  ['not JSON', 'Salut'],
  ['JSON of another shape', '[1,2]'],
  ['an envelope without time', JSON.stringify({ Message: '{}' })],
  ['a payload that is not JSON', JSON.stringify({ Message: '{{', Timestamp: '2026-11-24T12:00:00.000Z' })],
  ['a missing field', JSON.stringify({ Message: '{"originationNumber":"+33612345678"}', Timestamp: '2026-11-24' })],
  ['a name as an id', inboundBody({ from: kevin, to: line, text: 'Salut', id: '__proto__', sentAt: noon })],
  ['a text of 256 kB', inboundBody({ from: kevin, to: line, text: 'a'.repeat(256 * 1024), id: 'large', sentAt: noon })],
  ['nested junk', `${'['.repeat(5000)}${']'.repeat(5000)}`],
  ['binary junk', String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i))],
])('%s is counted as malformed and acknowledged, and the rest of the batch is answered', async (_, body) => {
  const number = createVirtualNumber()
  number.inbound.put(body)
  await number.hear(2 * hour, kevin)
  expect(silenced(number, 'malformed')).toBe(1)
  expect(number.inbound.messages.size).toBe(0)
  expect(number.phones).toHaveLength(1)
})

test.each([
  // Amazon SES publishes the first one when a topic is set for its events. End User Messaging's is not documented.
  ['a notice that AWS publishes', 'Successfully validated SNS topic for Amazon SES event publishing.', 0],
  ['a notice', 'Salut', 0],
  ['a notice', ' ', 0],
  ['broken JSON', '{', 2],
  ['broken JSON', ' {"originationNumber":"+3361', 2],
  ['broken JSON', '\n{}', 2],
  ['broken JSON', '[]', 2],
])('%s on both topics, %j, counts as %i malformed texts', async (_, message, malformed) => {
  const number = createVirtualNumber()
  for (const topicArn of ['arn:aws:sns:eu-west-3:123456789012:inbound', deliveryTopicArn])
    number.inbound.put(notificationBody(topicArn, message, number.clock.now))
  await number.pass(minute)
  expect(number.inbound.messages.size).toBe(0)
  expect([number.count('TextsReceived'), silenced(number, 'malformed')]).toEqual([malformed, malformed])
})

test.each<[from: string, reason: string, to?: string]>([
  [kevin, 'unknown-line', '+32460000001'],
  [secondLine, 'own-line'],
  [line, 'own-line', secondLine],
  ['36000', 'not-a-mobile'],
  ['BANQUE', 'not-a-mobile'],
  ['+', 'not-a-mobile'],
  ['', 'not-a-mobile'],
  ['+33123456789', 'not-a-mobile'],
  ['+33899123456', 'not-a-mobile'],
  ['+330612345678', 'not-a-mobile'],
  ['+33 6 12 34 56 78', 'not-a-mobile'],
  ['tel:+33612345678', 'not-a-mobile'],
  ['0612345678', 'not-a-mobile'],
  ['+881612345678', 'country'],
  ['+14255550182', 'country'],
  ['+4915112345678', 'country'],
])('a text from "%s" gets silence: %s', async (from, reason, to = line) => {
  const number = createVirtualNumber()
  await number.hear(day, from, 'Salut', { to })
  expect(silenced(number, reason)).toBe(1)
  expect(number.count('TextsReceived')).toBe(1)
  expect(number.phones).toEqual([])
})

const alarms = alarmsOf(example)

type Sent = readonly [from: string, to?: string, text?: string]

/** How often malformed texts is mailed in a day of texts, one every ten minutes, and how many were answered. */
const mailed = async (texts: readonly Sent[], config: Partial<Config> = {}, lateMs?: number) => {
  const number = createVirtualNumber({ config })
  for (const [from, to = line, text = 'Salut'] of texts) {
    const receivedAt = lateMs === undefined ? undefined : number.clock.now - lateMs
    await number.hear(10 * minute, from, text, { to, receivedAt })
  }
  await number.pass(3 * hour)
  const ringing = ringingMinutes(alarms, 'malformed-texts', number.emitted, 23 * 60)
  return [mailsOf(ringing), number.phones.length]
}

const many = (count: number, of: (n: number) => Sent): readonly Sent[] => Array.from({ length: count }, (_, n) => of(n))
const wrongForm = (n: number) => [stranger(n).replace('+33', '0')] as const
const toLineGone = (n: number) => [stranger(n), '+33699999999'] as const

test.each<[string, readonly Sent[], number[]]>([
  ['thirty texts to a line of an unknown form', many(30, (n) => [stranger(n), `0${line.slice(3)}`]), [1, 0]],
  ['three from senders of an unknown form', many(3, wrongForm), [1, 0]],
  ['senders of whom the end is masked', many(3, (n) => [stranger(n).replace(/\d{4}$/, '####')]), [1, 0]],
  ['senders who are redacted', many(3, () => ['[redacted]']), [1, 0]],
  ['senders with opaque ids', many(3, (n) => [`f3a1c0de-0000-4000-8000-00000000000${n}`]), [1, 0]],
  ['senders without anything', many(3, () => ['']), [1, 0]],
  ['senders of a mobile range that is too new', many(3, (n) => [`+33812${100_000 + n}`]), [1, 0]],
  ['a hundred of one stranger who hides their number: one mail', many(100, () => ['[redacted]']), [1, 0]],
  ['two texts, since anybody may send one or two', many(2, wrongForm), [0, 0]],
  ['three texts of a landline on a quiet day, as the mail says', many(3, () => ['+33123456789']), [1, 0]],
  ['texts of short codes, of names and of a landline', [['36000'], ['BANQUE'], ['+33123456789'], ['12345']], [0, 0]],
  ['texts from abroad', many(30, (n) => [`+49151${10_000_000 + n}`]), [0, 0]],
  ['texts to a line that is gone, while hardly anybody else is answered', [[kevin], ...many(9, toLineGone)], [1, 1]],
  ['texts to a line that is gone, while others are', [[kevin], [stranger(99)], ...many(17, toLineGone)], [0, 2]],
  ['one first STOP of each, as carriers hear it', many(3, (n) => [stranger(n), line, 'STOP']), [1, 0]],
  ['many STOPs of one', many(9, () => [kevin, line, 'STOP']), [0, 0]],
])('malformed texts is mailed or not: %s', async (_, texts, expected) => {
  expect(await mailed(texts)).toEqual(expected)
})

test('malformed texts is mailed when settings lack the own country, and when a clock is 49 hours late', async () => {
  const people = many(3, (n) => [stranger(n)])
  expect(await mailed(people, { countries: ['BE'] })).toEqual([1, 0])
  expect(await mailed(people, {}, 49 * hour)).toEqual([1, 0])
})

test('a number that lacks its plus is the same sender, and the same line', async () => {
  const number = createVirtualNumber()
  await number.hear(2 * hour, kevin.slice(1), 'Salut', { to: line.slice(1) })
  expect(number.phones.map(({ to, from }) => [to, from])).toEqual([[kevin, line]])
  await number.hear(day, kevin.slice(1), 'STOP')
  await number.hear(2 * hour, kevin)
  expect(number.phones).toHaveLength(1)
})

test('no text is judged beyond 4,000 characters, whatever its letters become', () => {
  const text = { originationNumber: kevin, destinationNumber: line, messageBody: '\uFDFA'.repeat(39_015) }
  const message = JSON.stringify({ ...text, inboundMessageId: 'id' })
  const inbound = readInboundText({ topicArn: '', message, publishedAt: noon })
  expect(inbound?.text.normalize('NFKD')).toHaveLength(4000)
})

const odd = ['Coucou 😀', 'مرحبا', 'a\u0000b', 'x'.repeat(1600), 'Ne m’écrivez plus', 'START', '', '<b>Salut</b>']
test.each(odd)('the text %j is answered like any other', async (text) => {
  const number = createVirtualNumber()
  await number.hear(2 * hour, kevin, text)
  expect(number.phones).toHaveLength(1)
})

test('a phone of a country that a line can’t reach gets silence at once, but its STOP counts', async () => {
  const number = createVirtualNumber()
  const belgian = '+32475123456'
  await number.hear(2 * hour, belgian)
  expect(silenced(number, 'country')).toBe(1)
  expect(number.requests).toEqual([])
  number.text(belgian, 'STOP')
  await number.hear(2 * hour, belgian, 'Salut', { to: secondLine })
  expect(silenced(number, 'opted-out')).toBe(2)
  expect(number.count('Bookings')).toBe(0)
  expect(number.phones).toEqual([])
})

test.each<[string, string, number]>([
  ['+16135550123', '+12025550123', 1],
  ['+447700900123', '+447400123456', 1],
  // US toll-free numbers.
  ...['800', '833', '844', '855', '866', '877', '888'].map((code): [string, string, number] => [
    `+1${code}5550123`,
    kevin,
    1,
  ]),
  ['+12025550123', kevin, 0],
])('a line %s answers a phone %s as far as it may reach it', async (address, sender, replies) => {
  const lines = [{ number: address, language: 'en', budget: 'default', carrier: 'aws' }] as const
  const number = createVirtualNumber({ config: { lines, countries: ['CA', 'US', 'GB', 'FR'] } })
  await number.hear(2 * hour, sender, 'Hello', { to: address })
  expect(number.phones).toHaveLength(replies)
})

test('the reply is in the language of the sender’s country or, if that has several, of the line', async () => {
  const number = createVirtualNumber()
  for (const sender of ['+447400123456', '+32475123456']) number.text(sender, 'Salut', { to: secondLine })
  await number.pass(2 * hour)
  const textTo = (to: string) => number.phones.find((reply) => reply.to === to)?.text
  expect(textTo('+447400123456')).toContain('harassed')
  expect(textTo('+32475123456')).toContain('harceliez')
})

test.each(['STOP', ' stop\n', 'Arrêt', 'arret', 'Unsubscribe', 'opt-out'])('%j opts out for a year', async (word) => {
  const number = createVirtualNumber()
  await number.hear(365 * day, kevin, word)
  await number.hear(2 * day, kevin)
  expect(number.phones).toEqual([])
  expect(silenced(number, 'opted-out')).toBe(2)
  await number.hear(2 * hour, kevin)
  expect(number.phones).toHaveLength(1)
})

const wish = 'Ne m’écrivez plus'

test('a wish for silence in other words cancels no reply that waits, and counts once one was due', async () => {
  const number = createVirtualNumber()
  await number.hear(44 * minute, kevin)
  await number.hear(2 * hour, kevin, wish)
  expect(number.phones).toHaveLength(1)
  await number.hear(2 * day, kevin, wish)
  await number.hear(2 * hour, kevin)
  expect(silenced(number, 'opted-out')).toBe(2)
  expect(number.phones).toHaveLength(1)
})

test('a wish for silence gets one more reply once the last one is forgotten, to the millisecond', async () => {
  const number = createVirtualNumber()
  await number.hear(2 * hour, kevin)
  await number.pass((number.phones[0]?.at ?? 0) + 30 * day - number.clock.now)
  await number.hear(2 * hour, kevin, wish)
  expect(number.phones).toHaveLength(2)
})

test('what a STOP has cancelled is no reply, though a START takes the STOP back', async () => {
  const number = createVirtualNumber()
  await number.hear(43 * minute, kevin)
  await number.hear(9 * minute, kevin, 'STOP')
  await number.hear(minute, kevin, 'START')
  await number.hear(2 * hour, kevin, wish)
  expect(number.phones.map(({ at }) => at - noon > 98 * minute)).toEqual([true])
})

test('the last STOP counts for a year, even of a blocked sender, and costs at most one write a day', async () => {
  const number = createVirtualNumber({ config: { block: { after: 2, forMs: 365 * day } } })
  for (let i = 0; i < 2; i++) number.text(kevin, 'STOP')
  await number.pass(200 * day)
  await number.hear(minute, kevin, 'STOP')
  const before = number.requests.filter((request) => request === 'save').length
  for (let i = 0; i < 23; i++) {
    await number.pass(hour)
    number.text(kevin, 'STOP')
  }
  await number.pass(minute)
  expect(number.requests.filter((request) => request === 'save')).toHaveLength(before)
  await number.pass(364 * day)
  await number.hear(2 * hour, kevin)
  expect(number.phones).toEqual([])
})

test('whoever says STOP is counted once until a START, however often they say it', async () => {
  const number = createVirtualNumber()
  const said = async (...words: readonly string[]) => {
    for (const word of words) await number.hear(minute, kevin, word)
    return number.count('OptOuts')
  }
  expect(await said('Salut')).toBe(0)
  expect(await said('STOP', 'STOP', 'Salut')).toBe(1)
  expect(await said('START', 'Salut')).toBe(1)
  expect(await said('STOP')).toBe(2)
})

test('STOP of a blocked sender cancels the waiting reply, and more keywords cost no requests', async () => {
  const number = createVirtualNumber()
  for (let i = 0; i < 22; i++) number.text(kevin)
  await number.pass(1)
  await number.hear(1, kevin, 'STOP')
  const before = number.requests.length
  for (let i = 0; i < 5; i++) number.text(kevin, i % 2 === 0 ? 'STOP' : 'START')
  await number.pass(1)
  expect(number.requests).toHaveLength(before)
  expect(silenced(number, 'opted-out')).toBe(6)
  await number.pass(day)
  expect(number.phones).toEqual([])
})

/** A text, how much time passes after it, and what else is special about it. */
const say = (words: string, ms: number, fields?: Parameters<VirtualNumber['text']>[2]) => ({ words, ms, fields })
/** A text that a phone with this clock received, and forwards. */
const receivedAt = (at: number) => ({ to: secondLine, receivedAt: at })

const again = say('STOP', minute, { id: 'it', sentAt: noon })

test.each<[string, replies: number, ...ReturnType<typeof say>[]]>([
  ['a START comes within ten minutes of the first STOP', 1, say('STOP', 10 * minute), say('START', minute)],
  ['a START comes later', 0, say('STOP', 10 * minute + 1), say('START', day)],
  ['a faked STOP and START follow an old STOP', 0, say('STOP', 30 * day), say('STOP', minute), say('START', day)],
  ['the phone of a late START is slow', 0, say('STOP', 47 * hour), say('START', minute, receivedAt(noon + minute))],
  ['START, STOP follow STOP', 0, say('Salut', minute), say('STOP', 5000), say('START', 5000), say('STOP', 5000)],
  ['START follows STOP', 1, say('Salut', minute), say('STOP', 5000), say('START', 5000)],
  ['a STOP comes again after a START', 1, say('STOP', minute, { id: 'it' }), say('START', minute), again],
  ['a phone that is years slow forwarded STOP, for a year', 0, say('STOP', 364 * day, receivedAt(0))],
  ['a phone that is months slow did, for a year', 0, say('STOP', 364 * day, receivedAt(noon - 300 * day))],
  ['a phone did after three days, for a year from then', 0, say('STOP', optOutMs - 1, receivedAt(noon - 3 * day))],
  ['a phone that is fast did, and START', 1, say('STOP', minute, receivedAt(noon + day)), say('START', 5000)],
  ['another line was texted just before', 1, say('Salut', 0, { to: secondLine })],
])('if %s, the next text leads to %i replies in all', async (_, replies, ...texts) => {
  const number = createVirtualNumber()
  for (const { words, ms, fields } of [...texts, say('Salut', 2 * hour)]) await number.hear(ms, kevin, words, fields)
  expect(number.phones).toHaveLength(replies)
})

test.each([
  ['Salut', noon - 49 * hour],
  ['STOP', noon - optOutMs - 1],
])('a text that is stale gets silence, and changes nothing: %s', async (words, sentAt) => {
  const number = createVirtualNumber()
  await number.hear(1, kevin, words, { sentAt })
  expect(number.requests.filter((request) => /save|book|put/.test(request))).toEqual([])
  expect(silenced(number, 'stale')).toBe(1)
})

test('a block that is lifted in the store ends within a minute', async () => {
  const number = createVirtualNumber()
  for (let i = 0; i < 30; i++) number.text(kevin)
  await number.pass(26 * hour)
  await number.hear(0, kevin)
  await number.amend(kevin, { blockedUntil: 0 })
  await number.pass(minute)
  await number.hear(2 * hour, kevin)
  expect(number.phones).toHaveLength(2)
})

test('of 15,000 senders, those whose latest texts were the last 10,000 are remembered', () => {
  const recent = createRecent<string>()
  const senders = Array.from({ length: 15_000 }, (_, i) => `sender ${i}`)
  for (const sender of senders.toSpliced(9000, 0, 'sender 0')) recent.set(sender, sender, 1)
  expect(senders.filter((sender) => recent.get(sender, 0))).toEqual(['sender 0', ...senders.slice(-9999)])
})

test('a redelivered text is not silenced from memory, where a promise by another process is missing', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  await number.hear(0, '+33687654321')
  await number.hear(0, kevin)
  const owed = number.text(kevin)
  // SQS delivers it twice. That process saves the promise, and dies before it queues the reply.
  for (const message of number.inbound.visible()) number.inbound.take(message, second)
  await number.amend(kevin, { replies: new Map([[owed, { at: noon, dueAt: noon + hour }]]) })
  await number.pass(2 * hour)
  expect(number.phones.map(({ to }) => to)).toContain(kevin)
})

test.each([
  ['blocked', { blockedUntil: noon + day }, [['load', 'read'], [], ['save'], []]],
  ['opted out', { optedOutUntil: noon + 365 * day, optedOutSince: noon }, [['load', 'read'], [], ['save'], ['save']]],
])('a keyword changes the record of a sender whom the process knows: %s', async (_, silent, expected) => {
  const number = createVirtualNumber()
  await number.senders.save(`key of ${kevin}`, { ...unknownSender, ...silent }, 0, noon + 366 * day)
  await number.pass(2 * second)
  const requests: (readonly string[])[] = []
  for (const text of ['Salut', 'Réponds', 'STOP', 'START']) {
    const before = number.requests.length
    await number.hear(2 * second, kevin, text)
    requests.push(number.requests.slice(before))
  }
  expect(requests).toEqual(expected)
  expect(number.phones).toEqual([])
})

test('a strike of a known sender is one write, unless another process has changed the record', async () => {
  const number = createVirtualNumber()
  await number.hear(minute, kevin)
  const requestsOf = async () => {
    const before = number.requests.length
    await number.hear(second, kevin)
    return number.requests.slice(before)
  }
  expect(await requestsOf()).toEqual(['load', 'save'])
  expect(await requestsOf()).toEqual(['save'])
  await number.amend(kevin, { optedOutUntil: noon + day })
  expect((await requestsOf()).slice(0, 2)).toEqual(['save', 'load'])
  expect(silenced(number, 'opted-out')).toBe(1)
})

test('a promised reply is sent although its text is redelivered when the budget is full', async () => {
  const number = createVirtualNumber({ config: { budgets: { default: { hour: 1, day: 1, month: 1 } } } })
  await number.hear(minute, kevin, 'Salut', { id: 'booked' })
  number.restart()
  await number.hear(2 * hour, kevin, 'Salut', { id: 'booked' })
  expect(number.phones).toHaveLength(1)
  expect(number.count('RepliesCancelled')).toBe(0)
  expect((await number.senders.load(`key of ${kevin}`, 'consistent')).record.replies.size).toBe(1)
  // When the second copy in the queue is due, it finds the claim of the first.
  await number.pass(2 * day)
  expect(number.phones).toHaveLength(1)
  expect(number.count('RepliesSubmitted') + number.count('RepliesExpired')).toBe(1)
})

test('an outage of the store for a minute loses no text, is logged, and answers nobody twice', async () => {
  const number = createVirtualNumber()
  number.down.add('store')
  const inboundId = await number.hear(minute, kevin)
  // By the id of its message, dead-letters finds the reason.
  const fields = { messageId: expect.any(String), inboundId, error: 'Error' }
  expect(number.logs).toContainEqual({ event: 'text failed', fields })
  expect(number.count('TextsReceived')).toBe(0)
  expect(number.count('TextsFailed')).toBe(1)
  number.down.delete('store')
  await number.pass(3 * hour)
  expect(number.phones).toHaveLength(1)
  expect(number.count('TextsReceived')).toBe(1)
})

test('a reply that was promised but not queued before its text became stale is sent when it is due', async () => {
  const number = createVirtualNumber()
  await number.hear(1, kevin, 'Salut', { sentAt: noon - 48 * hour + 41 * minute })
  // A late text waits for a look, which books its reply.
  number.down.add('queue')
  await number.pass(45 * minute)
  number.down.delete('queue')
  await number.pass(2 * hour)
  expect(number.phones).toHaveLength(1)
  expect(silenced(number, 'duplicate')).toBe(1)
})

test('a call is answered like a text, and a text after a call gets silence, as does a call after a text', async () => {
  const number = createVirtualNumber()
  const julie = '+33698765432'
  for (const words of ['', 'Tu réponds ?']) number.text(kevin, words, { to: secondLine })
  for (const words of ['Salut', '']) number.text(julie, words, { to: secondLine })
  await number.pass(2 * hour)
  const answered = number.phones.map(({ to, from }) => `${to} ${from}`)
  expect(answered.toSorted()).toEqual([`${kevin} ${secondLine}`, `${julie} ${secondLine}`])
  expect(silenced(number, 'answered-recently')).toBe(2)
})

test('the age of a text counts from when its phone received it, even if the phone forwards it late', async () => {
  const number = createVirtualNumber()
  number.text(kevin, 'Salut', { to: secondLine, receivedAt: noon - 48 * hour - 1 })
  number.text('+33612345679', 'Salut', { to: secondLine, receivedAt: noon - 47 * hour })
  // A clock that is fast makes no text younger than it is.
  const fast = { to: secondLine, sentAt: noon - 49 * hour, receivedAt: noon + day }
  await number.hear(2 * hour, '+33612345670', 'Salut', fast)
  expect(silenced(number, 'stale')).toBe(2)
  expect(number.phones.map(({ to }) => to)).toEqual(['+33612345679'])
  expect(number.count('AnswerDelay')).toBe((number.phones[0]?.at ?? 0) - (noon - 47 * hour))
})
