import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'
import type { Account } from '../../account.ts'
import { answerForms, errorAnswer, escapeXml, type ServiceError, ServiceFailure } from '../../endpoint/answers.ts'
import { type Caller, textParameter } from '../../endpoint/call.ts'
import type { ServiceHandler } from '../../endpoint/request.ts'
import type { Stack } from '../../template/stack.ts'
import { assertAllowed, type Permissions, type RequiredPermissions } from '../iam/permissions.ts'
import { subscription, topic, topicPolicy } from './resources.ts'

type Dependencies = {
  readonly stack: Stack
  readonly account: Account
  readonly fauxqs: ServiceHandler
  /** Called with each message that is published to a topic. */
  readonly observe: (message: string) => void
}

/** SNS, implemented by fauxqs, except for the attributes and subscriptions of topics, which come from the stack. */
export const createSns = ({ stack, account, fauxqs, observe }: Dependencies): ServiceHandler => {
  const topics = describeTopics(stack, account)
  return async (call) => {
    if (call.action === 'GetTopicAttributes' || call.action === 'ListSubscriptionsByTopic') return topics(call)
    if (textParameter(call, 'PhoneNumber') !== '') return errorAnswer('sns', noSms)
    const answer = await fauxqs(call)
    if (call.action === 'Publish' && answer.status === 200) observe(textParameter(call, 'Message'))
    return answer
  }
}

/** A batch action needs the permission for the single action. */
export const snsPermissions: RequiredPermissions = (call) => [
  { action: `sns:${call.action.replace(/Batch$/, '')}`, resource: textParameter(call, 'TopicArn') || '*' },
]

/**
 * The answer to a text for a phone. At AWS, SNS accepts such a text, and silently drops what End User Messaging then refuses, so here it
 * says which action to use.
 */
const noSms: ServiceError = {
  code: 'InvalidParameter',
  message: "The embedded cloud's SNS texts no phone: use SendTextMessage of End User Messaging.",
  status: 400,
}

/** Handles the actions that describe topics. */
const describeTopics = (stack: Stack, { emailsConfirmed }: Account): ServiceHandler => {
  const topicOf = (TopicArn: unknown) => {
    const found = stack.all(topic).find(({ arn }) => arn === TopicArn)
    if (found === undefined) throw new ServiceFailure('NotFound', 'Topic does not exist')
    return found
  }
  return answerForms('sns', {
    GetTopicAttributes: ({ TopicArn }) => {
      const { arn, properties } = topicOf(TopicArn)
      const policy = stack.all(topicPolicy).find(({ properties: { Topics } }) => Topics.includes(arn))
      const Policy = JSON.stringify(policy?.properties.PolicyDocument ?? {})
      return `<Attributes>${entries({ TopicArn: arn, Policy, KmsMasterKeyId: properties.KmsMasterKeyId ?? '' })}</Attributes>`
    },
    ListSubscriptionsByTopic: ({ TopicArn }) => {
      const { arn } = topicOf(TopicArn)
      const members = stack
        .all(subscription)
        .filter(({ properties }) => properties.TopicArn === arn)
        .map(({ arn: own, properties: { Protocol, Endpoint } }) => {
          const SubscriptionArn = Protocol === 'email' && !emailsConfirmed ? 'PendingConfirmation' : own
          return `<member><SubscriptionArn>${SubscriptionArn}</SubscriptionArn><Protocol>${Protocol}</Protocol><Endpoint>${escapeXml(Endpoint)}</Endpoint><TopicArn>${arn}</TopicArn></member>`
        })
      return `<Subscriptions>${members.join('')}</Subscriptions>`
    },
  })
}

const entries = (attributes: { readonly [name: string]: string }): string =>
  Object.entries(attributes)
    .map(([name, value]) => `<entry><key>${name}</key><value>${escapeXml(value)}</value></entry>`)
    .join('')

/**
 * Throws a `CloudError` if SNS may not send to a subscribed queue or to its dead-letter queue, because SNS would silently lose the
 * messages.
 */
export const checkSubscriptions = async (stack: Stack, permissions: Permissions): Promise<void> => {
  for (const { logicalId, properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RedrivePolicy } = properties
    const sns: Caller = { kind: 'service', principal: 'sns.amazonaws.com', sourceArn: TopicArn }
    const check = (what: string, queueArn: string) => assertAllowed(permissions, what, sns, 'sqs:SendMessage', queueArn)
    if (Protocol === 'sqs') await check(`SNS can't deliver to ${logicalId}`, Endpoint)
    if (RedrivePolicy !== undefined)
      await check(`SNS can't save what ${logicalId} loses`, RedrivePolicy.deadLetterTargetArn)
  }
}

/** Creates the topics of a stack, and subscribes queues to them. */
export const createTopics = async (stack: Stack, client: SNSClient): Promise<void> => {
  for (const { attributes } of stack.all(topic))
    await client.send(new CreateTopicCommand({ Name: attributes['TopicName'] }))
  for (const { properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RawMessageDelivery } = properties
    // The embedded cloud sends no e-mails.
    if (Protocol === 'email') continue
    const Attributes = { RawMessageDelivery: String(RawMessageDelivery) }
    await client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }))
  }
}
