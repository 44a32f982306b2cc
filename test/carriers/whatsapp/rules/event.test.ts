import { array, assert, json, jsonValue, oneof, property, string, tuple } from 'fast-check'
import { expect, test } from 'vitest'

import { readWhatsAppEvent } from '../../../../carriers/whatsapp/rules/event.ts'
import { change, contacts, published, publishedAt, received, reported, sent, words } from '../events.ts'

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
  ['a text as long as WhatsApp carries', { type: 'text', text: { body: 'a'.repeat(4096) } }, 'a'.repeat(4096)],
  [
    'a forwarded text that quotes',
    { ...words, context: { forwarded: true, from: '1', id: 'wamid.x' } },
    words.text.body,
  ],
  ['a photo', { type: 'image', image: media }, ''],
  ['a photo with words', { type: 'image', image: { ...media, caption: 'STOP' } }, 'STOP'],
  ['a video with words', { type: 'video', video: { ...media, caption: 'toi' } }, 'toi'],
  [
    'a document with words',
    { type: 'document', document: { ...media, filename: 'cv.pdf', caption: 'mon CV' } },
    'mon CV',
  ],
  ['a voice note', { type: 'audio', audio: { ...media, voice: true } }, ''],
  ['a sticker', { type: 'sticker', sticker: { ...media, animated: false } }, ''],
  ['a place', { type: 'location', location: { latitude: 48.8, longitude: 2.3 } }, ''],
  ['a contact', { type: 'contacts', contacts: [{ name: { formatted_name: 'Zoé' }, phones: [] }] }, ''],
  ['a choice', { type: 'interactive', interactive: { type: 'button_reply' } }, ''],
  ['a button', { type: 'button', button: { text: 'Oui', payload: 'x' } }, ''],
  ['an order', { type: 'order', order: { catalog_id: '1', product_items: [] } }, ''],
  ['a poll, which WhatsApp does not hand over', { type: 'unsupported', unsupported: { type: 'poll_creation' } }, ''],
  ['something that WhatsApp does not name', { type: 'unsupported', errors: [{ code: 131_051 }] }, ''],
  ['a text with fields that are new', { ...words, brand_new: { nested: [1] } }, words.text.body],
])('%s is a text', (_, content, text) => {
  expect(read(received(content))).toEqual([{ ...message, text }])
})

test.each([
  ['a reaction', { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '😡' } }, 'reaction'],
  ['a reaction that is taken back', { type: 'reaction', reaction: { message_id: 'wamid.x' } }, 'reaction'],
  ['a new number', { type: 'system', system: { type: 'user_changed_number', wa_id: '33600000000' } }, 'system'],
  ['an edit', { type: 'edit', edit: { original_message_id: 'wamid.x' } }, 'edit'],
  ['an edit that WhatsApp does not hand over', { type: 'unsupported', unsupported: { type: 'edit' } }, 'unsupported'],
  ['a withdrawal', { type: 'revoke', revoke: { original_message_id: 'wamid.x' } }, 'revoke'],
  ['a message to a group', { ...words, group_id: 'g' }, 'group'],
  ['a type that is new', { type: 'hologram', hologram: {} }, 'hologram'],
])('%s asks for nothing', (_, content, what) => {
  expect(read(received(content))).toEqual([{ kind: 'ignored', what }])
})

test('a call is a text without words, once', () => {
  const call = sent({ event: 'connect', direction: 'USER_INITIATED', to: '33612345678' })
  expect(read(published([change({ contacts, calls: [call] }, 'calls')]))).toEqual([message])
  const end = { ...call, event: 'terminate' }
  expect(read(published([change({ calls: [end] }, 'calls')]))).toEqual([{ kind: 'ignored', what: 'call terminate' }])
})

test('a sender is known by a number, by an id, or by both, and by nothing is malformed', () => {
  const { number, userId, ...rest } = { ...message, text: words.text.body }
  expect(read(received({ ...words, from_user_id: undefined }))).toEqual([{ ...rest, number }])
  expect(read(received({ ...words, from: undefined }))).toEqual([{ ...rest, userId }])
  const parent = 'US.ENT.5050Abc'
  expect(read(received({ ...words, from: undefined, from_user_id: parent }))).toEqual([{ ...rest, userId: parent }])
  expect(read(received({ ...words, from: undefined, from_user_id: undefined }))).toEqual([{ kind: 'malformed' }])
})

test('a time that is later than the event is not believed', () => {
  const later = String(publishedAt / 1000 + 3600)
  expect(read(received({ ...words, timestamp: later }))).toMatchObject([{ sentAt: publishedAt }])
})

test('one event may tell several things', () => {
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
  ['read, where the delivery was left out', { status: 'read' }, 'delivered'],
  ['played', { status: 'played' }, 'delivered'],
  ['failed: no WhatsApp there', { status: 'failed', errors: [{ code: 131_026 }] }, 'unreachable'],
  ['failed: the 24 hours were over', { status: 'failed', errors: [{ code: 131_047 }] }, 'expired'],
  ['failed: restricted as spam', { status: 'failed', errors: [{ code: 131_048 }] }, 'spam'],
  ['failed: too many to this one', { status: 'failed', errors: [{ code: 131_056 }] }, 'spam'],
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
])('a status that is not final, or not of a reply, asks for nothing: %s %j', (status, more) => {
  expect(read(reported({ status, ...more }))).toMatchObject([{ kind: 'ignored' }])
})

test.each(['account_update', 'phone_number_quality_update', 'message_template_status_update', 'brand_new'])(
  'a change of another kind asks for nothing: %s',
  (field) => {
    expect(read(published([{ field, value: { event: 'ACCOUNT_RESTRICTION' } }]))).toEqual([
      { kind: 'ignored', what: field },
    ])
  },
)

test.each([
  ['no JSON', 'hello'],
  ['no entry', '{}'],
  ['an entry that is no JSON', '{"whatsAppWebhookEntry": "{"}'],
  ['changes that are none', published([1])],
  ['a value without a number of ours', published([{ field: 'messages', value: { messages: [sent(words)] } }])],
  ['words longer than WhatsApp carries', received({ type: 'text', text: { body: 'a'.repeat(4097) } })],
  ['a time that is none', received({ ...words, timestamp: 'now' })],
])('what nobody can read is malformed: %s', (_, event) => {
  expect(read(event)).toEqual([{ kind: 'malformed' }])
})

test('an event without the fields that AWS added lately is read like any other', () => {
  const old = JSON.stringify({ whatsAppWebhookEntry: JSON.parse(received(words)).whatsAppWebhookEntry })
  expect(read(old)).toEqual([{ ...message, text: words.text.body }])
})

test('no event makes it throw', () => {
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
