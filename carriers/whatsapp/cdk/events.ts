import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

import { fromThisAccount } from '../../../cdk/encryption.ts'
import { type Inbound, subscribe } from '../../../cdk/inbound.ts'

type EventsProps = {
  /** The key's policy gets a statement, because a service that may not use the key loses what it publishes. */
  readonly key: IKey
  readonly inbound: Inbound
}

/**
 * The path for all events of WhatsApp Business accounts: a topic of their own, then the queue of texts. The topic is separate, so that nobody who may
 * publish texts of another carrier can fake an event. It is a standard topic, because AWS accepts no other kind (user guide,
 * managing-event-destinations-add).
 */
export class Events extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { key, inbound }: EventsProps) {
    super(scope, id)
    const stack = Stack.of(this)
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true })
    this.topic.addToResourcePolicy(letService(stack, ['sns:Publish'], this.topic.topicArn))
    key.addToResourcePolicy(letService(stack, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'))
    subscribe(this, this.topic, inbound)
  }
}

/**
 * Allows End User Messaging Social these actions, on behalf of this account only. The guide names the principal and the actions
 * (managing-event-destinations-add) and, against confused deputies, these conditions with a wildcard for the region
 * (cross-service-confused-deputy-prevention). It doesn't document which ARN the service passes.
 */
const letService = (stack: Stack, actions: string[], resource: string): PolicyStatement =>
  new PolicyStatement({
    sid: 'WhatsAppEvents',
    principals: [new ServicePrincipal('social-messaging.amazonaws.com')],
    actions,
    resources: [resource],
    conditions: fromThisAccount(stack, `arn:aws:social-messaging:*:${stack.account}:*`),
  })
