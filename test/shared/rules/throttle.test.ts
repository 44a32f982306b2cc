import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import type { Limit } from '../../../shared/rules/config.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { type SenderRecord, unknownSender, withReply } from '../../../shared/rules/sender-record.ts'
import { decide, forgetAt } from '../../../shared/rules/throttle.ts'
import { day, hour, minute, optOutMs } from '../../../shared/rules/timing.ts'

const oneADay = { replies: 1, perMs: day }
const rules = {
  limits: [oneADay, { replies: 3, perMs: 30 * day }],
  block: { after: 3, forMs: 30 * day },
  replyDelayMs: { min: 45 * minute, max: 75 * minute },
}

const now = Date.UTC(2026, 10, 24, 12)

const from = { sender: '+33612345678', line: '+32460000000' }
const inbound = (inboundId: string, text = 'Salut') => ({ ...from, inboundId, text, sentAt: now, publishedAt: now })

/** The record after a text, with the reply that it may get. */
const recordAfter = (record: SenderRecord, text: InboundText, block = rules.block, at = now): SenderRecord => {
  const decision = decide(record, text, { ...rules, block }, at)
  if (decision.kind === 'reply') return withReply(decision.record, text.inboundId, { at, dueAt: at })
  return (decision.kind === 'silent' && decision.record) || record
}

/** The record of a sender whose text, sent then, has waited since now. */
const waitingSince = (sentAt: number): SenderRecord => ({
  ...unknownSender,
  waiting: { inboundId: 'id', sentAt, since: now, lot: 0, asksAgain: false },
})

/** The record with replies that were due at these times. */
const answeredAt = (...times: readonly number[]): SenderRecord => ({
  ...unknownSender,
  replies: new Map(times.map((dueAt, i) => [`id ${i}`, { at: dueAt - hour, dueAt }])),
})

test('a text that can no longer be answered in time is stale, unless it is a STOP', () => {
  const inTime = { ...inbound('id'), answerBy: now + rules.replyDelayMs.max + 2 * hour }
  expect(decide(unknownSender, inTime, rules, now).kind).toBe('reply')
  expect(decide(unknownSender, inTime, rules, now + 1)).toEqual({ kind: 'silent', reason: 'stale' })
  expect(decide(unknownSender, { ...inTime, text: 'STOP' }, rules, now + 1)).toMatchObject({ reason: 'opted-out' })
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

test('of several STOPs the first and the last count, and a START between them undoes none, in any order', () => {
  const sent = (text: string, at: number) => ({ ...inbound(`${text} ${at}`, text), publishedAt: now + at })
  const [stop, start, stopAgain] = [sent('STOP', 0), sent('START', 10_000), sent('STOP', 20_000)]
  const after = (...texts: readonly InboundText[]) =>
    texts.reduce((record, text) => recordAfter(record, text), unknownSender)
  const optedOut = { optedOutSince: now, optedOutUntil: now + 20_000 + optOutMs }
  for (const texts of [
    [stopAgain, stop],
    [stopAgain, stop, start],
  ])
    expect(after(...texts)).toMatchObject(optedOut)
  expect(after(stop, start)).toMatchObject({ optedOutUntil: 0 })
})

test.each<[what: string, record: SenderRecord, keptMs: number, limits?: readonly Limit[]]>([
  ['a limit counts its reply', answeredAt(now), 30 * day],
  ['its reply may be redelivered', answeredAt(now), 4 * day, [oneADay]],
  ['the text of a strike may be redelivered', { ...unknownSender, struck: ['1a2b3c'] }, 4 * day],
  ['a block lasts', { ...answeredAt(now), blockedUntil: now + 40 * day }, 40 * day],
  ['an opt-out lasts', { ...answeredAt(now), optedOutUntil: now + optOutMs }, optOutMs],
  ['a text waits', waitingSince(now - 10 * minute), 4 * hour + 20 * minute],
  ['a late text waits', waitingSince(now - 10 * minute - 1), day + 20 * minute],
  // DynamoDB would keep one that expired in 1970.
  ['no rule needs it: it expires now', unknownSender, 0],
])('a record is kept while %s', (_, record, keptMs, limits = rules.limits) => {
  expect(forgetAt(record, { ...rules, limits }, now) - now).toBe(keptMs)
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
