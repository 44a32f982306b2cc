import { PublishCommand } from '@aws-sdk/client-sns'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createAlarmStates } from '../../services/cloudwatch/alarms.ts'
import { startCloudWatch } from '../../services/cloudwatch/cloudwatch.ts'
import { readDashboard } from '../../services/cloudwatch/dashboard.ts'
import { checkAlarms } from '../../services/cloudwatch/emitted.ts'
import { alignedEnd, periodsUntil } from '../../services/cloudwatch/query.ts'
import { readToy, startToyCloud } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

it.each([
  [{ MetricName: 'Eror' }, 'emits no metric Eror of AWS/Lambda for single'],
  [{ Dimensions: [{ Name: 'FunctionName', Value: 'double' }] }, 'emits no metric Errors of AWS/Lambda for double'],
  [{ Namespace: 'AWS/Events' }, 'emits no metric Errors of AWS/Events for single'],
])('CloudWatch refuses an alarm on a metric that no service emits: %o', (changes, sentence) => {
  expect(() => checkAlarms(readToy(template(changes)))).toThrow(
    `The emulator ${sentence}, which the alarm Toy-function-errors watches.`,
  )
})

it('CloudWatch shows what functions and services have emitted, and an alarm changes its state', async () => {
  const { cloud, send } = await startToyCloud(template())
  onTestFinished(cloud.stop)
  const cloudWatch = startCloudWatch(cloud)
  onTestFinished(cloudWatch.stop)
  await Promise.all([
    send('Singles', { name: 'one' }, { name: 'other' }),
    send('Singles', { name: 'metric', task: 'count', value: 7 }, { name: 'failed', task: 'throw' }),
    cloud.owner.sns.send(new PublishCommand({ TopicArn: cloud.inboundTopicArn, Message: 'to the archive' })),
  ])
  await vi.waitFor(
    () => {
      const today = periodsUntil(alignedEnd(Date.now() / 1000, 86_400), 86_400, 1)
      for (const [value, namespace, name, dimension, of, statistic] of metrics)
        expect([
          name,
          ...cloudWatch.dataOf({ namespace, name, dimensions: { [dimension]: of }, statistic }, today),
        ]).toEqual([name, value])
      expect(cloudWatch.alarms.entries()[0]).toStrictEqual([
        {
          name: 'Toy-function-errors',
          description: 'Something failed. Runbook: https://example.org/runbook#errors',
          runbookUrl: 'https://example.org/runbook#errors',
          state: 'ALARM',
          since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        },
      ])
    },
    { timeout: 60_000, interval: 50 },
  )
})

it('An alarm whose state somebody sets returns to its evaluated state after five seconds', () => {
  const states = createAlarmStates(readToy(template()), () => [], 0)
  const at = (seconds: number) => states.at(seconds * 1000)[0]
  expect(at(100)).toMatchObject({ state: 'OK', since: '1970-01-01T00:01:40.000Z' })
  expect(states.set('Toy-function-errors', 'ALARM', 110_000)).toBe(true)
  expect(at(114)).toMatchObject({ state: 'ALARM', since: '1970-01-01T00:01:50.000Z' })
  expect(at(115)).toMatchObject({ state: 'OK', since: '1970-01-01T00:01:55.000Z' })
})

const toyQueue = toyTemplate.Resources.Singles
const [sum, largest] = ['Sum', 'Maximum'] as const

/** Metrics of functions and services, with the values that they have after what the test does. */
const metrics: readonly (readonly [value: unknown, ...metric: readonly [string, string, string, string, string]])[] = [
  [4, 'AWS/Lambda', 'Invocations', 'FunctionName', 'single', sum],
  [1, 'AWS/Lambda', 'Errors', 'FunctionName', 'single', sum],
  [1, 'AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'Toy-Archive', largest],
  [1, 'AWS/SNS', 'NumberOfMessagesPublished', 'TopicName', 'Toy-Texts', sum],
  [7, 'Toys', 'Counted', 'service', 'toy', sum],
]

/** The toy template with an alarm, and a queue that shows no message twice on a slow machine. */
const template = (changes: object = {}) => ({
  Resources: {
    ...toyTemplate.Resources,
    Singles: { Type: 'AWS::SQS::Queue', Properties: { ...toyQueue.Properties, VisibilityTimeout: 600 } },
    Errors: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'Toy-function-errors',
        AlarmDescription: 'Something failed. Runbook: https://example.org/runbook#errors',
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Dimensions: [{ Name: 'FunctionName', Value: 'single' }],
        Statistic: 'Sum',
        Period: 300,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
        ...changes,
      },
    },
  },
})

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
