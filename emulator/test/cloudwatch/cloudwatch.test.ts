import { PublishCommand } from '@aws-sdk/client-sns'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'

import { createAlarmStates } from '../../services/cloudwatch/alarms.ts'
import { type CloudWatch, startCloudWatch } from '../../services/cloudwatch/cloudwatch.ts'
import { startToyCloud, type ToyCloud } from '../toy/cloud.ts'
import { toyTemplate } from '../toy/template.ts'

const sum = { stat: 'Sum', period: 86_400 }
const largest = { stat: 'Maximum', period: 86_400 }
const metrics = {
  invocations: ['AWS/Lambda', 'Invocations', 'FunctionName', 'single', sum],
  errors: ['AWS/Lambda', 'Errors', 'FunctionName', 'single', sum],
  concurrent: ['AWS/Lambda', 'ConcurrentExecutions', 'FunctionName', 'single', largest],
  longest: ['AWS/Lambda', 'Duration', 'FunctionName', 'single', largest],
  sent: ['AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'Toy-Singles', sum],
  received: ['AWS/SQS', 'NumberOfMessagesReceived', 'QueueName', 'Toy-Singles', sum],
  deleted: ['AWS/SQS', 'NumberOfMessagesDeleted', 'QueueName', 'Toy-Singles', sum],
  empty: ['AWS/SQS', 'NumberOfEmptyReceives', 'QueueName', 'Toy-Singles', sum],
  delivered: ['AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'Toy-Archive', sum],
  waiting: ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'QueueName', 'Toy-Archive', largest],
  published: ['AWS/SNS', 'NumberOfMessagesPublished', 'TopicName', 'Toy-Texts', sum],
  written: ['AWS/DynamoDB', 'ConsumedWriteCapacityUnits', 'TableName', 'Toy-Table', sum],
  counted: ['Toys', 'Counted', 'service', 'toy', sum],
}

const widget = {
  ...{ type: 'metric', x: 0, y: 0, width: 6, height: 4 },
  properties: { view: 'singleValue', title: 'All', region: 'eu-west-3', metrics: Object.values(metrics) },
}

const alarm = {
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
    AlarmActions: [{ Ref: 'Alerts' }],
  },
}

/** | The queue with a long visibility timeout, so that no message is received twice during the test, even on a slow machine. */
const singles = { ...toyTemplate.Resources.Singles.Properties, VisibilityTimeout: 600 }

const template = {
  Resources: {
    ...toyTemplate.Resources,
    Singles: { Type: 'AWS::SQS::Queue', Properties: singles },
    Errors: alarm,
    Board: {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: { DashboardName: 'Toy', DashboardBody: JSON.stringify({ start: '-P1D', widgets: [widget] }) },
    },
  },
}

let toy: ToyCloud
let cloudWatch: CloudWatch
beforeAll(async () => {
  toy = await startToyCloud(template)
  cloudWatch = startCloudWatch(toy.cloud)
})
afterAll(async () => {
  cloudWatch.stop()
  await toy.cloud.stop()
})

const shown = () => {
  const values = Object.values(cloudWatch.metrics.entries()[0]?.widgets['w0']?.values ?? {})
  return Object.fromEntries(Object.keys(metrics).map((name, i) => [name, values[i]?.[0]]))
}
const comes = (expectation: () => void) => vi.waitFor(expectation, { timeout: 60_000, interval: 50 })

it.each([
  [{ MetricName: 'Eror' }, 'emits no metric Eror of AWS/Lambda for single'],
  [{ Dimensions: [{ Name: 'FunctionName', Value: 'double' }] }, 'emits no metric Errors of AWS/Lambda for double'],
  [{ Namespace: 'AWS/Events' }, 'emits no metric Errors of AWS/Events for single'],
])('CloudWatch refuses an alarm on a metric that no service emits: %o', async (change, sentence) => {
  const Errors = { ...alarm, Properties: { ...alarm.Properties, ...change } }
  const { cloud } = await startToyCloud({ Resources: { ...toyTemplate.Resources, Errors } })
  onTestFinished(cloud.stop)
  expect(() => startCloudWatch(cloud)).toThrow(
    `The embedded cloud ${sentence}, which the alarm Toy-function-errors watches.`,
  )
})

it('CloudWatch shows what functions and services have emitted, and an alarm changes its state', async () => {
  await Promise.all([
    toy.send('Singles', { name: 'put', task: 'put' }, { name: 'environment', task: 'environment' }),
    toy.send('Singles', { name: 'metric', task: 'count', value: 7 }, { name: 'failed', task: 'throw', times: 1 }),
    toy.cloud.owner.sns.send(new PublishCommand({ TopicArn: toy.cloud.inboundTopicArn, Message: 'to the archive' })),
  ])
  await comes(() =>
    expect(shown()).toStrictEqual({
      invocations: 4,
      errors: 1,
      concurrent: expect.any(Number),
      longest: expect.any(Number),
      sent: 4,
      received: 4,
      // The message whose function failed is not deleted.
      deleted: 3,
      empty: expect.any(Number),
      delivered: 1,
      waiting: 1,
      published: 1,
      written: 1,
      counted: 7,
    }),
  )
  await comes(() =>
    expect(cloudWatch.alarms.entries()[0]).toStrictEqual([
      {
        name: 'Toy-function-errors',
        title: 'Function errors',
        description: 'Something failed. Runbook: https://example.org/runbook#errors',
        runbookUrl: 'https://example.org/runbook#errors',
        state: 'ALARM',
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
    ]),
  )
})

it('An alarm whose state somebody sets returns to its evaluated state after five seconds', () => {
  const states = createAlarmStates(toy.cloud.stack, () => [])
  const at = (seconds: number) => states.at(seconds * 1000)[0]
  expect(at(100)).toMatchObject({ state: 'OK', since: '1970-01-01T00:01:40.000Z' })
  expect(states.set('Toy-function-errors', 'ALARM', 110_000)).toBe(true)
  expect(at(114)).toMatchObject({ state: 'ALARM', since: '1970-01-01T00:01:50.000Z' })
  expect(at(115)).toMatchObject({ state: 'OK', since: '1970-01-01T00:01:55.000Z' })
})
