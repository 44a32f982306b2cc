import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { type AnsweredCall, parseJson, textParameter } from '../../endpoint/call.ts'
import type { Stack } from '../../template/stack.ts'
import type { FinishedInvocation } from '../lambda/function.ts'
import { subscription } from '../sns/resources.ts'
import { queue } from '../sqs/resources.ts'
import type { RecordMetric } from './metrics.ts'
import type { Metric } from './query.ts'

const writes = ['PutItem', 'UpdateItem', 'DeleteItem']

/**
 * Records consumed capacity units, which AWS also bills for a write whose condition fails (developer guide, capacity). AWS counts
 * the size of the item. This counts the size of the request or the response, which gives the same units as long as items are
 * below 1 kB.
 */
export const recordTableMetrics = (record: RecordMetric, { call, answer }: AnsweredCall, now: number): void => {
  const batch = batchOf(call)
  const table = { TableName: batch?.table ?? textParameter(call, 'TableName') }
  const tell = (name: string, value: number) =>
    record({ namespace: 'AWS/DynamoDB', name, dimensions: table }, [value], now)
  if (call.action === 'GetItem') {
    const perRead = call.parameters['ConsistentRead'] === true ? 1 : 0.5
    tell('ConsumedReadCapacityUnits', perRead * Math.max(1, Math.ceil(answer.body.length / 4096)))
  }
  if (batch !== undefined) tell('ConsumedReadCapacityUnits', batch.keys * (batch.consistent ? 1 : 0.5))
  if (writes.includes(call.action))
    tell(
      'ConsumedWriteCapacityUnits',
      Math.max(1, Math.ceil(JSON.stringify(call.parameters['Item'] ?? '').length / 1024)),
    )
}

/** The table and the number of keys in a BatchGetItem request. Functions read one table at a time. */
const batchOf = ({ parameters }: AnsweredCall['call']) => {
  const [read] = Object.entries(batchParameters.safeParse(parameters).data?.RequestItems ?? {})
  return read && { table: read[0], keys: read[1].Keys.length, consistent: read[1].ConsistentRead }
}

const batchParameters = z.object({
  RequestItems: z.record(
    z.string(),
    z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean().default(false) }),
  ),
})

/**
 * Records the metrics that Lambda publishes about an invocation (developer guide, function metrics). The embedded cloud never
 * throttles.
 */
export const recordInvocation = (record: RecordMetric, invocation: FinishedInvocation, now: number): void => {
  const { functionName, failed, durationMs, concurrent } = invocation
  const values = {
    Invocations: 1,
    Errors: failed ? 1 : 0,
    Throttles: 0,
    Duration: durationMs,
    ConcurrentExecutions: concurrent,
  }
  for (const [name, value] of Object.entries(values))
    record({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName: functionName } }, [value], now)
}

/** The names of the queues that are subscribed to a topic, by the topic's ARN. */
type Subscribers = ReadonlyMap<string, readonly string[]>

const subscribersOf = (stack: Stack): Subscribers => {
  const queues = new Map(stack.all(queue).map(({ arn, attributes }) => [arn, attributes['QueueName'] ?? '']))
  const byTopic = Map.groupBy(stack.all(subscription), ({ properties }) => properties.TopicArn)
  const names = (arns: readonly string[]) => arns.flatMap((arn) => queues.get(arn) ?? [])
  return new Map([...byTopic].map(([arn, all]) => [arn, names(all.map(({ properties }) => properties.Endpoint))]))
}

/** Records a message that was published to a topic, and that SNS sent to each subscribed queue. */
export const createTopicRecorder = (record: RecordMetric, stack: Stack) => {
  const subscribers = subscribersOf(stack)
  return ({ call, answer }: AnsweredCall, now: number): void => {
    const topicArn = textParameter(call, 'TopicArn')
    if (call.action !== 'Publish' || topicArn === '' || answer.status !== 200) return
    const ofTopic = { TopicName: topicArn.split(':').at(-1) ?? '' }
    record({ namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished', dimensions: ofTopic }, [1], now)
    for (const QueueName of subscribers.get(topicArn) ?? [])
      record({ namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions: { QueueName } }, [1], now)
  }
}

/** For each action, the metric and the list in the response that has one entry for each message. */
const counts: { readonly [action: string]: readonly [name: string, list?: string] } = {
  SendMessage: ['NumberOfMessagesSent'],
  SendMessageBatch: ['NumberOfMessagesSent', 'Successful'],
  ReceiveMessage: ['NumberOfMessagesReceived', 'Messages'],
  DeleteMessage: ['NumberOfMessagesDeleted'],
  DeleteMessageBatch: ['NumberOfMessagesDeleted', 'Successful'],
}

export const recordQueueMetrics = (record: RecordMetric, { call, answer }: AnsweredCall, now: number): void => {
  if (answer.status !== 200) return
  const [name, list] = counts[call.action] ?? []
  if (name === undefined) return
  const messages: unknown = list === undefined ? [1] : JSON.parse(answer.body)[list]
  const count = Array.isArray(messages) ? messages.length : 0
  const dimensions = { QueueName: textParameter(call, 'QueueUrl').split('/').at(-1) ?? '' }
  record({ namespace: 'AWS/SQS', name, dimensions }, [count], now)
  if (call.action === 'ReceiveMessage' && count === 0)
    record({ namespace: 'AWS/SQS', name: 'NumberOfEmptyReceives', dimensions }, [1], now)
}

/** The queue attributes, by the names of their metrics in CloudWatch (SQS developer guide, available metrics). */
const attributes: { readonly [name: string]: QueueAttributeName } = {
  ApproximateNumberOfMessagesVisible: 'ApproximateNumberOfMessages',
  ApproximateNumberOfMessagesNotVisible: 'ApproximateNumberOfMessagesNotVisible',
}

/** Returns a function that records the number of messages in every queue of the stack. */
export const createDepthRecorder = (record: RecordMetric, stack: Stack, sqs: SQSClient) => {
  const queues = stack.all(queue).map(({ ref, attributes }) => ({ url: ref, name: attributes['QueueName'] ?? '' }))
  return async (now: number): Promise<void> => {
    const ask = async (QueueUrl: string) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: Object.values(attributes) })))
        .Attributes
    await Promise.all(
      queues.map(async ({ url, name: QueueName }) => {
        const counted = await ask(url)
        for (const [name, attribute] of Object.entries(attributes))
          record({ namespace: 'AWS/SQS', name, dimensions: { QueueName } }, [Number(counted?.[attribute] ?? 0)], now)
      }),
    )
  }
}

/**
 * Records the metrics in a log line that is in CloudWatch's embedded metric format (user guide, specification). Other lines are
 * ignored.
 */
export const recordEmf = (line: string, record: RecordMetric): void => {
  // Most lines hold no metrics, so this check avoids parsing them.
  if (!line.includes('"_aws"')) return
  const { data } = blob.safeParse(parseJson(line))
  if (data === undefined) return
  const { _aws: directives, ...members } = data
  for (const { Namespace: namespace, Dimensions, Metrics } of directives.CloudWatchMetrics)
    for (const names of Dimensions)
      for (const { Name: name } of Metrics) {
        const values = numbers.safeParse(members[name])
        const metric: Metric = { namespace, name, dimensions: pick(members, names) }
        if (values.success) record(metric, [values.data].flat(), directives.Timestamp)
      }
}

const blob = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
})

const numbers = z.union([z.number(), z.array(z.number())])

const pick = (members: { readonly [name: string]: unknown }, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, String(members[name])]))
