import { DescribeConfigurationSetsCommand, type EventDestination } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { type Check, fix, ok } from '../../../ops/checks/check.ts'
import { type Deployment, outputsOf, undoByHand } from '../../../ops/deployment.ts'
import { deliveryEventTypes } from '../delivery-report.ts'

export const deliveryOf = (deployment: Deployment) =>
  outputsOf(deployment, { configurationSetName: 'ConfigurationSetName', topicArn: 'DeliveryTopicArn' })

/** Checks that AWS reports what becomes of replies: else nobody learns that they don't arrive, or what they cost. */
export const checkDelivery = async (deployment: Deployment): Promise<readonly Check[]> => {
  const what = { en: 'Delivery reports', fr: 'Rapports de livraison' }
  const delivery = deliveryOf(deployment)
  const question = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [delivery.configurationSetName] })
  try {
    const { ConfigurationSets: [found] = [] } = await deployment.aws.endUserMessaging.send(question)
    const destinations = found?.EventDestinations ?? []
    return destinations.some((destination) => reportsEverything(destination, delivery.topicArn))
      ? [ok(what, { en: 'AWS reports what becomes of replies', fr: 'AWS dit ce que deviennent les réponses' })]
      : [
          fix(what, {
            en: `AWS does not report all that becomes of replies: ${undoByHand.en}`,
            fr: `AWS ne dit pas tout ce que deviennent les réponses\u00a0: ${undoByHand.fr}`,
          }),
        ]
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ResourceNotFoundException') throw error
    return [
      fix(what, {
        en: `the configuration set is gone, so nothing can be sent: ${undoByHand.en}`,
        fr: `le configuration set n’existe plus, rien ne peut partir\u00a0: ${undoByHand.fr}`,
      }),
    ]
  }
}

const reportsEverything = (destination: EventDestination, topicArn: string): boolean => {
  const { Enabled, SnsDestination, MatchingEventTypes = [] } = destination
  const told: readonly string[] = MatchingEventTypes
  const tellsAll = told.includes('TEXT_ALL') || deliveryEventTypes.every((type) => told.includes(type))
  return Enabled === true && SnsDestination?.TopicArn === topicArn && tellsAll
}
