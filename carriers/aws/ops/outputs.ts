import type { Deployment } from '../../../ops/deployment.ts'

/** What a stack has for AWS's reports about replies. */
export type Delivery = { readonly configurationSetName: string; readonly topicArn: string }

/** Undefined in a stack that is older than its first AWS line. */
export const deliveryOf = ({ outputOf }: Pick<Deployment, 'outputOf'>): Delivery | undefined => {
  const configurationSetName = outputOf('ConfigurationSetName')
  const topicArn = outputOf('DeliveryTopicArn')
  return configurationSetName && topicArn ? { configurationSetName, topicArn } : undefined
}
