import { describe, expect, it } from 'vitest'
import { readDashboard } from '../../services/cloudwatch/dashboard.ts'

describe('A dashboard', () => {
  it('shows the metrics of its body, but not those that only its expressions need', () => {
    const metrics = [
      ['AntiRelou', 'TextsReceived', 'service', 'toy', { label: 'texts', stat: 'Sum', period: 60 }],
      ['AWS/Lambda', 'Errors', 'FunctionName', 'toy', { id: 'errors', visible: false }],
      [{ expression: 'FILL(errors, 0)', label: 'errors' }],
    ]
    const text = { type: 'text', ...place, properties: { markdown: '# The number', background: 'transparent' } }
    const [shown, ...others] = read(text, chart({ metrics, start: '-P2D' }))
    expect(others).toEqual([])
    expect(shown).toMatchObject({ title: 'Texts', rangeSeconds: 2 * 24 * 60 * 60 })
    expect(shown?.queries.map(({ id }) => id)).toEqual(['s0', 'errors', 's2'])
    expect(shown?.shown.map(({ id, periodSeconds }) => [id, periodSeconds])).toEqual([
      ['s0', 60],
      ['s2', undefined],
    ])
  })

  it.each([
    ['properties.view of the dashboard toy', chart({ view: 'pie' })],
    ['setPeriodToTimeRange', chart({ setPeriodToTimeRange: true })],
    ['must be a number of days', chart({ start: '-PT3H' })],
    ['sparkline', chart({ sparkline: true })],
    ['and not STDDEV', chart({ metrics: [[{ expression: 'STDDEV(m1)', id: 'e1' }]] })],
    ['names m1, but there is no such metric', chart({ metrics: [[{ expression: '2 * m1', id: 'e1' }]] })],
  ])('with an unsupported feature is refused: %s', (sentence, widget) => expect(() => read(widget)).toThrow(sentence))
})

const place = { x: 0, y: 4, width: 12, height: 6 }

const chart = (properties: object) => ({
  type: 'metric',
  ...place,
  properties: { view: 'timeSeries', title: 'Texts', region: 'eu-west-3', metrics: [], ...properties },
})

const read = (...widgets: readonly object[]) => readDashboard('toy', JSON.stringify({ start: '-P1D', widgets }))
