import { Stack, Validations } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Subscription, SubscriptionProtocol, Topic } from 'aws-cdk-lib/aws-sns'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'

import { fromThisAccount } from './encryption.ts'
import { createDeadLetters, createQueue, type QueueWithDeadLetters } from './queues.ts'

/** The way of a text from End User Messaging to receive-sms: topic, subscription, queue. */
export class Inbound extends Construct {
  readonly topic: Topic
  readonly texts: QueueWithDeadLetters
  readonly subscriptionDeadLetters: Queue

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id)
    this.topic = createTopic(this, key)
    this.texts = createQueue(this, 'Queue', key)
    this.subscriptionDeadLetters = createDeadLetters(this, 'SubscriptionDeadLetters', key)
    Validations.of(this.subscriptionDeadLetters).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is a dead-letter queue, of a subscription, which the rule does not look for.',
    })
    this.subscribe()
  }

  /** The SNS envelope is kept (no raw delivery): its `Timestamp` is the only clock that a text comes with. */
  private subscribe(): void {
    this.texts.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.texts.queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': this.topic.topicArn } },
      }),
    )
    const subscription = new Subscription(this, 'Subscription', {
      topic: this.topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: this.texts.queue.queueArn,
      rawMessageDelivery: false,
      deadLetterQueue: this.subscriptionDeadLetters,
    })
    // What SNS tries to deliver before it may send to the queue would be lost.
    subscription.node.addDependency(this.texts.queue, this.subscriptionDeadLetters)
  }
}

/** Standard, since End User Messaging delivers to no other kind (user guide, two-way SMS). */
const createTopic = (scope: Construct, key: IKey): Topic => {
  const stack = Stack.of(scope)
  const topic = new Topic(scope, 'Topic', { masterKey: key, enforceSSL: true })
  topic.addToResourcePolicy(
    new PolicyStatement({
      sid: 'InboundTexts',
      principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
      actions: ['sns:Publish'],
      resources: [topic.topicArn],
      conditions: fromThisAccount(stack, `arn:aws:sms-voice:${stack.region}:${stack.account}:*`),
    }),
  )
  return topic
}
