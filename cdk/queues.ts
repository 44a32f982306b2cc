import { Duration, Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns'
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { deadLetterRetentionMs, maxReceiveCount, queueRetentionMs, queueVisibilityMs } from '../shared/rules/timing.ts'
import { inboundTexts, letPublish } from './encryption.ts'

/** The path of a text from End User Messaging to receive-sms: topic, subscription, queue. */
export class Inbound extends Construct {
  readonly topic: Topic
  readonly texts: QueueWithDeadLetters
  readonly subscriptionDeadLetters: Queue

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id)
    // A standard topic, because End User Messaging delivers to no other kind (user guide, two-way SMS).
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true })
    letPublish(this.topic, inboundTexts(Stack.of(this)))
    this.texts = createQueue(this, 'Queue', key)
    this.subscriptionDeadLetters = createDeadLetters(this, 'SubscriptionDeadLetters', key)
    Validations.of(this.subscriptionDeadLetters).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue, of a subscription, which the rule does not look for.',
    })
    subscribe(this, this.topic, this)
  }
}

/** Subscribes the queue of texts to a topic, with the SNS envelope, which names the topic and has the only time. */
export const subscribe = (
  scope: Construct,
  topic: Topic,
  inbound: Pick<Inbound, 'texts' | 'subscriptionDeadLetters'>,
) => {
  const { texts, subscriptionDeadLetters } = inbound
  const { queue } = texts
  queue.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
    }),
  )
  const subscription = new Subscription(scope, 'Subscription', {
    topic,
    protocol: SubscriptionProtocol.SQS,
    endpoint: queue.queueArn,
    rawMessageDelivery: false,
    deadLetterQueue: subscriptionDeadLetters,
  })
  // SNS must not deliver before the queue's policy allows it, because those messages would be lost.
  subscription.node.addDependency(queue, subscriptionDeadLetters)
}

/** A queue and its dead-letter queue. */
export type QueueWithDeadLetters = { readonly queue: Queue; readonly deadLetters: Queue }

/** Creates a queue for a function, and its dead-letter queue for messages that were received too often. */
export const createQueue = (scope: Construct, id: string, key: IKey): QueueWithDeadLetters => {
  const deadLetters = createDeadLetters(scope, `${id}DeadLetters`, key)
  const queue = encryptedQueue(scope, id, key, {
    visibilityTimeout: Duration.millis(queueVisibilityMs),
    retentionPeriod: Duration.millis(queueRetentionMs),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
  })
  return { queue, deadLetters }
}

/** Creates a dead-letter queue. It keeps messages long enough for a person to look at them. */
const createDeadLetters = (scope: Construct, id: string, key: IKey): Queue =>
  encryptedQueue(scope, id, key, { retentionPeriod: Duration.millis(deadLetterRetentionMs) })

const encryptedQueue = (scope: Construct, id: string, key: IKey, props: QueueProps): Queue =>
  new Queue(scope, id, { ...props, encryption: QueueEncryption.KMS, encryptionMasterKey: key, enforceSSL: true })
