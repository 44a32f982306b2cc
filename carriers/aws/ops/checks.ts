import { DescribeConfigurationSetsCommand, type EventDestination } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { type Check, fix, ok } from '../../../ops/checks/check.ts'
import { checkSubscription, checkTopic } from '../../../ops/checks/topic.ts'
import { type Deployment, outputsOf, undoByHand } from '../../../ops/deployment.ts'
import { deliveryEventTypes } from '../delivery-report.ts'

export const deliveryOf = (deployment: Deployment) =>
  outputsOf(deployment, { configurationSetName: 'ConfigurationSetName', topicArn: 'DeliveryTopicArn' })

/** Checks that AWS reports what becomes of replies: else nobody learns that they don't arrive, or what they cost. */
export const checkDelivery = async (deployment: Deployment): Promise<readonly Check[]> => {
  const what = 'Delivery reports'
  const delivery = deliveryOf(deployment)
  const question = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [delivery.configurationSetName] })
  try {
    const { ConfigurationSets: [found] = [] } = await deployment.aws.endUserMessaging.send(question)
    const destinations = found?.EventDestinations ?? []
    return destinations.some((destination) => reportsEverything(destination, delivery.topicArn))
      ? [ok(what, 'AWS reports what becomes of replies')]
      : [fix(what, `AWS does not report all that becomes of replies: ${undoByHand(deployment)}`)]
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
    return [fix(what, `the configuration set is gone, so nothing can be sent: ${undoByHand(deployment)}`)]
  }
}

const reportsEverything = (destination: EventDestination, topicArn: string): boolean => {
  const { Enabled, SnsDestination, MatchingEventTypes = [] } = destination
  const told: readonly string[] = MatchingEventTypes
  const tellsAll = told.includes('TEXT_ALL') || deliveryEventTypes.every((type) => told.includes(type))
  return Enabled === true && SnsDestination?.TopicArn === topicArn && tellsAll
}

/** Checks that End User Messaging may publish texts to the inbound topic, and that reports get to the queue. */
export const checkTopics = async (deployment: Deployment): Promise<readonly Check[]> => {
  const publisher = ['End User Messaging', 'sms-voice'] as const
  const { topicArn } = deliveryOf(deployment)
  return Promise.all([
    checkTopic(deployment, 'Topic policy', deployment.outputs.InboundTopicArn, publisher, 'every text'),
    checkTopic(deployment, 'Topic policy of reports', topicArn, publisher, 'every report'),
    checkSubscription(deployment, 'Subscription of reports', topicArn, 'every report'),
  ])
}
