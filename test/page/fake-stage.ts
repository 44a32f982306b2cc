import type { MetricWidget, Stage } from '../../page/client/protocol.ts'

const chart: Omit<MetricWidget, 'id' | 'kind' | 'x' | 'y' | 'title' | 'series'> = {
  width: 12,
  height: 6,
  stacked: false,
  left: {},
  annotations: [],
}

const series = (id: string, label = id) => ({ id, label })

export const line = '+32460000000'

/** A stage with a widget of each kind. */
export const stage: Stage = {
  stage: 'local',
  startedAt: '2026-11-24T12:00:00.000Z',
  lines: [{ number: line, carrier: 'aws' }],
  currency: { code: 'EUR', perUsd: 0.92 },
  operatorLanguage: 'en',
  replyDelayMs: { min: 1000, max: 2000 },
  exampleSenders: ['+33612345678', '+33612345679', '+32470123456', '+41781234567'],
  dashboard: [
    {
      id: 'guide',
      kind: 'text',
      x: 0,
      y: 0,
      width: 24,
      height: 2,
      markdown: '# The number\nWhat to do: see the [runbook](https://example.org/runbook).',
    },
    {
      ...chart,
      id: 'texts',
      kind: 'singleValue',
      x: 0,
      y: 2,
      width: 6,
      height: 4,
      title: 'Texts today',
      series: [series('texts', 'Texts today')],
    },
    {
      ...chart,
      id: 'cost',
      kind: 'singleValue',
      x: 6,
      y: 2,
      width: 6,
      height: 4,
      title: 'Estimated cost (USD)',
      series: [series('today', 'Today'), series('month', 'This month')],
    },
    {
      ...chart,
      id: 'quiet',
      kind: 'singleValue',
      x: 12,
      y: 2,
      width: 6,
      height: 4,
      title: 'Delivery success',
      series: [series('success')],
    },
    {
      ...chart,
      id: 'siege',
      kind: 'singleValue',
      x: 18,
      y: 2,
      width: 6,
      height: 4,
      title: 'Siege',
      series: [series('siege')],
    },
    {
      ...chart,
      id: 'silenced',
      kind: 'timeSeries',
      x: 0,
      y: 6,
      title: 'Silence, by reason',
      stacked: true,
      series: [series('blocked'), series('recently', 'answered recently')],
    },
    {
      ...chart,
      id: 'budget',
      kind: 'timeSeries',
      x: 12,
      y: 6,
      title: 'Parts booked',
      left: { label: 'parts', min: 0 },
      annotations: [{ label: 'Hour’s budget', value: 100, color: '#d13212' }],
      series: [series('booked', 'Booked this hour')],
    },
    { id: 'alarms', kind: 'alarms', x: 0, y: 12, width: 24, height: 4, title: 'Alarms' },
  ],
}
