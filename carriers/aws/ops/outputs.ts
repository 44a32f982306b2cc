import type { Deployment } from '../../../ops/deployment.ts'

/** The outputs of a stack about delivery reports. */
export type Delivery = { readonly configurationSetName: string; readonly topicArn: string }

/** Returns undefined for a stack that was last deployed before it had an AWS line. */
export const deliveryOf = ({ outputOf }: Pick<Deployment, 'outputOf'>): Delivery | undefined => {
  const configurationSetName = outputOf('ConfigurationSetName')
  const topicArn = outputOf('DeliveryTopicArn')
  return configurationSetName && topicArn ? { configurationSetName, topicArn } : undefined
}
