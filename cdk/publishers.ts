import { Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Topic } from 'aws-cdk-lib/aws-sns'

/** An AWS service that publishes to a topic of ours, on behalf of a resource of this account. */
export type Publisher = {
  readonly sid: string
  readonly service: string
  /** The resource's ARN, or a pattern of it. */
  readonly onBehalfOf: string
}

/** End User Messaging publishes texts (user guide, two-way SMS). */
export const inboundTexts = ({ region, account }: Stack): Publisher => ({
  sid: 'InboundTexts',
  service: 'sms-voice.amazonaws.com',
  onBehalfOf: `arn:aws:sms-voice:${region}:${account}:*`,
})

/** CloudWatch publishes alarms (SNS guide, key management). */
export const alarms = (stack: Stack): Publisher => ({
  sid: 'Alarms',
  service: 'cloudwatch.amazonaws.com',
  onBehalfOf: alarmsOf(stack),
})

/**
 * The ARN pattern of the stage's alarms. Alarms need the topic and the topic needs the key, so the key's
 * policy can't name alarms one by one.
 */
export const alarmsOf = ({ region, account, stackName }: Stack): string =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${stackName}-*`

export const letPublish = (topic: Topic, publisher: Publisher): void => {
  topic.addToResourcePolicy(allow(Stack.of(topic), publisher, ['sns:Publish'], topic.topicArn))
}

/** Lets a service use the key of an encrypted topic. Without this, what it publishes is lost without an error. */
export const letEncrypt = (key: IKey, publisher: Publisher): void => {
  key.addToResourcePolicy(allow(Stack.of(key), publisher, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'))
}

/** The conditions keep the service from acting on behalf of another account. */
const allow = (stack: Stack, { sid, service, onBehalfOf }: Publisher, actions: string[], resource: string) =>
  new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(service)],
    actions,
    resources: [resource],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': onBehalfOf },
    },
  })
