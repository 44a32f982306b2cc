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

test('a publish without an answer leaves send-reply half of its time to write that down', () => {
  expect(connectTimeoutMs + publishTimeoutMs).toBeLessThan(sendReplyTimeoutMs / 2)
})

test('a queue outlasts an outage of a day, and keeps messages until the rules end them', () => {
  expect(maxReceiveCount * queueVisibilityMs).toBeGreaterThan(day)
  expect(queueRetentionMs).toBeGreaterThan(Math.max(staleAfterMs, day + expireAfterMs))
  expect(deadLetterRetentionMs).toBeGreaterThan(queueRetentionMs)
})

test('a hold ends before the twelve hours after which SQS shows a message again', () => {
  expect(longestHoldMs + sendReplyTimeoutMs).toBeLessThan(12 * hour)
})
