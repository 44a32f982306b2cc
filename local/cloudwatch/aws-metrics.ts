import { z } from 'zod'

import { type AnsweredCall, textParameter } from '../endpoint/call.ts'
import type { FinishedInvocation } from '../lambda/lambda.ts'
import { subscription } from '../sns/resources.ts'
import { queue } from '../sqs/resources.ts'
import type { Stack } from '../template/stack.ts'
import type { MetricStore } from './metrics.ts'

type Recorder = Pick<MetricStore, 'record'>

/** What Lambda tells of an invocation (developer guide, function metrics). Nothing is ever throttled here. */
export const recordInvocation = ({ record }: Recorder, invocation: FinishedInvocation, now: number): void => {
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

/** The names of the queues that are subscribed to a topic, by its ARN. */
type Subscribers = ReadonlyMap<string, readonly string[]>

const subscribersOf = (stack: Stack): Subscribers => {
  const queues = new Map(stack.all(queue).map(({ arn, attributes }) => [arn, attributes['QueueName'] ?? '']))
  const byTopic = Map.groupBy(stack.all(subscription), ({ properties }) => properties.TopicArn)
  const names = (arns: readonly string[]) => arns.flatMap((arn) => queues.get(arn) ?? [])
  return new Map([...byTopic].map(([arn, all]) => [arn, names(all.map(({ properties }) => properties.Endpoint))]))
}

/** Records what DynamoDB, SQS and SNS tell of a call that they answered. */
export const createCallRecorder = (store: Recorder, stack: Stack) => {
  const subscribers = subscribersOf(stack)
  return (answered: AnsweredCall, now: number): void => {
    const { call, answer } = answered
    if (call.service === 'dynamodb') recordTable(store, answered, now)
    else if (answer.status !== 200) return
    else if (call.service === 'sqs') recordQueue(store, answered, now)
    else if (call.action === 'Publish' && textParameter(call, 'TopicArn') !== '')
      recordTopic(store, subscribers, answered, now)
  }
}

const writes = ['PutItem', 'UpdateItem', 'DeleteItem']

/**
 * Units as AWS bills them, also for a condition that fails (developer guide, capacity), but by the size of the request or the
 * answer rather than of the item: they are the same as long as items stay below 1 kB.
 */
const recordTable = ({ record }: Recorder, { call, answer }: AnsweredCall, now: number): void => {
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

/** What BatchGetItem reads: one table, as functions call it. */
const batchOf = ({ parameters }: AnsweredCall['call']) => {
  const { RequestItems } = batchParameters.safeParse(parameters).data ?? {}
  const [[table, { Keys, ConsistentRead }] = ['', { Keys: [], ConsistentRead: false }]] = Object.entries(
    RequestItems ?? {},
  )
  return table === '' ? undefined : { table, keys: Keys.length, consistent: ConsistentRead }
}

const batchParameters = z.object({
  RequestItems: z.record(
    z.string(),
    z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean().default(false) }),
  ),
})

/** How many messages a call of SQS is about. */
const counts: { readonly [action: string]: readonly [name: string, list?: string] } = {
  SendMessage: ['NumberOfMessagesSent'],
  SendMessageBatch: ['NumberOfMessagesSent', 'Successful'],
  ReceiveMessage: ['NumberOfMessagesReceived', 'Messages'],
  DeleteMessage: ['NumberOfMessagesDeleted'],
  DeleteMessageBatch: ['NumberOfMessagesDeleted', 'Successful'],
}

const recordQueue = ({ record }: Recorder, { call, answer }: AnsweredCall, now: number): void => {
  const [name, list] = counts[call.action] ?? []
  if (name === undefined) return
  const messages: unknown = list === undefined ? [1] : JSON.parse(answer.body)[list]
  const dimensions = { QueueName: textParameter(call, 'QueueUrl').split('/').at(-1) ?? '' }
  record({ namespace: 'AWS/SQS', name, dimensions }, [Array.isArray(messages) ? messages.length : 0], now)
}

/** A message to a topic, which SNS delivers to the queues that are subscribed. */
const recordTopic = ({ record }: Recorder, subscribers: Subscribers, { call }: AnsweredCall, now: number): void => {
  const topicArn = textParameter(call, 'TopicArn')
  const ofTopic = { TopicName: topicArn.split(':').at(-1) ?? '' }
  record({ namespace: 'AWS/SNS', name: 'NumberOfMessagesPublished', dimensions: ofTopic }, [1], now)
  for (const queueName of subscribers.get(topicArn) ?? []) {
    record({ namespace: 'AWS/SQS', name: 'NumberOfMessagesSent', dimensions: { QueueName: queueName } }, [1], now)
  }
}
