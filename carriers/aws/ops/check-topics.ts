import { GetTopicAttributesCommand } from '@aws-sdk/client-sns'

import { type Check, verdict } from '../../../ops/checks/check.ts'
import { type Deployment, redeploy } from '../../../ops/deployment.ts'
import { deliveryOf } from './outputs.ts'

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
    `End User Messaging may not publish, so ${lost} is lost: ${redeploy(deployment)}`,
  )
}
