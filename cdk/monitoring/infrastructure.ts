import type { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import {
  CountAxisFromZero,
  type CustomMetricGroup,
  LambdaFunctionMetricFactory,
  LatencyType,
  type MonitoringFacade,
  SnsTopicMetricFactory,
  SqsQueueMetricFactory,
  TimeAxisMillisFromZero,
} from 'cdk-monitoring-constructs'

import type { CarrierResources } from '../../carriers/carrier-resources.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import type { QueueWithDeadLetters } from '../queues.ts'
import type { MetricOf } from './metrics.ts'

export type Infrastructure = {
  readonly receiveSms: LambdaFunction
  readonly sendReply: LambdaFunction
  readonly carriers: readonly Pick<CarrierResources, 'functions' | 'alarmMetrics'>[]
  readonly topic: Topic
  readonly texts: QueueWithDeadLetters
  readonly replies: QueueWithDeadLetters
  readonly subscriptionDeadLetters: Queue
  readonly table: Table
}

/**
 * What the story is made by, for who repairs it. The library's own widgets use metric math that is not on our list,
 * and show the age of the oldest message, which says nothing of replies that are held: so its metrics, in rows of ours.
 */
export const monitorInfrastructure = (
  facade: MonitoringFacade,
  infrastructure: Infrastructure,
  metricOf: MetricOf,
): void => {
  const row = (title: string, ...metricGroups: CustomMetricGroup[]) =>
    facade.monitorCustom({ humanReadableName: title, alarmFriendlyName: title, metricGroups })
  const again = {
    texts: metricOf(metricNames.textsFailed, { label: 'Texts that come again' }),
    replies: metricOf(metricNames.repliesDelayed, { label: 'Replies that come again' }),
  }
  row('receive-sms, which decides on texts', ...functionGroups(facade, infrastructure.receiveSms, again.texts))
  row('send-reply, which sends replies', ...functionGroups(facade, infrastructure.sendReply, again.replies))
  for (const { title, resource, metrics } of infrastructure.carriers.flatMap(({ functions }) => functions))
    row(title, ...functionGroups(facade, resource.function, ...metrics(metricOf)))
  row(
    'Queues',
    queueGroup(facade, 'Texts', infrastructure.texts.queue),
    queueGroup(facade, 'Replies', infrastructure.replies.queue),
    deadLetterGroup(infrastructure),
  )
  row('Topic and table', topicGroup(facade, infrastructure.topic), ...tableGroups(infrastructure.table))
}

const functionGroups = (
  facade: MonitoringFacade,
  lambdaFunction: LambdaFunction,
  ...others: readonly Metric[]
): CustomMetricGroup[] => {
  const metrics = new LambdaFunctionMetricFactory(facade.createMetricFactory(), { lambdaFunction })
  return [
    counts('Invocations', metrics.metricInvocationCount(), metrics.metricConcurrentExecutions()),
    counts('Errors and throttles', metrics.metricFaultCount(), metrics.metricThrottlesCount(), ...others),
    {
      title: 'Duration',
      metrics: [metrics.metricLatencyInMillis(LatencyType.AVERAGE), metrics.metricLatencyInMillis(LatencyType.MAX)],
      graphWidgetAxis: TimeAxisMillisFromZero,
    },
  ]
}

const queueGroup = (facade: MonitoringFacade, title: string, queue: Queue): CustomMetricGroup => {
  const metrics = new SqsQueueMetricFactory(facade.createMetricFactory(), { queue })
  return counts(
    title,
    metrics.metricApproximateVisibleMessageCount(),
    queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', label: 'Held or in work' }),
    metrics.metricIncomingMessageCount(),
    metrics.metricDeletedMessageCount(),
  )
}

/** The dead letters of both queues and of the subscription. */
export const deadLetterCounts = ({ texts, replies, subscriptionDeadLetters }: Infrastructure) => {
  const count = (queue: Queue, label: string) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label })
  return {
    texts: count(texts.deadLetters, 'texts'),
    replies: count(replies.deadLetters, 'replies'),
    undelivered: count(subscriptionDeadLetters, 'texts that SNS could not deliver'),
  }
}

const deadLetterGroup = (infrastructure: Infrastructure): CustomMetricGroup =>
  counts('Dead letters', ...Object.values(deadLetterCounts(infrastructure)))

const topicGroup = (facade: MonitoringFacade, topic: Topic): CustomMetricGroup => {
  const metrics = new SnsTopicMetricFactory(facade.createMetricFactory(), { topic })
  return counts('Topic', metrics.metricIncomingMessageCount(), metrics.metricNumberOfNotificationsFailed())
}

const tableGroups = (table: Table): CustomMetricGroup[] => [
  counts(
    'Table: units',
    table.metricConsumedReadCapacityUnits({ label: 'Read' }),
    table.metricConsumedWriteCapacityUnits({ label: 'Written' }),
  ),
  counts('Table: throttles', ...Object.values(tableThrottles(table))),
]

/** CDK has no method for these. */
export const tableThrottles = (table: Table) => ({
  reading: table.metric('ReadThrottleEvents', { statistic: 'Sum', label: 'Reads' }),
  writing: table.metric('WriteThrottleEvents', { statistic: 'Sum', label: 'Writes' }),
})

const counts = (title: string, ...metrics: CustomMetricGroup['metrics']): CustomMetricGroup => ({
  title,
  metrics,
  graphWidgetAxis: CountAxisFromZero,
})
