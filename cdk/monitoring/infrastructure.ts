import { GraphWidget, type GraphWidgetProps, type IWidget, Row, TextWidget } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import type { Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { metricNames } from '../../shared/rules/telemetry.ts'
import type { CarrierResources } from '../carrier.ts'
import type { QueueWithDeadLetters } from '../queues.ts'
import type { MetricOf } from './metrics.ts'
import type { MonitoringWords } from './words/english.ts'

export type Infrastructure = {
  readonly receiveSms: LambdaFunction
  readonly sendReply: LambdaFunction
  readonly resources: readonly Pick<CarrierResources, 'topics' | 'receivedUsd' | 'functions' | 'alarms'>[]
  readonly topic: Topic
  readonly texts: QueueWithDeadLetters
  readonly replies: QueueWithDeadLetters
  readonly subscriptionDeadLetters: Queue
  readonly table: Table
}

type Metrics = NonNullable<GraphWidgetProps['left']>

/** The dashboard for engineers, with at most fifty metrics: more cost 3 USD a month (CloudWatch price page). */
export const createInfrastructure = (
  infrastructure: Infrastructure,
  metricOf: MetricOf,
  { infrastructure: words, labels }: MonitoringWords,
): readonly IWidget[] => {
  const { receiveSms, sendReply, texts, replies, topic, table } = infrastructure
  const graph = (title: string, label: string, left: Metrics) =>
    new GraphWidget({ title, left, width: 8, height: 5, leftYAxis: { min: 0, label, showUnits: false } })
  const counts = (title: string, ...metrics: Metrics) => graph(title, words.count, metrics)
  const rowOf = (title: string, ...graphs: GraphWidget[]): readonly IWidget[] => [
    heading(`### ${title}`),
    new Row(...graphs),
  ]

  const functionRow = (title: string, of: LambdaFunction, others: Metrics) =>
    rowOf(
      title,
      counts(words.invocations, of.metricInvocations({ label: words.invoked })),
      counts(
        words.errorsAndThrottles,
        of.metricErrors({ label: words.faults }),
        of.metricThrottles({ label: words.throttles }),
        ...others,
      ),
      graph(words.duration, 'ms', [
        of.metricDuration({ label: words.average }),
        of.metricDuration({ statistic: 'Maximum', label: words.longest }),
      ]),
    )
  const ofQueue = (title: string, { queue }: QueueWithDeadLetters) =>
    counts(
      title,
      queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label: words.visible }),
      queue.metricApproximateNumberOfMessagesNotVisible({ statistic: 'Maximum', label: words.held }),
    )

  return [
    heading(`# ${words.heading}`),
    ...functionRow(words.receiveSms, receiveSms, [metricOf(metricNames.textsFailed, { label: words.textsAgain })]),
    ...functionRow(words.sendReply, sendReply, [metricOf(metricNames.repliesDelayed, { label: words.repliesAgain })]),
    ...infrastructure.resources
      .flatMap(({ functions = [] }) => functions)
      .flatMap(({ title, resource, metrics }) => functionRow(title, resource.function, [...metrics(metricOf)])),
    ...rowOf(
      words.queues,
      ofQueue(words.texts, texts),
      ofQueue(words.replies, replies),
      counts(words.deadLetters, ...Object.values(deadLetterCounts(infrastructure, labels))),
    ),
    ...rowOf(
      words.topicAndTable,
      counts(words.topic, topic.metricNumberOfNotificationsFailed({ label: words.failed })),
      counts(
        words.tableUnits,
        table.metricConsumedReadCapacityUnits({ label: words.read }),
        table.metricConsumedWriteCapacityUnits({ label: words.written }),
      ),
      // CDK has no methods for these.
      counts(
        words.tableThrottles,
        table.metric('ReadThrottleEvents', { statistic: 'Sum', label: words.reads }),
        table.metric('WriteThrottleEvents', { statistic: 'Sum', label: words.writes }),
      ),
    ),
  ]
}

const heading = (markdown: string): IWidget => new TextWidget({ markdown, width: 24, height: 1 })

/** The number of messages in the dead-letter queues of both queues and of the subscription. */
export const deadLetterCounts = (infrastructure: Infrastructure, labels: MonitoringWords['labels']) => {
  const { texts, replies, subscriptionDeadLetters } = infrastructure
  const count = (queue: Queue, label: string) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label })
  return {
    texts: count(texts.deadLetters, labels.texts),
    replies: count(replies.deadLetters, labels.replies),
    undelivered: count(subscriptionDeadLetters, labels.undelivered),
  }
}

/** What topics could neither deliver nor keep (CloudWatch user guide, component-configuration-examples-sns). */
export const lostByTopics = ({ topic, resources }: Infrastructure) => {
  const topics = [topic, ...resources.flatMap(({ topics = [] }) => topics)]
  const lost = topics.map((one) => one.metric('NumberOfNotificationsFailedToRedriveToDlq', { statistic: 'Sum' }))
  return Object.fromEntries(lost.map((metric, n) => [`lost${n}`, metric]))
}
