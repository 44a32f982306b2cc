import { describe, expect, test } from 'vitest'
import type { Counters } from '../../../shared/rules/budget.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { type Observed, plan } from '../../../shared/rules/plan.ts'
import { screen } from '../../../shared/rules/screen.ts'
import { noFingerprints, withAnswered } from '../../../shared/rules/sender-class.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import * as timing from '../../../shared/rules/timing.ts'

const { day, hour, minute } = timing
const noon = Date.UTC(2026, 10, 24, 12)

const config = {
  limits: [{ replies: 1, perMs: day }],
  block: { after: 3, forMs: 30 * day },
  replyDelayMs: { min: 10 * minute, max: 20 * minute },
  budgets: { default: { hour: 10, day: 100, month: 1000 } },
}

const line = { number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' } as const

const known = { sender: '+33612345678', line: line.number }
const sms = (inboundId = 'id', text = 'Salut') => ({ ...known, inboundId, text, sentAt: noon, publishedAt: noon })

type Own = { readonly record?: SenderRecord; readonly counters?: Counters; readonly chance?: number }
type Given = Partial<Observed> & Own

const planned = (text: InboundText, { record = unknownSender, counters = {}, chance = 0, ...known }: Given = {}) => {
  const observed = { countersOf: () => counters, answered: noFingerprints, turnedAway: [], ...known }
  return plan({ sms: text, line, now: noon, delayChance: chance }, record, observed, config)
}

const dueAgo = (ms: number) => new Map([['earlier', { at: noon - ms, dueAt: noon - ms }]])
const answeredAgo = (ms: number): SenderRecord => ({ ...unknownSender, replies: dueAgo(ms) })
const fullHours = (from: number, to: number): Counters =>
  Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`d24h${from + i}`, 10]))

test('a first text gets a reply after a random delay, in the hour that it is then wanted in', () => {
  for (const [chance, minutes] of [
    [0, 10],
    [0.5, 15],
    [0.75, 17.5],
  ] as const)
    expect(planned(sms(), { chance })).toMatchObject({
      kind: 'reply',
      earlierReplies: 0,
      record: unknownSender,
      wantedAt: noon + minutes * minute,
      room: { hourStart: noon },
    })
})

test('a reply is planned so that its hour ends before the carrier refuses it', () => {
  const text = { ...sms(), answerBy: noon + 3 * hour + minute }
  expect(planned(text, { counters: fullHours(12, 14) })).toMatchObject({ room: { hourStart: noon + 2 * hour } })
  expect(planned(text, { counters: fullHours(12, 15) })).toMatchObject({ kind: 'silent', reason: 'over-budget' })
})

test('a siege turns a lookalike away, and the record notes this once', () => {
  const counters = { d24h12: 5, d24: 25, month: 25 }
  const answered = withAnswered(noFingerprints, { ...sms('earlier'), sender: '+33612345999' }, noon)
  const record = { ...unknownSender, turnedAwayAt: noon }
  expect(planned(sms(), { counters, answered })).toMatchObject({ kind: 'silent', reason: 'siege', record })
  expect(planned(sms(), { counters, answered, record })).not.toHaveProperty('record')
})

test('a similar sender id does not make a lookalike, but the same wording does', () => {
  const counters = { d24h12: 5, d24: 25, month: 25 }
  const known = (text: string, sender: string) => ({ ...sms('earlier', text), sender, country: 'FR' })
  const answered = withAnswered(noFingerprints, known('Réponds-moi tout de suite', 'FR.1349120865530'), noon)
  const copy = { ...sms('id', 'réponds moi TOUT de suite !!'), sender: 'FR.9999', country: 'FR' }
  expect(planned({ ...sms(), sender: 'FR.1349120865531', country: 'FR' }, { counters, answered }).kind).toBe('reply')
  expect(planned(copy, { counters, answered })).toMatchObject({ kind: 'silent', reason: 'siege' })
})

test('an earlier reply makes a lookalike for as long as it is remembered, whatever else keeps the record', () => {
  const counters = { d24h12: 5, d24: 25, month: 25 }
  const of = (ms: number) => planned(sms(), { counters, record: answeredAgo(ms) })
  expect(of(timing.queueRetentionMs - 1)).toMatchObject({ kind: 'silent', reason: 'siege' })
  expect(of(400 * day)).toMatchObject({ kind: 'reply' })
})

test('silence for another reason does not depend on room', () => {
  const record = answeredAgo(hour)
  for (const counters of [{}, { month: 1000 }])
    expect(planned(sms(), { counters, record })).toMatchObject({ kind: 'silent', reason: 'answered-recently' })
})

describe('before the plan', () => {
  const screenedBy = { ...config, lines: [line], countries: ['BE', 'FR'], maxPricePerReplyUsd: 1, texts: {} }
  const screened = (changes: Partial<InboundText>, now = noon) => screen({ ...sms(), ...changes }, screenedBy, now)

  test('a sender who is known by an id is judged by the id’s country, without a number plan', () => {
    const known = (sender: string, country: string) => screened({ sender, country })
    expect(known('BE.13491208655302741918', 'BE')).toEqual({ line, country: 'BE' })
    expect(known('US.ENT.5050', 'US')).toEqual({ silent: 'country' })
    expect(screened({ sender: 'BE.13491208655302741918' })).toEqual({ silent: 'not-a-mobile' })
  })

  test('a text that can no longer be answered in time is stale, unless it is a STOP', () => {
    const inTime = { sender: '+32470123456', answerBy: noon + 20 * minute + 2 * hour }
    expect(screened(inTime)).toEqual({ line, country: 'BE' })
    expect(screened(inTime, noon + 1)).toEqual({ silent: 'stale' })
    expect(screened({ ...inTime, text: 'STOP' }, noon + 1)).toEqual({ line, country: 'BE' })
  })
})

describe('times', () => {
  test('send-reply has time for the slowest of each request, and for two that are repeated', () => {
    const outsideMs = timing.longestTurnMs + timing.questionTimeoutMs + timing.publishTimeoutMs
    expect(outsideMs + (5 + 2) * timing.storeTimeoutMs).toBeLessThan(timing.sendReplyTimeoutMs)
  })

  test('messages outlast an outage of a day, and are kept until the rules settle them', () => {
    expect(timing.maxReceiveCount * timing.queueVisibilityMs).toBeGreaterThan(day)
    expect(timing.queueRetentionMs).toBeGreaterThan(Math.max(timing.staleAfterMs, day + timing.expireAfterMs))
    expect(timing.deadLetterRetentionMs).toBeGreaterThan(timing.queueRetentionMs)
  })

  test('a hidden reply is due again before the twelve hours after which SQS shows it anyway', () => {
    expect(timing.longestHiddenMs + timing.sendReplyTimeoutMs).toBeLessThan(12 * hour)
  })
})
