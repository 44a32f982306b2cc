import { type AnsweredCall, textParameter } from '../../endpoint/call.ts'
import type { RecordMetric } from '../../metric.ts'
import type { Stack } from '../../template/stack.ts'
import { queue } from '../sqs/resources.ts'
import { subscription } from './resources.ts'

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
