import type { Stack } from 'aws-cdk-lib'

import { allow } from '../../../cdk/sms-function.ts'
import type { CarrierResources, StackParts } from '../../carrier-resources.ts'
import { Delivery, sending } from './delivery.ts'

/** Creates what AWS lines share: the resources for delivery reports. */
export const createAwsResources = (stack: Stack, { key, inbound, lines }: StackParts): CarrierResources => {
  const delivery = new Delivery(stack, 'Delivery', { key, inbound })
  const { knownArns, sendingArns } = lines
  return {
    topics: [delivery.topic],
    receiveSmsEnvironment: { DELIVERY_TOPIC_ARN: delivery.topic.topicArn },
    sendReplyEnvironment: { CONFIGURATION_SET: delivery.configurationSetName },
    sendReplyCalls: [sending(delivery, sendingArns)],
    functions: [],
    alarmMetrics: () => ({}),
    permissions: {
      caring: [],
      looking: [allow(['sms-voice:DescribeConfigurationSets'], delivery.configurationSetArn)],
      // A dry run needs the permission to send.
      attaching:
        knownArns.length === 0
          ? []
          : [allow(['sms-voice:UpdatePhoneNumber'], ...knownArns), sending(delivery, knownArns)],
    },
    outputs: { ConfigurationSetName: delivery.configurationSetName, DeliveryTopicArn: delivery.topic.topicArn },
  }
}
