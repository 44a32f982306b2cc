import { GetTopicAttributesCommand } from '@aws-sdk/client-sns'
import { type Deployment, undoByHand } from '../deployment.ts'
import { type Check, verdict } from './check.ts'

/** Checks that a service of AWS may publish to a topic. What it may not publish is `lost`. */
export const checkTopic = async (
  deployment: Deployment,
  what: string,
  TopicArn: string,
  [name, principal]: readonly [name: string, principal: string],
  lost: string,
): Promise<Check> => {
  const { Attributes = {} } = await deployment.aws.sns.send(new GetTopicAttributesCommand({ TopicArn }))
  return verdict(
    what,
    Attributes['Policy']?.includes(`"${principal}.amazonaws.com"`) === true,
    `${name} may publish`,
    `${name} may not publish, so ${lost} is lost: ${undoByHand(deployment)}`,
  )
}
