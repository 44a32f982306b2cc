import { DescribeConfigurationSetsCommand, type EventDestination } from '@aws-sdk/client-pinpoint-sms-voice-v2'

import { type Check, fix, ok } from '../../../ops/checks/check.ts'
import { type Deployment, redeploy } from '../../../ops/deployment.ts'
import { deliveryEventTypes } from '../../../shared/rules/delivery-report.ts'
import { deliveryOf } from './outputs.ts'

const what = 'Delivery reports'

/** Checks that AWS reports what happens to replies. Without the reports nobody learns that replies don't arrive, or what they cost. */
export const checkDelivery = async (deployment: Deployment): Promise<readonly Check[]> => {
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
