import { describe, expect, test } from 'vitest'
import type { Counters } from '../../../shared/rules/budget.ts'
import type { CarrierName } from '../../../shared/rules/carriers.ts'
import { type Crowd, lotOf, lotsOf } from '../../../shared/rules/crowd.ts'
import type { InboundText } from '../../../shared/rules/inbound-text.ts'
import { type Observed, plan } from '../../../shared/rules/plan.ts'
import { screen } from '../../../shared/rules/screen.ts'
import { isTooSoon, noteTurnedAway, senderClassOf } from '../../../shared/rules/sender-class.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import * as timing from '../../../shared/rules/timing.ts'

const { day, hour, minute } = timing
const noon = Date.UTC(2026, 10, 24, 12)

test('a reply is planned so that its hour ends before the carrier refuses it', () => {
  const text = { ...inbound(), answerBy: noon + 3 * hour + minute }
  expect(planned(text)).toMatchObject({ kind: 'reply', room: { hourStart: noon } })
  expect(planned(text, { counters: fullHours(12, 14) }).kind).toBe('count')
  expect(planned(text, { counters: fullHours(12, 15) })).toMatchObject({ kind: 'silent', reason: 'over-budget' })
})

describe('in a siege', () => {
  const lot = lotOf(1, 0.5)
  const waiting = { inboundId: 'id', sentAt: noon, since: noon, lot, asksAgain: false }
  const waits = { ...unknownSender, waiting }
  /** As many wait as there is room, or many more. */
  const busy = { new: 7, 'new-90': 7 }
  const away = { kind: 'silent', reason: 'siege' }

  test('a text that waits gets a reply after its delay or, if that is over, a minute from now at least', () => {
    const wantedAfter = (minutes: number) => planned(inbound(), { record: waits, now: noon + minutes * minute })
    for (const [minutes, wanted] of [[5, 10] as const, [9, 10] as const, [10, 11] as const, [55, 56] as const])
      expect(wantedAfter(minutes)).toMatchObject({ kind: 'reply', wantedAt: noon + wanted * minute })
  })

  test('a text that finds no room yet waits on, in the class that its sender has by now, and nothing is stored', () => {
    const record = { ...waits, waiting: { ...waiting, asksAgain: true } }
    const later = { now: noon + 20 * minute, before: { new: 20, 'new-96': 20, returning: 20, 'returning-96': 20 } }
    expect(planned(inbound(), { record, ...later })).toEqual({ kind: 'wait', lot, senderClass: 'returning' })
  })

  test('a wait that ended unseen counts as none: four hours and a look after it began', () => {
    const record = { ...waits, waiting: { ...waiting, asksAgain: true } }
    const asksAt = (ms: number, isCounted = false) => {
      const text = { ...inbound('other'), sentAt: noon + ms }
      return planned(text, { record, now: noon + ms, before: { new: 99, 'new-90': 99 }, isCounted })
    }
    const end = 4 * hour + 20 * minute
    expect(asksAt(end - 1)).toEqual({ kind: 'silent', reason: 'asks-again' })
    expect(asksAt(end).kind).toBe('count')
    const other = { inboundId: 'other', sentAt: noon + end, since: noon + end, lot, asksAgain: false }
    expect(asksAt(end, true)).toMatchObject({ kind: 'wait', senderClass: 'new', record: { waiting: other } })
  })

  test('a text within five minutes of one that was turned away is turned away, unless there is room', () => {
    const record = { ...unknownSender, turnedAwayAt: noon - 5 * minute + 1 }
    // The note stays, so that whoever texts every four minutes is heard again.
    expect(planned(inbound(), { record, before: busy })).toEqual(away)
    expect(planned(inbound(), { record }).kind).toBe('reply')
    const later = { ...record, turnedAwayAt: noon - 5 * minute }
    expect(planned(inbound(), { record: later, before: busy }).kind).toBe('count')
  })
})

describe('over budget', () => {
  test('a full budget is not noted, and a month that is rationed is', () => {
    const full = planned(inbound(), { counters: { month: 1000 } })
    expect(full).toMatchObject({ kind: 'silent', reason: 'over-budget' })
    expect(full).not.toHaveProperty('record')
    // Seven days are left for fourteen replies, two a day.
    const rationed = planned(inbound(), { counters: { month: 996, d24: 10 } })
    const record = { ...unknownSender, turnedAwayAt: noon }
    expect(rationed).toMatchObject({ kind: 'silent', reason: 'over-budget', record })
  })
})

describe('before the plan', () => {
  const screenedBy = { ...config, lines: [line], countries: ['BE', 'FR'], maxPricePerReplyUsd: 1, texts: {} }
  const screened = (changes: Partial<InboundText>) => screen({ ...inbound(), ...changes }, screenedBy)

  test('a sender who is known by an id is judged by the id’s country, without a number plan', () => {
    const known = (sender: string, country: string) => screened({ sender, country })
    expect(known('BE.13491208655302741918', 'BE')).toEqual({ line, country: 'BE' })
    expect(known('US.ENT.5050', 'US')).toEqual({ silent: 'country' })
    expect(screened({ sender: 'BE.13491208655302741918' })).toEqual({ silent: 'not-a-mobile' })
  })
})

test.each<[CarrierName, reaches: boolean]>([
  // Where AWS may send with a number; Time2Chat is one of French operators (docs/deploy.md, docs/time2chat.fr.md).
  ['aws', false],
  ['ovh', false],
  // A SIM's contract, and WhatsApp, reach every country.
  ['httpsms', true],
  ['whatsapp', true],
])('a line of %s reaches phones abroad: %s', (carrier, reaches) => {
  const of = { ...config, lines: [{ ...line, carrier }], countries: ['BE', 'FR'], maxPricePerReplyUsd: 1, texts: {} }
  expect(screen(inbound(), of)).toMatchObject(reaches ? { country: 'FR' } : { silent: 'country' })
  expect(screen({ ...inbound(), sender: '+32470123456' }, of)).toMatchObject({ country: 'BE' })
})

describe('times', () => {
  test('send-reply has time even if the table answers each of its requests only at the second try', () => {
    const outsideMs = timing.longestSleepMs + timing.questionTimeoutMs + timing.publishTimeoutMs
    // What is read, the rest that is taken, the claim, and what is written at the end, all at once.
    const inTurn = 4
    expect(outsideMs + inTurn * 2 * timing.storeTimeoutMs).toBeLessThan(timing.sendReplyTimeoutMs - timing.second)
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

const keyOf = (text: string): string => `key of ${text}`

const config = {
  limits: [{ replies: 1, perMs: day }],
  block: { after: 3, forMs: 30 * day },
  replyDelayMs: { min: 10 * minute, max: 20 * minute },
  budgets: { default: { hour: 10, day: 100, month: 1000 } },
}

const line = { number: '+32460000000', language: 'fr', budget: 'default', carrier: 'aws' } as const

const known = { sender: '+33612345678', line: line.number }
const inbound = (inboundId = 'id', text = 'Salut') => ({ ...known, inboundId, text, sentAt: noon, publishedAt: noon })

type Given = Partial<Observed> & {
  readonly record?: SenderRecord
  readonly counters?: Counters
  readonly now?: number
  /** Who waited in the period before. */
  readonly before?: Crowd
}

/** At noon seven replies have room, since that much of the hour is open. */
const planned = (text: InboundText, { record = unknownSender, before = {}, ...given }: Given = {}) => {
  const { counters = {}, now = noon, ...known } = given
  const deliveries = record.waiting === undefined ? 1 : 2
  const crowds = { current: {}, before: lotsOf(before) }
  const observed = { countersOf: () => counters, crowds, isCounted: false, keyOf, ...known }
  const planned = { inbound: text, line, now, deliveries, delayChance: 0, lotChance: 0.5 }
  return plan(planned, record, observed, config)
}

const fullHours = (from: number, to: number): Counters =>
  Object.fromEntries(Array.from({ length: to - from }, (_, i) => [`d24h${from + i}`, 10]))

const sent = (sentAt: number) => ({ ...inbound(), sentAt })
const turnedAway = { ...unknownSender, turnedAwayAt: noon }
const answered = { ...unknownSender, replies: new Map([['earlier', { at: noon - day, dueAt: noon - day }]]) }
const waiting = { inboundId: 'id', sentAt: noon, since: noon, lot: 0, asksAgain: false }
const asksAgain = { ...unknownSender, waiting: { ...waiting, asksAgain: true } }

test.each<[who: string, wanted: string, of: SenderRecord, afterMs: number]>([
  ['was turned away under five minutes ago', 'new', turnedAway, 5 * minute - 1],
  ['was turned away five minutes ago', 'returning', turnedAway, 5 * minute],
  ['was turned away under a day ago', 'returning', turnedAway, day - 1],
  ['was turned away a day ago', 'last', turnedAway, day],
  ['was turned away under a week ago', 'last', turnedAway, 7 * day - 1],
  ['was turned away a week ago', 'new', turnedAway, 7 * day],
  ['waits', 'new', { ...unknownSender, waiting }, 0],
  ['waits, and has asked again', 'returning', asksAgain, 0],
  ['was answered, waits, and has asked again', 'last', { ...answered, waiting: asksAgain.waiting }, 0],
])('whoever %s is %s', (_, wanted, record, after) => {
  expect(senderClassOf(sent(noon + after), record)).toBe(wanted)
})

test('the note that a text was turned away is of the one that was sent last, in whatever order they come', () => {
  expect(noteTurnedAway(turnedAway, noon + 1)).toEqual({ ...turnedAway, turnedAwayAt: noon + 1 })
  for (const sentAt of [noon - 1, noon]) expect(noteTurnedAway(turnedAway, sentAt)).toBe(turnedAway)
})

test('a text is too soon within five minutes of one that was turned away, before it or after it', () => {
  const soon = [-5 * minute, -5 * minute + 1, 0, 5 * minute - 1, 5 * minute]
  expect(soon.map((ms) => isTooSoon(sent(noon + ms), turnedAway))).toEqual([false, true, true, true, false])
  expect(isTooSoon(sent(noon), unknownSender)).toBe(false)
})
