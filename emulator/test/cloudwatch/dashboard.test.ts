import { describe, expect, it } from 'vitest'

import { createChartData } from '../../services/cloudwatch/chart-data.ts'
import { readDashboard } from '../../services/cloudwatch/dashboard.ts'
import { createMetricStore } from '../../services/cloudwatch/metrics.ts'

const place = { x: 0, y: 4, width: 12, height: 6 }

const texts = ['AntiRelou', 'TextsReceived', 'service', 'toy']

const chart = (properties: object) => ({
  type: 'metric',
  ...place,
  properties: { view: 'timeSeries', title: 'Texts', region: 'eu-west-3', metrics: [], ...properties },
})

const read = (...widgets: readonly object[]) => readDashboard('toy', JSON.stringify({ start: '-P1D', widgets }))

const now = Date.parse('2026-11-24T20:31:07Z')

/** The data of a chart, after texts were counted at these times. */
const showing = (properties: object, came: readonly (readonly [number, string])[]) => {
  const [source] = read(chart(properties)).charts
  if (source === undefined) throw new Error('There is no chart.')
  const { record, dataOf } = createMetricStore()
  for (const [count, time] of came)
    record(
      { namespace: 'AntiRelou', name: 'TextsReceived', dimensions: { service: 'toy' } },
      [count],
      Date.parse(`2026-11-24T${time}Z`),
    )
  return { dataAt: createChartData(source, dataOf, now - 30 * 60 * 1000), widget: source.widget }
}

describe('A dashboard', () => {
  it('has the widgets of its body', () => {
    const { widgets } = read(
      { type: 'text', ...place, properties: { markdown: '# The number', background: 'transparent' } },
      { type: 'alarm', ...place, properties: { title: 'Alarms', alarms: ['arn'] } },
      chart({
        stacked: true,
        metrics: [
          [...texts, { label: 'texts', stat: 'Sum' }],
          ['AWS/Lambda', 'Duration', 'FunctionName', 'toy'],
          ['AWS/Lambda', 'Errors', 'FunctionName', 'toy', { id: 'errors', visible: false }],
          [{ expression: 'FILL(errors, 0)', label: 'errors' }],
        ],
        yAxis: { left: { label: 'Count', min: 0, showUnits: false } },
        annotations: { horizontal: [{ label: 'budget', value: 100, color: '#ff0000', yAxis: 'left' }] },
      }),
    )
    expect(widgets).toStrictEqual([
      { id: 'w0', kind: 'text', ...place, markdown: '# The number' },
      { id: 'w1', kind: 'alarms', ...place, title: 'Alarms' },
      {
        id: 'w2',
        kind: 'timeSeries',
        ...place,
        title: 'Texts',
        periodSeconds: 10,
        stacked: true,
        left: { label: 'Count', min: 0 },
        annotations: [{ label: 'budget', value: 100, color: '#ff0000' }],
        series: [
          { id: 's0', label: 'texts', addsUp: true },
          { id: 's1', label: 'Duration', addsUp: false },
          { id: 's3', label: 'errors', addsUp: false },
        ],
      },
    ])
  })

  it.each([
    ['properties.view of the dashboard toy', chart({ view: 'pie' })],
    ['setPeriodToTimeRange', chart({ setPeriodToTimeRange: true })],
    ['must be a number of days', chart({ start: '-PT3H' })],
    ['must hold no figures', chart({ metrics: [[...texts, { label: `texts (avg: \${AVG})` }]] })],
    ['sparkline', chart({ sparkline: true })],
    ['and not STDDEV', chart({ metrics: [[{ expression: 'STDDEV(m1)', id: 'e1' }]] })],
    ['names m1, but there is no such metric', chart({ metrics: [[{ expression: '2 * m1', id: 'e1' }]] })],
  ])('with an unsupported feature is refused: %s', (sentence, widget) => {
    expect(() => read(widget)).toThrow(sentence)
  })
})

describe('A chart', () => {
  it('with short periods shows a quarter of an hour in periods of ten seconds', () => {
    const { dataAt } = showing({ metrics: [[...texts, { stat: 'Sum', period: 300 }]] }, [
      [2, '20:16:12'],
      [3, '20:31:02'],
    ])
    const { times, values } = dataAt(now)
    expect(times).toHaveLength(90)
    expect([times[0], times.at(-1)]).toStrictEqual([
      Date.parse('2026-11-24T20:16:10Z') / 1000,
      Date.parse('2026-11-24T20:31:00Z') / 1000,
    ])
    expect(values['s0']?.[0]).toBe(2)
    expect(values['s0']?.slice(-2)).toStrictEqual([null, 3])
  })

  it('with periods of an hour or more shows each of them since the start, the unfinished one too', () => {
    const { dataAt } = showing({ metrics: [[...texts, { stat: 'Sum', period: 3600 }]] }, [
      [9, '20:00:59'],
      [2, '20:30:00'],
      [3, '21:10:02'],
    ])
    const hours = ['20', '21'].map((hour) => Date.parse(`2026-11-24T${hour}:00:00Z`) / 1000)
    expect(dataAt(now)).toStrictEqual({ times: hours.slice(0, 1), values: { s0: [11] } })
    expect(dataAt(now + 60 * 60 * 1000)).toStrictEqual({ times: hours, values: { s0: [11, 3] } })
  })

  it('with a single value shows the newest one, in the period of its metric', () => {
    const { dataAt } = showing({ view: 'singleValue', metrics: [[...texts, { stat: 'Sum', period: 60 }]] }, [
      [4, '20:20:00'],
      [2, '20:21:00'],
      [3, '20:21:30'],
    ])
    dataAt(now)
    expect(dataAt(now + 10_000)).toStrictEqual({
      times: [Date.parse('2026-11-24T20:31:10Z') / 1000],
      values: { s0: [5] },
    })
  })

  it('evaluates expressions over the whole range of the dashboard', () => {
    const expression = '(EPOCH(m1) - MAX(IF(m1 > 0, EPOCH(m1)))) / 60'
    const metrics = [[{ expression }], [...texts, { id: 'm1', stat: 'Sum', period: 60, visible: false }]]
    const shows = (start: string) =>
      showing({ view: 'singleValue', start, metrics }, [[1, '20:21:00']]).dataAt(now).values['s0']
    expect(shows('-P2D')).toStrictEqual([10])
    expect(shows('-P0D')).toStrictEqual([null])
  })
})
