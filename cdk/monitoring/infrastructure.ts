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
import { deadLetterCounts } from './resource-metrics.ts'
import type { MonitoringWords } from './words/english.ts'

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
 * Adds the part of the dashboard for engineers: functions, queues, topic and table. The library's own widgets use metric math that is not
 * in `metricFunctions`, and show the age of the oldest message, which means nothing for replies that are held. So this takes the library's
 * metrics and arranges them in rows of our own.
 */
export const monitorInfrastructure = (
  facade: MonitoringFacade,
  infrastructure: Infrastructure,
  metricOf: MetricOf,
  { infrastructure: words, labels }: MonitoringWords,
): void => {
  const row = (title: string, ...metricGroups: CustomMetricGroup[]) =>
    facade.monitorCustom({ humanReadableName: title, alarmFriendlyName: title, metricGroups })
  const functionRow = (title: string, lambdaFunction: LambdaFunction, ...others: readonly Metric[]) =>
    row(title, ...functionGroups(facade, lambdaFunction, words, others))
  const { receiveSms, sendReply, texts, replies, topic, table } = infrastructure
  facade.addLargeHeader(words.heading)
  functionRow(words.receiveSms, receiveSms, metricOf(metricNames.textsFailed, { label: words.textsAgain }))
  functionRow(words.sendReply, sendReply, metricOf(metricNames.repliesDelayed, { label: words.repliesAgain }))
  for (const { title, resource, metrics } of infrastructure.carriers.flatMap(({ functions }) => functions))
    functionRow(title, resource.function, ...metrics(metricOf))
  row(
    words.queues,
    queueGroup(facade, words.texts, texts.queue, words),
    queueGroup(facade, words.replies, replies.queue, words),
    counts(words.deadLetters, words, ...Object.values(deadLetterCounts(infrastructure, labels))),
  )
  row(words.topicAndTable, topicGroup(facade, topic, words), ...tableGroups(table, words))
}

type Words = MonitoringWords['infrastructure']

const functionGroups = (
  facade: MonitoringFacade,
  lambdaFunction: LambdaFunction,
  words: Words,
  others: readonly Metric[],
): CustomMetricGroup[] => {
  const metrics = new LambdaFunctionMetricFactory(facade.createMetricFactory(), { lambdaFunction })
  return [
    counts(
      words.invocations,
      words,
      labelled(metrics.metricInvocationCount(), words.invoked),
      labelled(metrics.metricConcurrentExecutions(), words.concurrent),
    ),
    counts(
      words.errorsAndThrottles,
      words,
      labelled(metrics.metricFaultCount(), words.faults),
      labelled(metrics.metricThrottlesCount(), words.throttles),
      ...others,
    ),
    {
      title: words.duration,
      metrics: [
        labelled(metrics.metricLatencyInMillis(LatencyType.AVERAGE), words.average),
        labelled(metrics.metricLatencyInMillis(LatencyType.MAX), words.longest),
      ],
      graphWidgetAxis: TimeAxisMillisFromZero,
    },
  ]
}

const queueGroup = (facade: MonitoringFacade, title: string, queue: Queue, words: Words): CustomMetricGroup => {
  const metrics = new SqsQueueMetricFactory(facade.createMetricFactory(), { queue })
  return counts(
    title,
    words,
    labelled(metrics.metricApproximateVisibleMessageCount(), words.visible),
    queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', label: words.held }),
    labelled(metrics.metricIncomingMessageCount(), words.incoming),
  )
}

const topicGroup = (facade: MonitoringFacade, topic: Topic, words: Words): CustomMetricGroup => {
  const metrics = new SnsTopicMetricFactory(facade.createMetricFactory(), { topic })
  return counts(
    words.topic,
    words,
    labelled(metrics.metricIncomingMessageCount(), words.published),
    labelled(metrics.metricNumberOfNotificationsFailed(), words.failed),
  )
}

const tableGroups = (table: Table, words: Words): CustomMetricGroup[] => [
  counts(
    words.tableUnits,
    words,
    table.metricConsumedReadCapacityUnits({ label: words.read }),
    table.metricConsumedWriteCapacityUnits({ label: words.written }),
  ),
  // CDK has no methods for these.
  counts(
    words.tableThrottles,
    words,
    table.metric('ReadThrottleEvents', { statistic: 'Sum', label: words.reads }),
    table.metric('WriteThrottleEvents', { statistic: 'Sum', label: words.writes }),
  ),
]

/** Replaces the library's label of a metric, which is always English. */
const labelled = <M extends { readonly with: (options: { label: string }) => M }>(metric: M, label: string): M =>
  metric.with({ label })

const counts = (title: string, { count }: Words, ...metrics: CustomMetricGroup['metrics']): CustomMetricGroup => ({
  title,
  metrics,
  graphWidgetAxis: { ...CountAxisFromZero, label: count },
})
