import { describe, expect, test } from 'vitest'

import { readDashboard } from '../../local/cloudwatch/dashboard.ts'
import { dashboard } from '../../local/cloudwatch/dashboard-resource.ts'
import { type Periods, periodOf, valuesOfQuery } from '../../local/cloudwatch/query.ts'
import type { Settings } from '../../settings/schema.ts'
import { deliveredBy, metricNames, partsSubmittedTo, undeliveredBy } from '../../shared/rules/telemetry.ts'
import { day, minute, second } from '../../shared/rules/timing.ts'
import { example, mixed, readMonitored, simOnly } from './synthesised.ts'

const chartsOf = (settings: Settings) => {
  const [body] = readMonitored(settings).all(dashboard)
  return readDashboard('AntiRelou-example', body?.properties.DashboardBody ?? '').charts
}
const charts = chartsOf(example)

/** A count, and when the functions emitted it. */
type Count = readonly [at: string, value: number]

/** The newest value that a widget of this title shows at `now`, of one metric that has had these counts. */
const shownBy = (title: string, metric: string, counts: readonly Count[], now: string) =>
  shownIn(charts, title, { [metric]: counts }, now)

/** The same of several metrics, on the dashboard of some settings. */
const shownIn = (
  charts: ReturnType<typeof chartsOf>,
  title: string,
  metrics: { readonly [name: string]: readonly Count[] },
  now: string,
): number | null | undefined => {
  const chart = charts.find(({ widget }) => widget.title === title)
  const [query] = chart?.shown ?? []
  if (chart === undefined || query === undefined) throw new Error(`The dashboard shows no ${title}.`)
  const periodSeconds = periodOf(query, chart.queries)
  const periods = periodsOf(Date.parse(now) / second, periodSeconds, chart.rangeSeconds)
  const sumOf = (counts: readonly Count[], start: number): number | null => {
    const inPeriod = counts.filter(([at]) => {
      const seconds = Date.parse(at) / second
      return seconds >= start && seconds < start + periodSeconds
    })
    return inPeriod.length === 0 ? null : inPeriod.reduce((sum, [, value]) => sum + value, 0)
  }
  return valuesOfQuery(
    query,
    chart.queries,
    ({ name }) => periods.times.map((start) => sumOf(metrics[name] ?? [], start)),
    periods,
  ).at(-1)
}

/** The whole periods that lie in the range, and the one that `now` is in. */
const periodsOf = (now: number, periodSeconds: number, rangeSeconds: number): Periods => {
  const first = Math.ceil((now - rangeSeconds) / periodSeconds)
  const last = Math.floor(now / periodSeconds)
  return { periodSeconds, times: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * periodSeconds) }
}

describe('today', () => {
  const textsToday = (counts: readonly Count[], now: string) =>
    shownBy('Texts today', metricNames.textsReceived, counts, now)

  test('begins at midnight, UTC, and is 0 when nothing has come yet', () => {
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
  ])('counts every day since the first and none before, %s', (_, now, parts) => {
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

  test('is 0 when nothing was booked in it, also after a short month', () => {
    expect(bookedThisMonth([['2026-02-28T12:00:00Z', 5]], '2026-03-01T12:00:00Z')).toBe(0)
    expect(bookedThisMonth([], '2026-03-31T12:00:00Z')).toBe(0)
  })

  test('costs what AWS reports, in the currency of the settings: an USD is 0.92 EUR', () => {
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

  test('grow by the minute from the newest of them', () => {
    expect(minutes([[now, 1]])).toBe(0)
    expect(
      minutes([
        [ago(3 * day), 4],
        [ago(90 * minute), 1],
      ]),
    ).toBe(90)
  })

  test('are not shortened by a batch in which no text could be handled', () => {
    expect(
      minutes([
        [ago(90 * minute), 1],
        [ago(5 * minute), 0],
      ]),
    ).toBe(90)
  })

  test('are not told when none has come for a week', () => {
    expect(minutes([])).toBeNull()
  })
})

test('where only SIMs send, there is no cost to show', () => {
  const titles = chartsOf(simOnly).map(({ widget }) => widget.title)
  expect(titles.filter((title) => title?.includes('ost of'))).toEqual([])
})

describe('the share that arrived', () => {
  const arrived = (settings: Settings) =>
    chartsOf(settings).find(({ widget }) => widget.title?.startsWith('Replies that arrived'))

  test('is shown for each kind of carrier that there is', () => {
    const labels = (settings: Settings) => arrived(settings)?.widget.series.map(({ label }) => label)
    const [ofAws, ofSims] = ['share that arrived, as AWS reports', 'share that SIMs could send']
    expect(labels(example)).toEqual([ofAws])
    expect(labels(mixed)).toEqual([ofAws, ofSims])
    expect(labels(simOnly)).toEqual([ofSims])
  })

  const shown = (settings: Settings, metrics: { readonly [name: string]: readonly Count[] }) =>
    shownIn(chartsOf(settings), arrived(settings)?.widget.title ?? '', metrics, '2026-11-24T20:00:00Z')
  const noon = '2026-11-24T12:00:00Z'

  test('is, of the replies that AWS has reported on, what was delivered; and all while it has not', () => {
    expect(shown(example, { [deliveredBy('aws')]: [[noon, 6]], [undeliveredBy('aws')]: [[noon, 2]] })).toBe(0.75)
    expect(shown(example, { [undeliveredBy('aws')]: [[noon, 2]] })).toBe(0)
    expect(shown(example, { [deliveredBy('aws')]: [[noon, 2]] })).toBe(1)
    expect(shown(example, {})).toBe(1)
  })

  test('is, of those that SIMs were given, what no phone has reported as not sent', () => {
    const submitted = { [partsSubmittedTo('sim')]: [[noon, 8]] as readonly Count[] }
    expect(shown(simOnly, { ...submitted, [undeliveredBy('sim')]: [[noon, 2]] })).toBe(0.75)
    expect(shown(simOnly, submitted)).toBe(1)
    expect(shown(simOnly, {})).toBe(1)
  })
})
