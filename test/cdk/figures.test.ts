import { describe, expect, test } from 'vitest'

import { deliveredBy, metricNames, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { example } from '../settings/checked.ts'
import { arrivedIn, arrivedShare, type Count, chartsOf, shownIn } from './monitored.ts'

const charts = chartsOf(example)

/** The newest value in the widget with this title at `now`, if the functions have emitted these values of one metric. */
const shownBy = (title: string, metric: string, counts: readonly Count[], now: string) =>
  shownIn(charts, title, { [metric]: counts }, now)

describe('today', () => {
  const textsToday = (counts: readonly Count[], now: string) =>
    shownBy('Texts today', metricNames.textsReceived, counts, now)

  test('begins at midnight UTC, and is 0 before the first text', () => {
    const counts = [['2026-11-23T23:59:59Z', 9] as const, ['2026-11-24T00:00:00Z', 2] as const]
    expect(textsToday(counts, '2026-11-24T20:00:00Z')).toBe(2)
    expect(textsToday(counts, '2026-11-25T00:00:30Z')).toBe(0)
    expect(textsToday([], '2026-11-25T00:00:30Z')).toBe(0)
  })
})

describe('this month', () => {
  const bookedThisMonth = (counts: readonly Count[], now: string) =>
    shownBy('Parts booked this month', metricNames.partsBooked, counts, now)

  test.each([
    ['on its last day', '2026-10-31T23:59:00Z', 14],
    ['on the first day of the next, with parts booked', '2026-11-01T09:00:00Z', 40],
    ['on the second day', '2026-11-02T09:00:00Z', 40],
  ])('counts from the first day of the month: %s', (_, now, parts) => {
    const counts: readonly Count[] = [
      ['2026-09-30T23:59:00Z', 100],
      ['2026-10-01T00:00:00Z', 3],
      ['2026-10-15T12:00:00Z', 4],
      ['2026-10-31T12:00:00Z', 7],
      ['2026-11-01T08:00:00Z', 40],
    ]
    expect(
      bookedThisMonth(
        counts.filter(([at]) => at < now),
        now,
      ),
    ).toBe(parts)
  })

  test('is 0 before the first booking, also after a shorter month', () => {
    expect(bookedThisMonth([['2026-02-28T12:00:00Z', 5]], '2026-03-01T12:00:00Z')).toBe(0)
    expect(bookedThisMonth([], '2026-03-31T12:00:00Z')).toBe(0)
  })

  test('costs what AWS reports, converted to the currency in settings, at 0.92 EUR per USD', () => {
    const cost = shownBy(
      'Cost of replies this month, EUR',
      metricNames.smsCostUsd,
      [
        ['2026-10-31T12:00:00Z', 100],
        ['2026-11-02T12:00:00Z', 0.06],
        ['2026-11-24T12:00:00Z', 0.44],
      ],
      '2026-11-24T20:00:00Z',
    )
    expect(cost).toBeCloseTo(0.46, 10)
  })
})

describe('minutes since the last text', () => {
  const now = '2026-11-24T20:00:30Z'
  const ago = (ms: number) => new Date(Date.parse(now) - ms).toISOString()
  const minutes = (counts: readonly Count[]) =>
    shownBy('Minutes since the last text', metricNames.textsReceived, counts, now)

  test('are counted from the newest text', () => {
    expect(minutes([[now, 1]])).toBe(0)
    expect(
      minutes([
        [ago(3 * day), 4],
        [ago(90 * minute), 1],
      ]),
    ).toBe(90)
  })

  test('are not reset by a batch in which every text failed', () => {
    expect(
      minutes([
        [ago(90 * minute), 1],
        [ago(5 * minute), 0],
      ]),
    ).toBe(90)
  })

  test('have no value after a week without texts', () => {
    expect(minutes([])).toBeNull()
  })
})

test('the share that arrived counts only replies that AWS has reported on, and is 1 while there are none', () => {
  const noon = '2026-11-24T12:00:00Z'
  const shown = (metrics: Parameters<typeof arrivedShare>[1]) => arrivedShare(example, metrics)
  expect(arrivedIn(example)?.widget.series.map(({ label }) => label)).toEqual(['share that arrived, as AWS reports'])
  expect(shown({ [deliveredBy('aws')]: [[noon, 6]], [undeliveredBy('aws')]: [[noon, 2]] })).toBe(0.75)
  expect(shown({ [undeliveredBy('aws')]: [[noon, 2]] })).toBe(0)
  expect(shown({ [deliveredBy('aws')]: [[noon, 2]] })).toBe(1)
  expect(shown({})).toBe(1)
})
