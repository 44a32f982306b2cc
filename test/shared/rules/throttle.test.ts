import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { isCancelled } from '../../../shared/rules/cancellations.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { type SenderRecord, unknownSender, withReply } from '../../../shared/rules/sender-record.ts'
import { decide, forgetAt } from '../../../shared/rules/throttle.ts'
import { day, hour, minute, optOutMs } from '../../../shared/rules/timing.ts'

test('a reply that was due exactly one window ago no longer counts, but one due a millisecond later does', () => {
  expect(decide(answeredAt(now - day), inbound('new'), rules, now).kind).toBe('reply')
  expect(decide(answeredAt(now - day + 1), inbound('new'), rules, now).kind).toBe('silent')
  const thrice = [now - 30 * day, now - 20 * day, now - 10 * day] as const
  expect(decide(answeredAt(...thrice), inbound('new'), rules, now).kind).toBe('reply')
  expect(decide(answeredAt(thrice[0] + 1, thrice[1], thrice[2]), inbound('new'), rules, now).kind).toBe('silent')
})

test('a reply that is promised stays promised, whatever else the record says', () => {
  const record = { ...answeredAt(now - hour), blockedUntil: now + day, optedOutUntil: now + day }
  expect(decide(record, inbound('id 0'), rules, now)).toEqual({
    kind: 'promised',
    earlierReplies: 0,
    dueAt: now - hour,
  })
})

test('a reply resets the strikes, and so does a block', () => {
  const reply = recordAfter({ ...unknownSender, strikes: 2 }, inbound('new'))
  expect(reply.strikes).toBe(0)
  const blocked = decide({ ...answeredAt(now - hour), strikes: 2 }, inbound('new'), rules, now)
  const record = { strikes: 0, blockedUntil: now + 30 * day }
  expect(blocked).toMatchObject({ reason: 'answered-recently', nowBlocked: true, record })
})

test('a text from before its sender was promised a reply is no strike, whatever else they were promised', () => {
  const before = { ...inbound('new'), sentAt: now - 5 * minute }
  const decision = decide(answeredAt(now - 20 * day, now + hour), before, rules, now)
  expect(decision).toEqual({ kind: 'silent', reason: 'answered-recently' })
})

test('each STOP counts from when it reached us, whatever the order of delivery', () => {
  const sent = (text: string, at: number) => ({ ...inbound(text, text), publishedAt: now + at })
  const after = (...texts: readonly InboundText[]) =>
    texts.reduce((record, text) => recordAfter(record, text, rules.block, now + hour), unknownSender)
  const [stop, start, stopAgain] = [sent('STOP', 0), sent('START', 10_000), sent('stop', 20_000)]
  expect(after(stop, start).optedOutUntil).toBe(0)
  for (const order of [
    [stop, start, stopAgain],
    [stop, stopAgain, start],
    [start, stopAgain, stop],
  ])
    expect(after(...order).optedOutUntil).toBe(now + 20_000 + optOutMs)
})

test('a blocked sender’s STOP counts from when it reached us, if it prolongs the opt-out by over a day', () => {
  const record = { ...unknownSender, blockedUntil: now + day, optedOutUntil: now - 2 * day + optOutMs }
  const late = { ...inbound('new', 'STOP'), sentAt: now - 3 * day }
  expect(recordAfter(record, late).optedOutUntil).toBe(now + optOutMs)
})

test('a record is kept while a limit, a redelivery, a block or an opt-out needs it', () => {
  expect(forgetAt(answeredAt(now), rules, now)).toBe(now + 30 * day)
  expect(forgetAt(answeredAt(now), { ...rules, limits: [oneADay] }, now)).toBe(now + 4 * day)
  expect(forgetAt({ ...answeredAt(now), blockedUntil: now + 40 * day }, rules, now)).toBe(now + 40 * day)
  expect(forgetAt({ ...answeredAt(now), optedOutUntil: now + optOutMs }, rules, now)).toBe(now + optOutMs)
})

test('a record is kept while a text waits, which a late one does for longer', () => {
  const forgetAfter = (sentAt: number) => {
    const waiting = { inboundId: 'id', sentAt, since: now, lot: 0, asksAgain: false }
    return forgetAt({ ...unknownSender, waiting }, rules, now) - now
  }
  expect(forgetAfter(now - 10 * minute)).toBe(4 * hour + 20 * minute)
  expect(forgetAfter(now - 10 * minute - 1)).toBe(day + 20 * minute)
})

test('whoever gets a reply has no text that waits any more', () => {
  const waiting = { inboundId: 'id', sentAt: now, since: now, lot: 0, asksAgain: false }
  expect(recordAfter({ ...unknownSender, waiting }, inbound('id'))).not.toHaveProperty('waiting')
})

test('a record that no rule needs expires now, because DynamoDB would keep one that expired in 1970', () => {
  expect(forgetAt(unknownSender, rules, now)).toBe(now)
})

test('a reply drops those that no rule counts any more', () => {
  const record = recordAfter(answeredAt(now - 30 * day, now - 29 * day), inbound('new'))
  expect([...record.replies.values()].map(({ dueAt }) => dueAt)).toEqual([now - 29 * day, now])
})

test('however the clock jumps, no window of recorded times contains more replies than its limit', () => {
  const steps = array(integer({ min: -2 * day, max: 3 * day }), { minLength: 1, maxLength: 60 })
  assert(
    property(steps, (jumps) => {
      let record = unknownSender
      let time = now
      for (const [i, jump] of jumps.entries()) {
        time += jump
        record = recordAfter(record, inbound(`text ${i}`), { after: 1000, forMs: day }, time)
        const reserved = [...record.replies.values()].map(({ dueAt }) => dueAt).sort((a, b) => a - b)
        for (const { replies, perMs } of rules.limits)
          for (const start of reserved)
            expect(reserved.filter((at) => at >= start && at < start + perMs).length).toBeLessThanOrEqual(replies)
      }
    }),
  )
})

const cancellation = (after: number, before: number) => ({ after, before, decidedAt: before, replies: 1 })

test('a reply is cancelled if it was promised in a period, which includes its beginning and not its end', () => {
  const cancellations = [cancellation(10, 20), cancellation(30, 31)]
  const cancelled = [9, 10, 19, 20, 29, 30, 31].filter((at) => isCancelled(at, cancellations, 100))
  expect(cancelled).toEqual([10, 19, 30])
  expect(isCancelled(10, [], 100)).toBe(false)
})

test('a note that reaches further ahead than clocks differ is ignored, or it would mute the number', () => {
  const now = Date.UTC(2026, 10, 24)
  expect(isCancelled(now, [cancellation(0, now + 2000)], now)).toBe(true)
  expect(isCancelled(now, [cancellation(0, now + 2001)], now)).toBe(false)
})

test('only the newest twenty notes count', () => {
  const cancellations = Array.from({ length: 21 }, (_, i) => cancellation(i, i + 1))
  const cancelled = [0, 1, 20].filter((at) => isCancelled(at, cancellations, 100))
  expect(cancelled).toEqual([1, 20])
})

const oneADay = { replies: 1, perMs: day }
const rules = { limits: [oneADay, { replies: 3, perMs: 30 * day }], block: { after: 3, forMs: 30 * day } }

const now = Date.UTC(2026, 10, 24, 12)

const from = { sender: '+33612345678', line: '+32460000000' }
const inbound = (inboundId: string, text = 'Salut') => ({ ...from, inboundId, text, sentAt: now, publishedAt: now })

/** The record after a text, with the reply that it may get. */
const recordAfter = (record: SenderRecord, text: InboundText, block = rules.block, at = now): SenderRecord => {
  const decision = decide(record, text, { ...rules, block }, at)
  if (decision.kind === 'reply') return withReply(decision.record, text.inboundId, { at, dueAt: at })
  return (decision.kind === 'silent' && decision.record) || record
}

/** The record with replies that were due at these times. */
const answeredAt = (...times: readonly number[]): SenderRecord => ({
  ...unknownSender,
  replies: new Map(times.map((dueAt, i) => [`id ${i}`, { at: dueAt - hour, dueAt }])),
})
