import { type Deployment, redeploy } from '../../../ops/deployment.ts'

/** The topic for events of WhatsApp; undefined if the stack doesn't have it yet. */
export const topicArnOf = ({ outputOf }: Pick<Deployment, 'outputOf'>): string | undefined =>
  outputOf('WhatsAppTopicArn')

export const deployFirst = (deployment: Pick<Deployment, 'stackName' | 'stage'>): string =>
  `The stack ${deployment.stackName} is older than the lines on WhatsApp in its settings: ${redeploy(deployment)}.`
