import { DescribeConfigurationSetsCommand, type EventDestination } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { GetTopicAttributesCommand } from '@aws-sdk/client-sns'

import { type Check, fix, ok, verdict } from '../../ops/checks/check.ts'
import { type Deployment, outputsOf, redeploy, undoByHand } from '../../ops/deployment.ts'
import { deliveryEventTypes } from '../../shared/rules/delivery-report.ts'

/** The outputs of a stack about delivery reports. Undefined for one that was last deployed before it had an AWS line. */
export const deliveryOf = (deployment: Pick<Deployment, 'outputOf'>) =>
  outputsOf(deployment, { configurationSetName: 'ConfigurationSetName', topicArn: 'DeliveryTopicArn' })

/** Checks that AWS reports what happens to replies. Without the reports nobody learns that replies don't arrive, or what they cost. */
export const checkDelivery = async (deployment: Deployment): Promise<readonly Check[]> => {
  const what = 'Delivery reports'
  const delivery = deliveryOf(deployment)
  if (delivery === undefined) return [fix(what, `the stack is older than they are: ${redeploy(deployment)}`)]
  const question = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [delivery.configurationSetName] })
  try {
    const { ConfigurationSets: [found] = [] } = await deployment.aws.endUserMessaging.send(question)
    const destinations = found?.EventDestinations ?? []
    return destinations.some((destination) => reportsEverything(destination, delivery.topicArn))
      ? [ok(what, 'AWS reports what becomes of replies')]
      : [fix(what, `AWS does not report all that becomes of replies: ${redeploy(deployment)}`)]
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
    return [fix(what, `the configuration set is gone, so nothing can be sent: ${redeploy(deployment)}`)]
  }
}

const reportsEverything = (
  { Enabled, SnsDestination, MatchingEventTypes = [] }: EventDestination,
  topicArn: string,
): boolean => {
  const told: readonly string[] = MatchingEventTypes
  const tellsAll = told.includes('TEXT_ALL') || deliveryEventTypes.every((type) => told.includes(type))
  return Enabled === true && SnsDestination?.TopicArn === topicArn && tellsAll
}

/** Checks that End User Messaging may publish texts to the inbound topic, and reports about replies to theirs. */
export const checkTopics = async (deployment: Deployment): Promise<readonly Check[]> => {
  const delivery = deliveryOf(deployment)
  const topics = [
    checkTopic('Topic policy', deployment.outputs.InboundTopicArn, 'every text', deployment),
    ...(delivery ? [checkTopic('Topic policy of reports', delivery.topicArn, 'every report', deployment)] : []),
  ]
  return Promise.all(topics)
}

const checkTopic = async (what: string, TopicArn: string, lost: string, deployment: Deployment): Promise<Check> => {
  const { Attributes = {} } = await deployment.aws.sns.send(new GetTopicAttributesCommand({ TopicArn }))
  return verdict(
    what,
    Attributes['Policy']?.includes('"sms-voice.amazonaws.com"') === true,
    'End User Messaging may publish',
    `End User Messaging may not publish, so ${lost} is lost: ${undoByHand(deployment)}`,
  )
}
