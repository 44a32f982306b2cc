import { Stack } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'

import { alarms, letPublish } from '../publishers.ts'

/** Where alarms go: to each address by e-mail, once its owner has confirmed the first one, which AWS sends. */
export const createAlertTopic = (scope: Construct, key: IKey, emails: readonly string[]): Topic => {
  const stack = Stack.of(scope)
  const topic = new Topic(scope, 'Alerts', { masterKey: key, enforceSSL: true, displayName: stack.stackName })
  letPublish(topic, alarms(stack))
  for (const email of new Set(emails)) topic.addSubscription(new EmailSubscription(email))
  return topic
}
