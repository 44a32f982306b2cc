import { Stack } from 'aws-cdk-lib'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-smsvoice'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { Construct } from 'constructs'

import { letPublish } from '../../../cdk/encryption.ts'
import { type Inbound, subscribe } from '../../../cdk/queues.ts'
import { allow } from '../../../cdk/sms-function.ts'
import { deliveryEventTypes } from '../../../shared/rules/delivery-report.ts'

/**
 * The way back for what End User Messaging reports about replies: a configuration set, a topic and the inbound queue. The topic is
 * separate, so that whoever may publish texts can't report deliveries, and its policy allows the one configuration set. The queue is shared
 * with texts, because a third queue and function would cost more than they are worth.
 */
export class Delivery extends Construct {
  readonly topic: Topic
  readonly configurationSetName: string

  constructor(scope: Construct, id: string, { key, inbound }: { readonly key: IKey; readonly inbound: Inbound }) {
    super(scope, id)
    this.configurationSetName = Stack.of(this).stackName
    this.topic = new Topic(this, 'Topic', { masterKey: key, enforceSSL: true })
    // The policy is that of the user guide, configuration-sets-sns-creating-role.
    letPublish(this.topic, {
      sid: 'DeliveryReports',
      service: 'sms-voice.amazonaws.com',
      onBehalfOf: this.configurationSetArn,
    })
    subscribe(this, this.topic, inbound)
    const configurationSet = new CfnConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: this.configurationSetName,
      eventDestinations: [
        {
          eventDestinationName: 'reports',
          enabled: true,
          matchingEventTypes: [...deliveryEventTypes],
          snsDestination: { topicArn: this.topic.topicArn },
        },
      ],
    })
    configurationSet.node.addDependency(this.topic)
  }

  get configurationSetArn(): string {
    const { region, account } = Stack.of(this)
    return `arn:aws:sms-voice:${region}:${account}:configuration-set/${this.configurationSetName}`
  }
}

/**
 * Allows texts to be sent from these numbers with this configuration set only. The service authorization reference requires both resources;
 * the user guide (permissions-actions) names only the number.
 */
export const sending = ({ configurationSetArn }: Delivery, numberArns: readonly string[]): PolicyStatement =>
  allow(['sms-voice:SendTextMessage'], ...numberArns, configurationSetArn)
