import { describe, expect, test } from 'vitest'

import { readDashboard } from '../../local/cloudwatch/dashboard.ts'
import { type Periods, periodOf, valuesOfQuery } from '../../local/cloudwatch/query.ts'
import { dashboard } from '../../local/template/kinds/dashboard.ts'
import type { Settings } from '../../settings/schema.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
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

  test('costs what its parts cost, in the currency of the settings: 0.08 USD at 0.92 EUR', () => {
    const cost = shownBy(
      'Estimated cost of replies this month, EUR',
      metricNames.partsHandedOver,
      [
        ['2026-10-31T12:00:00Z', 1000],
        ['2026-11-02T12:00:00Z', 1],
        ['2026-11-24T12:00:00Z', 9],
      ],
      '2026-11-24T20:00:00Z',
    )
    expect(cost).toBeCloseTo(0.736, 10)
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

describe('what replies cost', () => {
  const now = '2026-11-24T20:00:00Z'
  const parts: readonly Count[] = [
    ['2026-11-02T12:00:00Z', 30],
    ['2026-11-24T12:00:00Z', 25],
  ]
  const costOf = (title: string, handedOverToSim: readonly Count[]) =>
    shownIn(
      chartsOf(mixed),
      `Estimated cost of replies ${title}, EUR`,
      { [metricNames.partsHandedOver]: parts, [metricNames.partsHandedOverToSim]: handedOverToSim },
      now,
    )

  test('leaves out what a SIM sends', () => {
    const ofSim: readonly Count[] = [
      ['2026-11-02T12:00:00Z', 10],
      ['2026-11-24T12:00:00Z', 5],
    ]
    expect(costOf('today', ofSim)).toBeCloseTo(20 * 0.0736, 10)
    expect(costOf('this month', ofSim)).toBeCloseTo(40 * 0.0736, 10)
  })

  test('is told as long as the SIM has sent nothing', () => {
    expect(costOf('today', [])).toBeCloseTo(25 * 0.0736, 10)
    expect(costOf('this month', [])).toBeCloseTo(55 * 0.0736, 10)
  })

  test('is nothing to show when only SIMs send', () => {
    const titles = chartsOf(simOnly).map(({ widget }) => widget.title)
    expect(titles.filter((title) => title?.includes('ost of'))).toEqual([])
  })
})

describe('the share that arrived', () => {
  const arrived = (settings: Settings) =>
    chartsOf(settings).find(({ widget }) => widget.title?.startsWith('SMS that arrived'))

  test('is shown for each kind of carrier that there is', () => {
    const labels = (settings: Settings) => arrived(settings)?.widget.series.map(({ label }) => label)
    const [ofAws, ofSims] = ['share that arrived', 'share that SIMs could send, by the day']
    expect(labels(example)).toEqual([ofAws])
    expect(labels(mixed)).toEqual([ofAws, ofSims])
    expect(labels(simOnly)).toEqual([ofSims])
  })

  test('of SIMs is what no phone has reported as not sent, and has a gap where there were no replies', () => {
    const { partsHandedOverToSim, repliesUndelivered } = metricNames
    const shown = (handedOver: readonly Count[], notSent: readonly Count[]) =>
      shownIn(
        chartsOf(simOnly),
        arrived(simOnly)?.widget.title ?? '',
        { [partsHandedOverToSim]: handedOver, [repliesUndelivered]: notSent },
        '2026-11-24T20:00:00Z',
      )
    expect(shown([['2026-11-24T12:00:00Z', 8]], [['2026-11-24T15:00:00Z', 2]])).toBe(0.75)
    expect(shown([['2026-11-24T12:00:00Z', 8]], [])).toBe(1)
    expect(shown([], [])).toBeNull()
  })
})
