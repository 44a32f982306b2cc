import { expect, test } from 'vitest'

import {
  connectTimeoutMs,
  day,
  deadLetterRetentionMs,
  expireAfterMs,
  hour,
  longestHoldMs,
  maxReceiveCount,
  publishTimeoutMs,
  queueRetentionMs,
  queueVisibilityMs,
  sendReplyTimeoutMs,
  staleAfterMs,
} from '../../../shared/rules/timing.ts'

test('a publish that times out leaves send-reply half of its own timeout to write the outcome', () => {
  expect(connectTimeoutMs + publishTimeoutMs).toBeLessThan(sendReplyTimeoutMs / 2)
})

test('messages outlast an outage of a day, and are kept until the rules settle them', () => {
  expect(maxReceiveCount * queueVisibilityMs).toBeGreaterThan(day)
  expect(queueRetentionMs).toBeGreaterThan(Math.max(staleAfterMs, day + expireAfterMs))
  expect(deadLetterRetentionMs).toBeGreaterThan(queueRetentionMs)
})

test('a hold ends before the twelve hours after which SQS shows a message again', () => {
  expect(longestHoldMs + sendReplyTimeoutMs).toBeLessThan(12 * hour)
})
