import { GetSubscriptionAttributesCommand, GetTopicAttributesCommand } from '@aws-sdk/client-sns'
import { readSubscriptions } from '../alert-mails.ts'
import { type Deployment, undoByHand } from '../deployment.ts'
import { type Check, fix, ok, verdict } from './check.ts'

/** Checks that a service of AWS may publish to a topic. What it may not publish is `lost`. */
export const checkTopic = async (
  deployment: Deployment,
  what: string,
  TopicArn: string,
  [name, principal]: readonly [name: string, principal: string],
  lost: string,
): Promise<Check> => {
  const { Attributes = {} } = await deployment.aws.sns.send(new GetTopicAttributesCommand({ TopicArn }))
  return verdict(
    what,
    Attributes['Policy']?.includes(`"${principal}.amazonaws.com"`) === true,
    `${name} may publish`,
    `${name} may not publish, so ${lost} is lost: ${undoByHand(deployment)}`,
  )
}

/** Checks that all that a topic publishes comes to the inbound queue. What does not is `lost`. */
export const checkSubscription = async (
  deployment: Deployment,
  what: string,
  topicArn: string,
  lost: string,
): Promise<Check> => {
  const { aws, outputs, settings } = deployment
  const queue = `:${outputs.InboundQueueUrl.split('/').at(-1)}`
  const subscriptions = await readSubscriptions(deployment, topicArn)
  const { arn } = subscriptions.find(({ protocol, endpoint }) => protocol === 'sqs' && endpoint.endsWith(queue)) ?? {}
  if (arn === undefined) return fix(what, `gone, so ${lost} is lost: ${undoByHand(deployment)}`)
  const { Attributes = {} } = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }))
  // No drift, as the template has no filter. An empty one takes it off (SNS guide, SetSubscriptionAttributes).
  const none = '{}'
  if ((Attributes['FilterPolicy'] ?? none) === none) return ok(what, 'leads to the queue')
  const remedy = `aws sns set-subscription-attributes --region ${settings.region} --subscription-arn ${arn} --attribute-name FilterPolicy --attribute-value '${none}'`
  return fix(what, `a filter has what does not match it thrown away: have an administrator run ${remedy}`)
}
