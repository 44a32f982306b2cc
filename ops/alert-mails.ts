import { GetSubscriptionAttributesCommand, paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns'
import type { Deployment } from './deployment.ts'

/** Who gets what a topic publishes, and the ARN of the subscription; undefined as long as it is not confirmed. */
type Subscription = { readonly protocol: string; readonly endpoint: string; readonly arn: string | undefined }

/** Reads the subscriptions of a topic, by default those for alarms. */
export const readSubscriptions = async (
  { aws, outputs }: Deployment,
  TopicArn = outputs.AlertTopicArn,
): Promise<readonly Subscription[]> => {
  const pages = paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn })
  return (await Array.fromAsync(pages)).flatMap(({ Subscriptions = [] }) =>
    Subscriptions.map(({ Protocol = '', Endpoint = '', SubscriptionArn = '' }) => ({
      protocol: Protocol,
      endpoint: Endpoint,
      arn: SubscriptionArn.startsWith('arn:') ? SubscriptionArn : undefined,
    })),
  )
}

/** Whether whoever opens the link in a mail, as programs that scan mails do, ends the subscription for all. */
export const canAnybodyEnd = async ({ aws }: Deployment, SubscriptionArn: string): Promise<boolean> => {
  const { Attributes = {} } = await aws.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }))
  return Attributes['ConfirmationWasAuthenticated'] !== 'true'
}
