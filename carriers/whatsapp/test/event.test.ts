import { array, assert, json, jsonValue, oneof, property, string, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { readWhatsAppEvent } from '../lambda/event.ts'
import { awsId, change, published, publishedAt, reportedByAws, sent } from './events.ts'

const read = (event: string) => readWhatsAppEvent(event, publishedAt)

test('one event can contain several messages and statuses', () => {
  const statuses = [{ id: 'wamid.r', status: 'delivered', timestamp: '1', biz_opaque_callback_data: 'our-id' }]
  const messages = [sent({}), sent({ id: 'wamid.second' }), { type: 'text' }]
  const both = published([change({ messages }), change({ statuses })])
  expect(read(both).map(({ kind }) => kind)).toEqual(['message', 'message', 'malformed', 'status'])
})

test('the id in the header says nothing about one of several statuses, or in several changes', () => {
  const delivered = { status: 'delivered' }
  const ignored = { kind: 'ignored', what: 'status delivered' }
  expect(read(reportedByAws(delivered, delivered))).toEqual([ignored, ignored])
  const changes = [change({ statuses: [delivered] }), change({ messages: [] })]
  expect(read(published(changes, { messageId: awsId }))).toEqual([ignored])
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
