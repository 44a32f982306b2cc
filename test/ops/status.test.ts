import { expect, test } from 'vitest'

import { budgetState } from '../../ops/budgets.ts'
import { printStatus, type Status } from '../../ops/status.ts'

const hourAt = (hour: number): string => `2026-11-24T${String(hour).padStart(2, '0')}:00:00.000Z`

const quiet: Status = {
  stackName: 'AntiRelou-prod',
  region: 'eu-west-3',
  at: '2026-11-24T18:05:00.000Z',
  deployedAt: '2026-11-01T09:00:00.000Z',
  paused: false,
  refused: false,
  textsLastHour: 3,
  manyTexts: 500,
  textsToday: 12,
  silencedToday: 4,
  repliesToday: 7,
  deliveredToday: 6,
  undeliveredToday: 0,
  undeliveredTodayBecause: {},
  unreportedToday: 0,
  blockedToday: 0,
  siege: false,
  repliesWaiting: 1,
  cancelledWaiting: 0,
  deadLetters: { texts: 0, replies: 0, undelivered: 0 },
  alarms: [],
  carriers: ['aws'],
  spentThisMonthUsd: 3.2,
  monthlyLimitUsd: 800,
  pastHours: [{ start: hourAt(17), sent: 5 }],
  budgets: [
    {
      name: 'default',
      limits: { hour: 100, day: 1000, month: 10_000 },
      bookedToday: 8,
      bookedThisMonth: 40,
      hours: [
        { start: hourAt(18), booked: 50 },
        { start: hourAt(19), booked: 100 },
      ],
    },
  ],
}

test('a quiet day fits on a screen', () => {
  expect(`\n${printStatus(quiet, 'en')}\n`).toBe(`
All is well.
AntiRelou-prod, eu-west-3, 2026-11-24 18:05 UTC (deployed 2026-11-01 09:00 UTC)

Sending          runs
Texts            3 in the last hour (500 are many), 12 today, of which 4 got silence
Replies today    7 submitted, 6 arrived, 0 did not; 1 waits
Senders blocked  0 today, by the rule
Siege            no
Dead letters     none
Alarms           none
SMS this month   3.20 USD as AWS reports it, for this stage; all budgets allow 800 USD
Budget default   992 of 1000 parts left today, 9960 of 10000 this month

Parts by the hour (UTC), of 100
17:00  ██······································  5 sent
18:00  ████████████████████····················  50 booked, this hour
19:00  ████████████████████████████████████████  100 booked
`)
})

test('problems stand out, and a refusal is shown even if replies were accepted since', () => {
  const bad = {
    ...quiet,
    paused: true,
    siege: true,
    undeliveredToday: 3,
    undeliveredTodayBecause: { blocked: 2, unreachable: 1 },
    unreportedToday: 4,
    refused: true,
    lastRefusal: {
      at: hourAt(17),
      budget: 'default',
      reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
      say: 'the monthly spend limit is reached: ask AWS support for more',
    },
    deadLetters: { texts: 2, replies: 0, undelivered: 1 },
    alarms: [{ name: 'siege', since: hourAt(18) }],
  }
  const screen = printStatus(bad, 'en')
  expect(screen).toMatch(/^Sending +PAUSED/m)
  expect(screen).toMatch(/^Siege +YES/m)
  expect(screen).toMatch(/^Dead letters +2 texts, 0 replies, 1 text that SNS could not deliver$/m)
  expect(screen).toMatch(/^Alarms +siege since 2026-11-24 18:00 UTC$/m)
  expect(screen).toMatch(
    /^Replies today +7 submitted, 6 arrived, 3 did not \(blocked 2, unreachable 1\), no news of 4 for 72 hours; 1 waits$/m,
  )
  expect(screen).toMatch(
    /^Last refusal +2026-11-24 17:00 UTC \(budget default\), AND NONE ACCEPTED SINCE: the monthly spend limit is reached: ask AWS support for more$/m,
  )
  const lastRefusal = { at: hourAt(17), say: 'the reason was not read from the log' }
  expect(printStatus({ ...quiet, lastRefusal }, 'en')).toMatch(
    /^All is well\.\n[\s\S]*\nLast refusal +2026-11-24 17:00 UTC: the reason was not read from the log$/m,
  )
})

const dead = { texts: 0, replies: 2, undelivered: 0 }
const none = { texts: 0, replies: 0, undelivered: 0 }
const on = (...names: readonly string[]) => names.map((name) => ({ name, since: hourAt(18) }))

test.each<[string, Partial<Status>, string, string]>([
  ['well', {}, 'All is well.', 'Tout va bien.'],
  [
    'a siege',
    { siege: true, alarms: on('siege') },
    'Siege: nothing to do, the rule',
    'Siège\u00a0: rien à faire, la règle',
  ],
  ['a siege that is over', { alarms: on('siege') }, 'Siege: nothing to do', 'Siège\u00a0: rien à faire'],
  [
    'an alarm',
    { siege: true, alarms: on('siege', 'lost-replies') },
    'An alarm is on: siege, lost-replies.',
    'Une alarme sonne\u00a0: siege, lost-replies.',
  ],
  [
    'dead letters',
    { deadLetters: dead, alarms: on('dead-letters') },
    'Something is to be done: dead letters wait for you, 2',
    'Il y a quelque chose à faire\u00a0: des messages sont au rebut, 2',
  ],
  [
    'paused',
    { paused: true, deadLetters: dead },
    'Sending is paused: replies wait',
    'L’envoi est suspendu\u00a0: les réponses attendent',
  ],
  [
    'refused',
    { paused: true, refused: true },
    "Something is to be done: a line can't send",
    'Il y a quelque chose à faire\u00a0: une ligne ne peut',
  ],
])('the first line says the worst that is the case, in the language of the operators: %s', (_, changes, en, fr) => {
  for (const [language, sentence] of [
    ['en', en],
    ['fr', fr],
  ] as const)
    expect(printStatus({ ...quiet, ...changes }, language).startsWith(sentence)).toBe(true)
})

test('an alarm about dead letters that are gone is said to end by itself', () => {
  const alarms = on('dead-letters')
  const rowOf = (deadLetters: Status['deadLetters']) => printStatus({ ...quiet, alarms, deadLetters }, 'en')
  expect(rowOf(none)).toMatch(/^Alarms +dead-letters since .* \(none is left: it ends by itself within an hour\)$/m)
  expect(rowOf(dead)).toMatch(/^Alarms +dead-letters since 2026-11-24 18:00 UTC$/m)
})

test('when a siege books more hours than a screen has lines, the rest is summed up', () => {
  const hours = Array.from({ length: 12 }, (_, i) => ({ start: hourAt(i), booked: 100 }))
  const screen = printStatus({ ...quiet, budgets: quiet.budgets.map((budget) => ({ ...budget, hours })) }, 'en')
  expect(screen.split('\n').slice(-2)).toEqual([expect.stringMatching(/^07:00 /), 'and 400 in the 4 hours after that'])
  expect(screen.split('\n').length).toBeLessThanOrEqual(24)
})

test('several budgets are added up in the bars', () => {
  const [budget] = quiet.budgets
  const two = { ...quiet, budgets: [budget, { ...budget, name: 'other' }].filter((one) => one !== undefined) } as Status
  expect(printStatus(two, 'en')).toMatch(/of 200\n(.*\n)18:00 .* 100 booked, this hour/)
})

const limits = { hour: 100, day: 1000, month: 10_000 }
const lastEvening = Date.parse('2026-11-30T22:30:00Z')

test('in the last hours of a month, bookings for the first hours of the next month are listed, and count for that month', () => {
  const months = new Map([
    ['2026-11', { month: 900, d30: 50, d30h22: 10, d30h23: 20 }],
    ['2026-12', { month: 35, d01: 35, d01h00: 30, d01h02: 5 }],
  ])
  const { bookedToday, bookedThisMonth, hours } = budgetState('default', limits, months, lastEvening)
  expect({ bookedToday, bookedThisMonth }).toEqual({ bookedToday: 50, bookedThisMonth: 900 })
  expect(hours.map(({ start, booked }) => [start.slice(5, 13), booked])).toEqual([
    ['11-30T22', 10],
    ['11-30T23', 20],
    ['12-01T00', 30],
    ['12-01T01', 0],
    ['12-01T02', 5],
  ])
  expect(budgetState('default', limits, new Map(), lastEvening).hours).toEqual([
    { start: '2026-11-30T22:00:00.000Z', booked: 0 },
  ])
})

test.each([
  ['nothing much', { month: 80, d30: 80, d30h22: 49 }, false],
  ['half of this hour', { month: 50, d30: 50, d30h22: 50 }, true],
  ['half of an hour to come', { month: 60, d30: 60, d30h23: 60 }, true],
  ['half of the day, none of it in an hour to come', { month: 500, d30: 500, d30h12: 90 }, true],
] as const)(
  'a budget is besieged when half of an hour or of the day is booked, whether or not texts are coming in: %s',
  (_, month, besieged) => {
    expect(budgetState('default', limits, new Map([['2026-11', month]]), lastEvening).besieged).toBe(besieged)
  },
)
