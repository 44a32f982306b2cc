import { EventType } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'

import { deliveryEventTypes, readDeliveryReport } from '../../../shared/rules/delivery-report.ts'
import { textEvent } from './text-event.ts'

const read = (changes: object = {}) => readEvent({ ...textEvent, ...changes })
const readEvent = (event: unknown) =>
  readDeliveryReport({ topicArn: 'arn', publishedAt: 0, message: JSON.stringify(event) })

const report = { inboundId: textEvent.context.inboundId, status: 'delivered', costUsd: 0.09582 }

test('the event of AWS’s own documentation is a delivery, with what it cost', () => {
  expect(read()).toEqual(report)
})

test('a fee of the carrier comes on top of the price; what is missing costs nothing', () => {
  expect(read({ totalCarrierFee: 0.006 })).toMatchObject({ costUsd: 0.09582 + 0.006 })
  expect(read({ totalMessagePrice: undefined, totalCarrierFee: undefined })).toEqual({ ...report, costUsd: 0 })
})

test.each([
  ['TEXT_DELIVERED', 'delivered'],
  ['TEXT_SUCCESSFUL', 'delivered'],
  ['TEXT_BLOCKED', 'blocked'],
  ['TEXT_CARRIER_BLOCKED', 'blocked'],
  ['TEXT_PROTECT_BLOCKED', 'blocked'],
  ['TEXT_UNREACHABLE', 'unreachable'],
  ['TEXT_CARRIER_UNREACHABLE', 'unreachable'],
  ['TEXT_INVALID', 'invalid'],
  ['TEXT_INVALID_MESSAGE', 'invalid'],
  ['TEXT_SPAM', 'spam'],
  ['TEXT_TTL_EXPIRED', 'expired'],
  ['TEXT_UNKNOWN', 'unknown'],
  ['TEXT_OF_TOMORROW', 'unknown'],
  ['constructor', 'unknown'],
])('a final %s says %s', (eventType, status) => {
  expect(read({ eventType })).toEqual({ ...report, status })
})

test('every type of text event that AWS has is published, but for those that another one follows', () => {
  const texts = Object.values(EventType).filter((type) => type.startsWith('TEXT_'))
  expect(texts.filter((type) => !deliveryEventTypes.includes(type))).toEqual([
    'TEXT_ALL',
    'TEXT_PENDING',
    'TEXT_QUEUED',
    // Not supported (API reference, EventDestination).
    'TEXT_SENT',
  ])
})

test.each([
  ['another one follows', { isFinal: false }],
  ['the message was no reply of ours', { context: {} }],
  ['somebody else has sent it', { context: undefined }],
])('nothing is to be noted when %s', (_, changes) => {
  expect(read(changes)).toBe('not-final')
})

test.each([
  ['no JSON', undefined],
  ['a text', { originationNumber: '+32470123456', messageBody: 'Salut' }],
  ['a price below nothing', { ...textEvent, totalMessagePrice: -1 }],
  ['an id that is too long', { ...textEvent, context: { inboundId: 'x'.repeat(129) } }],
  ['an id that is a phone number', { ...textEvent, context: { inboundId: '+32470123456' } }],
])('%s is no event', (_, event) => {
  expect(readEvent(event)).toBeUndefined()
})
