import { expect, test } from 'vitest'
import { httpSmsEvents, readHttpSmsEvent } from '../../../carriers/httpsms/rules.ts'

import { readInboundText } from '../../../shared/rules/inbound-text.ts'
import { cloudEvent, expired, failed, submitted, text } from './virtual-webhook.ts'

const read = (type: string, data: unknown) => readHttpSmsEvent(cloudEvent(type, data))

const received = (changes: object = {}) => read('message.phone.received', { ...text, ...changes })

test.each([
  ['2026-11-24T12:00:00Z', '2026-11-24T12:00:00.000Z'],
  ['2026-11-24T12:00:00.5Z', '2026-11-24T12:00:00.500Z'],
  ['2026-11-24T23:30:00.999999999-09:30', '2026-11-25T09:00:00.999Z'],
  // Go’s zero time, which makes the text stale.
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
])('the time %s is read as %s, and by receive-sms, too', (timestamp, receivedAt) => {
  const event = received({ timestamp })
  expect(event).toMatchObject({ payload: { receivedAt } })
  const message = 'payload' in event ? JSON.stringify(event.payload) : ''
  const publishedAt = Date.UTC(2026, 10, 26)
  expect(readInboundText({ topicArn: '', message, publishedAt })?.sentAt).toBe(Date.parse(receivedAt))
})

test.each([
  ['a sender without a number', { contact: 'BANQUE' }],
  ['a text of 255 parts', { content: 'x'.repeat(255 * 153) }],
  ['an empty text', { content: '' }],
  ['a text of attachments', { content: '', attachments: ['https://example.org/1.jpg'] }],
  ['a text without the field about encryption', { encrypted: undefined }],
  ['a text with an unknown field', { carrier: 'Free' }],
])('%s is passed on', (_, changes) => {
  expect(received(changes)).toMatchObject({ kind: 'text' })
})

test.each([
  ['about a reply that was sent, but not yet delivered', 'message.phone.sent', submitted],
  ['about an attempt that is not the final one', 'message.send.expired', { ...expired, is_final: false }],
  ['about a message that was not a reply', 'message.phone.delivered', { ...submitted, request_id: null }],
  ['about a message without an id', 'message.send.failed', { ...failed, request_id: undefined }],
])('an event %s asks for nothing', (_, type, data) => {
  expect(read(type, data)).toEqual({ kind: 'nothing' })
})

test.each(['x'.repeat(255), 'order 7', '+33612345678', 'claim#text-1', 'Salut'.repeat(40), ''])(
  'a message of other programs of the owner is not a reply, whatever its id is: "%s"',
  (request_id) => {
    for (const [type, data] of [
      ['message.phone.delivered', submitted],
      ['message.send.failed', failed],
      ['message.send.expired', expired],
    ] as const)
      expect(read(type, { ...data, request_id })).toEqual({ kind: 'nothing' })
  },
)

test.each(['message.phone.sending', '', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  'an event of the type "%s" is unknown, whatever its data is',
  (type) => {
    expect(read(type, text)).toEqual({ kind: 'unknown' })
    expect(read(type, undefined)).toEqual({ kind: 'unknown' })
  },
)

test.each([
  ['nothing', ''],
  ['invalid JSON', 'Salut'],
  ['no type', '{"data":{}}'],
  ['a type that is not a string', '{"type":7,"data":{}}'],
  ['a type in its prototype', '{"__proto__":{"type":"message.phone.sent"}}'],
  ['ten thousand brackets', `${'['.repeat(5000)}${']'.repeat(5000)}`],
])('a body with %s is malformed', (_, body) => {
  expect(readHttpSmsEvent(body)).toEqual({ kind: 'malformed', reason: 'The body must be a CloudEvent in JSON.' })
})

const malformed = (type: string) => ({
  kind: 'malformed',
  reason: `The data of the event ${type} is not what httpSMS documents.`,
})

test.each([
  ['no sender', { contact: undefined }],
  ['a sender of a thousand digits', { contact: '6'.repeat(1000) }],
  ['no id', { message_id: undefined }],
  ['an id of 129 characters', { message_id: 'x'.repeat(129) }],
  ['an id of two lines', { message_id: 'text-1\n' }],
  ['an id that is a key of the table', { message_id: 'claim#text-1' }],
  ['no words', { content: undefined }],
  ['more than 255 parts', { content: 'x'.repeat(255 * 153 + 1) }],
  ['no time', { timestamp: undefined }],
  ['a time without an offset', { timestamp: '2026-11-24T12:00:00' }],
  ['a day that does not exist', { timestamp: '2026-02-30T12:00:00Z' }],
  ['encryption that is null', { encrypted: null }],
])('a text with %s is malformed, and the reason quotes none of it', (_, changes) => {
  expect(received(changes)).toEqual(malformed('message.phone.received'))
})

test.each(httpSmsEvents)('%s without data, or with data that is null, is malformed', (type) => {
  expect(read(type, undefined)).toEqual(malformed(type))
  expect(read(type, null)).toEqual(malformed(type))
  expect(read(type, [])).toEqual(malformed(type))
})

test('a text that the phone encrypted is malformed, and the reason says what to do', () => {
  expect(received({ encrypted: true, content: 'U2FsdXQ=' })).toEqual({
    kind: 'malformed',
    reason: 'The text is encrypted: remove the encryption key from the httpSMS app.',
  })
})
