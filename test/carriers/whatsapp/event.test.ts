import { array, assert, json, jsonValue, oneof, property, string, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { readWhatsAppEvent } from '../../../carriers/whatsapp/event.ts'
import { currentNumber } from '../../../carriers/whatsapp/names.ts'

import {
  awsId,
  change,
  contacts,
  published,
  publishedAt,
  received,
  reported,
  reportedByAws,
  sent,
  words,
} from './events.ts'

const read = (event: string) => readWhatsAppEvent(event, publishedAt)

const message = {
  kind: 'message',
  wamid: 'wamid.HBgLMzM2OTg3NjU0MzIVAgASGBQzQTRCNUM2RDdFOEY5MDExMjIzMzQA',
  number: '+33698765432',
  userId: 'FR.13491208655302741918',
  line: '+33612345678',
  text: '',
  sentAt: publishedAt - 5000,
}

const media = { mime_type: 'image/jpeg', sha256: 'a', id: '1' }

test.each([
  ['a text', words, 'Salut, c’est Kevin du bar'],
  ['a text of the maximum length', { type: 'text', text: { body: 'a'.repeat(4096) } }, 'a'.repeat(4096)],
  [
    'a forwarded text that quotes',
    { ...words, context: { forwarded: true, from: '1', id: 'wamid.x' } },
    words.text.body,
  ],
  ['a photo', { type: 'image', image: media }, ''],
  ['a photo with words', { type: 'image', image: { ...media, caption: 'STOP' } }, 'STOP'],
  [
    'a document with words',
    { type: 'document', document: { ...media, filename: 'cv.pdf', caption: 'mon CV' } },
    'mon CV',
  ],
  ['a voice note', { type: 'audio', audio: { ...media, voice: true } }, ''],
  ['a sticker', { type: 'sticker', sticker: { ...media, animated: false } }, ''],
  ['a poll, which the API does not support', { type: 'unsupported', unsupported: { type: 'poll_creation' } }, ''],
  ['an unsupported message without a type', { type: 'unsupported', errors: [{ code: 131_051 }] }, ''],
  ['a text with unknown fields', { ...words, brand_new: { nested: [1] } }, words.text.body],
])('%s is read as a text', (_, content, text) => {
  expect(read(received(content))).toEqual([{ ...message, text }])
})

test.each([
  ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '😡' } }, 'reaction'],
  ['a new number', { type: 'system', system: { type: 'user_changed_number', wa_id: '33600000000' } }, 'system'],
  ['an edit', { type: 'edit', edit: { original_message_id: 'wamid.x' } }, 'edit'],
  ['an edit that the API does not support', { type: 'unsupported', unsupported: { type: 'edit' } }, 'unsupported'],
  ['a message to a group', { ...words, group_id: 'g' }, 'group'],
  ['an unknown type', { type: 'hologram', hologram: {} }, 'hologram'],
])('%s is ignored', (_, content, what) => {
  expect(read(received(content))).toEqual([{ kind: 'ignored', what }])
})

test('a call is read as a text without words, once', () => {
  const call = sent({ event: 'connect', direction: 'USER_INITIATED', to: '33612345678' })
  expect(read(published([change({ contacts, calls: [call] }, 'calls')]))).toEqual([message])
  const end = { ...call, event: 'terminate' }
  expect(read(published([change({ calls: [end] }, 'calls')]))).toEqual([{ kind: 'ignored', what: 'call terminate' }])
})

test('a sender is identified by a number, by an id, or by both, and a message without either is malformed', () => {
  const { number, userId, ...rest } = { ...message, text: words.text.body }
  expect(read(received({ ...words, from_user_id: undefined }))).toEqual([{ ...rest, number }])
  expect(read(received({ ...words, from: undefined }))).toEqual([{ ...rest, userId }])
  const parent = 'US.ENT.5050Abc'
  expect(read(received({ ...words, from: undefined, from_user_id: parent }))).toEqual([{ ...rest, userId: parent }])
  expect(read(received({ ...words, from: undefined, from_user_id: undefined }))).toEqual([{ kind: 'malformed' }])
})

test('a time later than the event is replaced by that of the event', () => {
  const later = String(publishedAt / 1000 + 3600)
  expect(read(received({ ...words, timestamp: later }))).toMatchObject([{ sentAt: publishedAt }])
})

test('one event can contain several messages and statuses', () => {
  const second = { ...words, id: 'wamid.second' }
  const statuses = [{ id: 'wamid.r', status: 'delivered', timestamp: '1', biz_opaque_callback_data: 'our-id' }]
  const both = published([
    change({ contacts, messages: [sent(words), sent(second), { type: 'text' }] }),
    change({ statuses }),
  ])
  expect(read(both).map(({ kind }) => kind)).toEqual(['message', 'message', 'malformed', 'status'])
})

test.each([
  ['delivered', {}, 'delivered'],
  ['read, without a status for the delivery', { status: 'read' }, 'delivered'],
  ['failed: not on WhatsApp', { status: 'failed', errors: [{ code: 131_026 }] }, 'unreachable'],
  ['failed: the 24 hours were over', { status: 'failed', errors: [{ code: 131_047 }] }, 'expired'],
  ['failed: too many to one recipient', { status: 'failed', errors: [{ code: 131_056 }] }, 'spam'],
  ['failed: blocked', { status: 'failed', errors: [{ code: 130_403 }] }, 'blocked'],
  ['failed: id not supported', { status: 'failed', errors: [{ code: 131_062 }] }, 'invalid'],
  ['failed by a new code', { status: 'failed', errors: [{ code: 999_999 }] }, 'unknown'],
  ['failed without a code', { status: 'failed' }, 'unknown'],
  ['given up by AWS', { status: 'Message retries exhausted, dropping message.' }, 'expired'],
])('a reply that was %s is reported', (_, status, expected) => {
  const event = reported({ status: 'delivered', ...status })
  expect(read(event)).toEqual([{ kind: 'status', inboundId: 'our-id', status: expected }])
})

test.each([
  ['accepted', {}],
  ['sent', {}],
  ['deleted', {}],
  ['warning', {}],
  ['delivered', { biz_opaque_callback_data: undefined }],
  ['delivered', { biz_opaque_callback_data: 'not an id of ours!' }],
])('a status that is not final, or not of a reply, is ignored: %s %j', (status, more) => {
  expect(read(reported({ status, ...more }))).toMatchObject([{ kind: 'ignored' }])
})

test.each([
  ['in the header', { status: 'delivered' }, 'delivered'],
  ['in the header, with a failure', { status: 'failed', errors: [{ code: 131_026 }] }, 'unreachable'],
  ['in the header, alone', { id: undefined, status: 'Message retries exhausted, dropping message.' }, 'expired'],
])('a status without our id is a report on the reply with AWS’s id %s', (_, status, expected) => {
  expect(read(reportedByAws(status))).toEqual([{ kind: 'status', messageId: awsId, status: expected }])
})

test('AWS’s id may also stand where Meta’s would', () => {
  const event = reported({ id: awsId, status: 'failed', biz_opaque_callback_data: undefined })
  expect(read(event)).toEqual([{ kind: 'status', messageId: awsId, status: 'unknown' }])
})

test('our id comes before AWS’s', () => {
  const event = reportedByAws({ status: 'delivered', biz_opaque_callback_data: 'our-id' })
  expect(read(event)).toEqual([{ kind: 'status', inboundId: 'our-id', status: 'delivered' }])
})

test('the id in the header says nothing about one of several statuses', () => {
  const ignored = { kind: 'ignored', what: 'status delivered' }
  expect(read(reportedByAws({ status: 'delivered' }, { status: 'delivered' }))).toEqual([ignored, ignored])
})

test('an id in the header of another form is ignored, and its event is read', () => {
  for (const messageId of ['wamid.HBgLMzM2OTg3NjU0MzIV', 7, null]) {
    const statuses = [{ status: 'delivered' }, { status: 'delivered', biz_opaque_callback_data: 'our-id' }]
    const kinds = statuses.map((status) => read(published([change({ statuses: [status] })], { messageId })))
    expect(kinds).toMatchObject([[{ kind: 'ignored' }], [{ kind: 'status', inboundId: 'our-id' }]])
  }
})

test.each(['account_update', 'phone_number_quality_update', 'message_template_status_update', 'brand_new'])(
  'a change of another kind is ignored: %s',
  (field) => {
    expect(read(published([{ field, value: { event: 'ACCOUNT_RESTRICTION' } }]))).toEqual([
      { kind: 'ignored', what: field },
    ])
  },
)

test.each([
  ['invalid JSON', 'hello'],
  ['no entry', '{}'],
  ['an entry that is not JSON', '{"whatsAppWebhookEntry": "{"}'],
  ['invalid changes', published([1])],
  ['a value without a number of ours', published([{ field: 'messages', value: { messages: [sent(words)] } }])],
  ['a text beyond the maximum length', received({ type: 'text', text: { body: 'a'.repeat(4097) } })],
  ['an invalid time', received({ ...words, timestamp: 'now' })],
])('an event is malformed with %s', (_, event) => {
  expect(read(event)).toEqual([{ kind: 'malformed' }])
})

test('an event without the fields that AWS added recently is still read', () => {
  const old = JSON.stringify({ whatsAppWebhookEntry: JSON.parse(received(words)).whatsAppWebhookEntry })
  expect(read(old)).toEqual([{ ...message, text: words.text.body }])
})

test('reading never throws, whatever the event is', () => {
  const entry = oneof(json(), string())
  const anyEvent = oneof(
    entry,
    entry.map((inner) => JSON.stringify({ whatsAppWebhookEntry: inner })),
    array(jsonValue()).map(published),
    tuple(jsonValue(), jsonValue()).map(([messages, statuses]) => published([change({ messages, statuses })])),
    array(jsonValue()).map((messages) => published([change({ messages })])),
  )
  assert(
    property(anyEvent, (event) => {
      expect(read(event).every(({ kind }) => kind === 'malformed' || kind === 'ignored')).toBe(true)
    }),
  )
})

test.each([
  ['a Mexican number with the 1 that was dropped in 2019', '+5215512345678', '+525512345678'],
  ['a Brazilian mobile number without its ninth digit', '+553187654321', '+5531987654321'],
  ['one that began with 9 before', '+556199654321', '+5561999654321'],
])('%s is read in the spelling of today', (_, old, current) => {
  expect(currentNumber(old)).toBe(current)
})

test.each([
  ['a Mexican number of today', '+525512345678'],
  ['a Brazilian mobile number of today', '+5531987654321'],
  ['a Brazilian landline', '+551132345678'],
  ['a Brazilian radio phone, which kept eight digits', '+551178901234'],
  ['an Argentine mobile number, whose 9 belongs to it', '+5491123456789'],
  ['a French number', '+33612345678'],
  ['a number of another country that begins alike', '+15215550123'],
  ['a Mexican number with a digit too many', '+52155123456789'],
  ['junk', '+521'],
])('%s stays as it is', (_, number) => {
  expect(currentNumber(number)).toBe(number)
})
