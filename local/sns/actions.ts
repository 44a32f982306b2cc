import type { Account } from '../account.ts'
import { escapeXml } from '../endpoint/answers.ts'
import type { Answerer } from '../endpoint/router.ts'
import { answerForms, ServiceFailure } from '../endpoint/service.ts'
import type { Stack } from '../template/stack.ts'
import { subscription, topic, topicPolicy } from './resources.ts'

/** What SNS tells of topics. */
export const createTopics = (stack: Stack, { emailsConfirmed }: Account): Answerer => {
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
