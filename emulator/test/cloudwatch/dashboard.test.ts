import { describe, expect, it } from 'vitest'
import { createChartData } from '../../services/cloudwatch/chart-data.ts'
import { readDashboard } from '../../services/cloudwatch/dashboard.ts'
import { createMetricStore } from '../../services/cloudwatch/metrics.ts'

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
          { id: 's0', label: 'texts', addsUp: true, metrics: ['TextsReceived'] },
          { id: 's1', label: 'Duration', addsUp: false, metrics: ['Duration'] },
          { id: 's3', label: 'errors', addsUp: false, metrics: ['Errors'] },
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
  ])('with an unsupported feature is refused: %s', (sentence, widget) => expect(() => read(widget)).toThrow(sentence))
})

describe('A chart', () => {
  const counted = (period: number) => ({ metrics: [[...texts, { stat: 'Sum', period }]] })

  it('with short periods shows a quarter of an hour in periods of ten seconds', () => {
    const { times, values } = showing(counted(300), ['20:16:12', 2], ['20:31:02', 3])(now)
    expect(times).toHaveLength(90)
    expect([times[0], times.at(-1)]).toStrictEqual([at('20:16:10') / 1000, at('20:31:00') / 1000])
    expect([values['s0']?.[0], ...(values['s0']?.slice(-2) ?? [])]).toStrictEqual([2, null, 3])
  })

  it('with periods of an hour or more shows each of them since the start, the unfinished one too', () => {
    const dataAt = showing(counted(3600), ['20:00:59', 9], ['20:30:00', 2], ['21:10:02', 3])
    const hours = [at('20:00:00') / 1000, at('21:00:00') / 1000]
    expect(dataAt(now)).toStrictEqual({ times: hours.slice(0, 1), values: { s0: [11] } })
    expect(dataAt(now + 60 * 60 * 1000)).toStrictEqual({ times: hours, values: { s0: [11, 3] } })
  })

  it('with a single value shows the newest one, in the period of its metric', () => {
    const view = { view: 'singleValue', ...counted(60) }
    const dataAt = showing(view, ['20:20:00', 4], ['20:21:00', 2], ['20:21:30', 3])
    expect(dataAt(now + 10_000)).toStrictEqual({ times: [at('20:31:10') / 1000], values: { s0: [5] } })
  })

  it.each([
    ['-P2D', 10],
    ['-P0D', null],
  ])('evaluates expressions over the whole range of the dashboard: %s', (start, minutes) => {
    const expression = '(EPOCH(m1) - MAX(IF(m1 > 0, EPOCH(m1)))) / 60'
    const metrics = [[{ expression }], [...texts, { id: 'm1', stat: 'Sum', period: 60, visible: false }]]
    const dataAt = showing({ view: 'singleValue', start, metrics }, ['20:21:00', 1])
    expect(dataAt(now).values['s0']).toStrictEqual([minutes])
  })
})

const place = { x: 0, y: 4, width: 12, height: 6 }

const texts = ['AntiRelou', 'TextsReceived', 'service', 'toy']

const chart = (properties: object) => ({
  type: 'metric',
  ...place,
  properties: { view: 'timeSeries', title: 'Texts', region: 'eu-west-3', metrics: [], ...properties },
})

const read = (...widgets: readonly object[]) => readDashboard('toy', JSON.stringify({ start: '-P1D', widgets }))

const at = (time: string) => Date.parse(`2026-11-24T${time}Z`)
const now = at('20:31:07')

/** The data of a chart that has run for half an hour, after texts were counted at these times. */
const showing = (properties: object, ...came: readonly (readonly [time: string, count: number])[]) => {
  const [source] = read(chart(properties)).charts
  if (source === undefined) throw new Error('There is no chart.')
  const { record, dataOf } = createMetricStore()
  const metric = { namespace: 'AntiRelou', name: 'TextsReceived', dimensions: { service: 'toy' } }
  for (const [time, count] of came) record(metric, [count], at(time))
  return createChartData(source, dataOf, now - 30 * 60 * 1000)
}
