import { GetSubscriptionAttributesCommand } from '@aws-sdk/client-sns'
import { readSubscriptions } from '../alert-mails.ts'
import type { Deployment } from '../deployment.ts'
import { type Check, fix, ok } from './check.ts'

/** Checks that all that a topic publishes comes to the inbound queue. What does not is `lost`. */
export const checkSubscription = async (
  deployment: Deployment,
  what: string,
  topicArn: string,
  lost: string,
): Promise<Check> => {
  const { aws, outputs, settings } = deployment
  const arnOf = (url: string) =>
    [...topicArn.replace(':sns:', ':sqs:').split(':').slice(0, -1), url.split('/').at(-1)].join(':')
  const queue = arnOf(outputs.InboundQueueUrl)
  const subscriptions = await readSubscriptions(deployment, topicArn)
  const arn = leadingTo(queue, subscriptions)
  if (arn === undefined) {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(outputs.SubscriptionDeadLettersUrl) })
    const remedy = `aws sns subscribe --region ${settings.region} --topic-arn ${topicArn} --protocol sqs --notification-endpoint ${queue} --attributes '${JSON.stringify({ RedrivePolicy })}'`
    return fix(what, `gone, so ${lost} is lost: have an administrator run ${remedy}`)
  }
  const { Attributes = {} } = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }))
  if (!isFiltered(Attributes)) return ok(what, 'leads to the queue')
  const remedy = `aws sns set-subscription-attributes --region ${settings.region} --subscription-arn ${arn} --attribute-name FilterPolicy --attribute-value '${none}'`
  return fix(what, `a filter has what does not match it thrown away: have an administrator run ${remedy}`)
}

type Subscription = Awaited<ReturnType<typeof readSubscriptions>>[number]

/** Returns the subscription by which a topic's messages come to the queue with this ARN, if there is one. */
export const leadingTo = (queue: string, subscriptions: readonly Subscription[]): string | undefined =>
  subscriptions.find(({ protocol, endpoint }) => protocol === 'sqs' && endpoint === queue)?.arn

/** No drift, as the template has no filter. An empty one takes it off (SNS guide, SetSubscriptionAttributes). */
const none = '{}'

/** Returns whether attributes of a subscription that were read hold a filter. */
export const isFiltered = (attributes: Readonly<Record<string, string>>): boolean =>
  (attributes['FilterPolicy'] ?? none) !== none
