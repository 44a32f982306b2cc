import { Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'

import { alarms, letPublish } from '../publishers.ts'

/** Creates the topic that e-mails alarms to each address, once its owner has confirmed the subscription in a first e-mail from AWS. */
export const createAlertTopic = (scope: Construct, key: IKey, emails: readonly string[]): Topic => {
  const stack = Stack.of(scope)
  const topic = new Topic(scope, 'Alerts', { masterKey: key, enforceSSL: true, displayName: stack.stackName })
  letPublish(topic, alarms(stack))
  for (const email of new Set(emails)) topic.addSubscription(new EmailSubscription(email))
  return topic
}
