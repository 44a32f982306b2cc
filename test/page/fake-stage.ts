import type { Stage } from '../../page/client/protocol.ts'

const height = 6
const chart = { kind: 'timeSeries', width: 12, height, y: 6, stacked: false, left: {}, annotations: [] } as const
const figure = { ...chart, kind: 'singleValue', width: 6, height: 4, y: 2 } as const

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
    { ...figure, id: 'texts', x: 0, title: 'Texts today', series: [series('texts', 'Texts today')] },
    {
      ...figure,
      id: 'cost',
      x: 6,
      title: 'Estimated cost (USD)',
      series: [series('today', 'Today'), series('month', 'This month')],
    },
    { ...figure, id: 'quiet', x: 12, title: 'Delivery success', series: [series('success')] },
    { ...figure, id: 'siege', x: 18, title: 'Siege', series: [series('siege')] },
    {
      ...chart,
      id: 'silenced',
      x: 0,
      title: 'Silence, by reason',
      stacked: true,
      series: [series('blocked'), series('recently', 'answered recently')],
    },
    {
      ...chart,
      id: 'budget',
      x: 12,
      title: 'Parts booked',
      left: { label: 'parts', min: 0 },
      annotations: [{ label: 'Hour’s budget', value: 100, color: '#d13212' }],
      series: [series('booked', 'Booked this hour')],
    },
    { id: 'alarms', kind: 'alarms', x: 0, y: 12, width: 24, height: 4, title: 'Alarms' },
  ],
}
