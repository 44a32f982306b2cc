import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs'
import { z } from 'zod'
import { type AnsweredCall, parseJson, textParameter } from '../../endpoint/call.ts'
import type { Stack } from '../../template/stack.ts'
import type { FinishedInvocation } from '../lambda/function.ts'
import { queue } from '../sqs/sqs.ts'
import type { RecordMetric } from './metrics.ts'
import type { Metric } from './query.ts'

/** Adds a value to a metric, now. */
export type Emit = (metric: Metric, value: number) => void

/** Emits what Lambda publishes about an invocation (developer guide, function metrics). Nothing is throttled here. */
export const emitInvocation = (emit: Emit, invocation: FinishedInvocation): void => {
  const { functionName: FunctionName, failed } = invocation
  const values = { Invocations: 1, Errors: failed ? 1 : 0, Throttles: 0 }
  for (const [name, value] of Object.entries(values))
    emit({ namespace: 'AWS/Lambda', name, dimensions: { FunctionName } }, value)
}

/** The name of a topic or a queue is the end of its ARN. */
const nameIn = (arn: string): string => arn.split(':').at(-1) ?? ''

/** Emits that a message was published to a topic. */
export const emitTopicMetrics = (emit: Emit, { call, answer }: AnsweredCall): void => {
  const topicArn = textParameter(call, 'TopicArn')
  if (call.action !== 'Publish' || topicArn === '' || answer.status !== 200) return
  emit({ namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished', dimensions: { TopicName: nameIn(topicArn) } }, 1)
}

const ofQueue = (name: string, QueueName: string): Metric => ({ namespace: 'AWS/SQS', name, dimensions: { QueueName } })

/** The queue attributes, by the names of their metrics in CloudWatch (SQS developer guide, available metrics). */
const attributes: { readonly [name: string]: QueueAttributeName } = {
  ApproximateNumberOfMessagesVisible: 'ApproximateNumberOfMessages',
  ApproximateNumberOfMessagesNotVisible: 'ApproximateNumberOfMessagesNotVisible',
}

/** Emits the number of messages in every queue of the stack. */
export const emitDepths = async (emit: Emit, stack: Stack, sqs: SQSClient): Promise<void> => {
  const AttributeNames = Object.values(attributes)
  await Promise.all(
    stack.all(queue).map(async ({ arn, ref: QueueUrl }) => {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }))
      for (const [name, attribute] of Object.entries(attributes))
        emit(ofQueue(name, nameIn(arn)), Number(Attributes?.[attribute] ?? 0))
    }),
  )
}

/** Records the metrics of a log line in the embedded metric format (user guide, specification). */
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
