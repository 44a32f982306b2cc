import { EventType } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'

import { deliveryEventTypes, readDeliveryReport } from '../../../carriers/aws/delivery-report.ts'
import { textEvent } from '../../shared/rules/text-event.ts'

// What is read of texts and reports, the examples of AWS say (examples/inbound.json).

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

test('a price that is infinite, as JSON may have it, is no price, and the report itself counts', () => {
  const message = JSON.stringify({ ...textEvent, totalMessagePrice: 'price' }).replace('"price"', '1e999')
  expect(readDeliveryReport({ topicArn: 'arn', publishedAt: 0, message })).toMatchObject({ costUsd: 0 })
})
