import { Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

import { letEncrypt, letPublish, type Publisher } from '../../../cdk/encryption.ts'
import { type Inbound, subscribe } from '../../../cdk/queues.ts'

type EventsProps = {
  /** The key whose policy gets a statement for the service, which would otherwise lose what it publishes. */
  readonly key: IKey
  readonly inbound: Inbound
}

/**
 * The path for all events of WhatsApp Business accounts: a topic of their own, then the queue of texts. The topic is separate, so
 * that nobody who may publish texts of another carrier can fake an event. It is a standard topic, because AWS accepts no other
 * kind (user guide, managing-event-destinations-add).
 */
export class Events extends Construct {
  readonly topic: Topic

  constructor(scope: Construct, id: string, { key, inbound }: EventsProps) {
    super(scope, id)
    const publisher = whatsAppEvents(Stack.of(this))
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true })
    letPublish(this.topic, publisher)
    letEncrypt(key, publisher)
    subscribe(this, this.topic, inbound)
  }
}

/**
 * End User Messaging Social. The guide names the principal and what it does (managing-event-destinations-add) and, against
 * confused deputies, a wildcard for the region (cross-service-confused-deputy-prevention). It doesn't document which ARN the
 * service passes.
 */
const whatsAppEvents = ({ account }: Stack): Publisher => ({
  sid: 'WhatsAppEvents',
  service: 'social-messaging.amazonaws.com',
  onBehalfOf: `arn:aws:social-messaging:*:${account}:*`,
})
