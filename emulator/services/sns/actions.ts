import type { Account } from '../../account.ts'
import { errorAnswer, escapeXml, type ServiceError } from '../../endpoint/answers.ts'
import { textParameter } from '../../endpoint/call.ts'
import type { ServiceHandler } from '../../endpoint/router.ts'
import { answerForms, ServiceFailure } from '../../endpoint/service.ts'
import type { Stack } from '../../template/stack.ts'
import type { RequiredPermissions } from '../iam/permissions.ts'
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
  const topics = createTopics(stack, account)
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
const createTopics = (stack: Stack, { emailsConfirmed }: Account): ServiceHandler => {
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
