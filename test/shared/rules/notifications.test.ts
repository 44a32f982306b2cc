import { EventType } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { describe, expect, test } from 'vitest'

import { deliveryEventTypes, readDeliveryReport } from '../../../shared/rules/delivery-report.ts'
import { readInboundText } from '../../../shared/rules/inbound-text.ts'
import { textEvent } from './text-event.ts'

describe('a text', () => {
  /** The example payload in AWS's documentation (End User Messaging guide, two-way SMS payload). */
  const documented = {
    originationNumber: '+14255550182',
    destinationNumber: '+12125550101',
    messageKeyword: 'JOIN',
    messageBody: 'EXAMPLE',
    inboundMessageId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
    previousPublishedMessageId: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  }

  const read = (changes: object = {}) =>
    readInboundText({ topicArn: 'arn', publishedAt: 0, message: JSON.stringify({ ...documented, ...changes }) })

  test('the example payload in AWS’s documentation is read', () => {
    expect(read()).toEqual({
      inboundId: 'cae173d2-66b9-564c-8309-21f858e9fb84',
      sender: '+14255550182',
      line: '+12125550101',
      text: 'EXAMPLE',
      sentAt: 0,
      publishedAt: 0,
    })
  })

  test.each(['7', 'CAE173D2', 'a_b.c:d-e', 'x'.repeat(128)])('an id may be %s', (inboundMessageId) => {
    expect(read({ inboundMessageId })).toMatchObject({ inboundId: inboundMessageId })
  })

  test.each([
    ...['', ' ', 'two words', 'text-1\n', '+32470123456', 'claim#1', 'é', '\ud800', 'x'.repeat(129), 7, null],
    '__proto__',
  ])(
    'a text with the id %j is malformed, because ids are used in table keys, names of stored maps and logs',
    (inboundMessageId) => {
      expect(read({ inboundMessageId })).toBeUndefined()
    },
  )
})

describe('a delivery report', () => {
  const read = (changes: object = {}) => readEvent({ ...textEvent, ...changes })
  const readEvent = (event: unknown) =>
    readDeliveryReport({ topicArn: 'arn', publishedAt: 0, message: JSON.stringify(event) })

  const report = { inboundId: textEvent.context.inboundId, status: 'delivered', costUsd: 0.09582 }

  test('the example event in AWS’s documentation is read as a delivery with its cost', () => {
    expect(read()).toEqual(report)
  })

  test('the carrier’s fee is added to the price, and a missing price or fee counts as zero', () => {
    expect(read({ totalCarrierFee: 0.006 })).toMatchObject({ costUsd: 0.09582 + 0.006 })
    expect(read({ totalMessagePrice: undefined, totalCarrierFee: undefined })).toEqual({ ...report, costUsd: 0 })
  })

  test.each([
    ['negative', '-1'],
    ['more than any message can cost', '1e308'],
    ['infinite', '1e999'],
    ['not a number', '"0.1"'],
  ])('a price that is %s is no price, and the report itself counts', (_, price) => {
    const json = JSON.stringify({ ...textEvent, totalMessagePrice: 'price', totalCarrierFee: 0.006 })
    const message = json.replace('"price"', price)
    expect(readDeliveryReport({ topicArn: 'arn', publishedAt: 0, message })).toEqual({ ...report, costUsd: 0.006 })
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
    ['TEXT_UNKNOWN', 'unreported'],
    ['TEXT_OF_TOMORROW', 'unknown'],
    ['constructor', 'unknown'],
  ])('a final %s event means the status %s', (eventType, status) => {
    expect(read({ eventType })).toEqual({ ...report, status })
  })

  test('all of AWS’s types of text events are published, except those that are never final', () => {
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
    ['another event follows', { isFinal: false }],
    ['the message was not one of our replies', { context: {} }],
    ['something else sent the message', { context: undefined }],
  ])('an event is not final when %s', (_, changes) => {
    expect(read(changes)).toBe('not-final')
  })

  test.each([
    ['invalid JSON', undefined],
    ['a text', { originationNumber: '+32470123456', messageBody: 'Salut' }],
    ['an event with an id that is too long', { ...textEvent, context: { inboundId: 'x'.repeat(129) } }],
    ['an event with a phone number as its id', { ...textEvent, context: { inboundId: '+32470123456' } }],
  ])('%s is not accepted', (_, event) => {
    expect(readEvent(event)).toBeUndefined()
  })
})
