import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'
import { GetTopicAttributesCommand, paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns'

import { readAlarms } from '../alarms.ts'
import type { Deployment } from '../deployment.ts'
import { type Check, fix, ok } from './check.ts'

const redeploy = ({ stage }: Deployment): string => `deploy it again with npx cdk deploy -c stage=${stage}`

/** Whether End User Messaging may publish texts to the topic. */
export const checkTopic = async (deployment: Deployment): Promise<readonly Check[]> => {
  const question = new GetTopicAttributesCommand({ TopicArn: deployment.outputs.InboundTopicArn })
  const { Attributes = {} } = await deployment.aws.sns.send(question)
  return [
    Attributes['Policy']?.includes('"sms-voice.amazonaws.com"') === true
      ? ok('Topic policy', 'End User Messaging may publish')
      : fix('Topic policy', `End User Messaging may not publish, so every text is lost: ${redeploy(deployment)}`),
  ]
}

/** Without the services that the key's policy names, texts and alarms vanish. CloudFormation knows whether it is as it was deployed. */
export const checkKey = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { StackResourceDrift: drift } = await deployment.aws.cloudFormation.send(
    new DetectStackResourceDriftCommand({
      StackName: deployment.stackName,
      LogicalResourceId: deployment.outputs.KeyLogicalId,
    }),
  )
  return [
    drift?.StackResourceDriftStatus === 'IN_SYNC'
      ? ok('Key policy', 'as it was deployed')
      : fix('Key policy', `not as it was deployed (${drift?.StackResourceDriftStatus}): ${redeploy(deployment)}`),
  ]
}

/** Whether somebody hears the alarms. */
export const checkAlerts = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { aws, outputs, stage } = deployment
  const emails: (readonly [address: string, confirmed: boolean])[] = []
  const pages = paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn: outputs.AlertTopicArn })
  for await (const { Subscriptions = [] } of pages)
    for (const { Protocol, Endpoint = '', SubscriptionArn = '' } of Subscriptions)
      if (Protocol === 'email') emails.push([Endpoint, SubscriptionArn.startsWith('arn:')])
  if (emails.length === 0)
    return [fix('Alarm e-mails', `nobody gets them: add alertEmails to settings/${stage}.json and deploy`)]
  return emails.map(([address, confirmed]) =>
    confirmed
      ? ok(`Alarm e-mails to ${address}`, 'confirmed')
      : fix(
          `Alarm e-mails to ${address}`,
          'not confirmed: click the link in the mail from AWS; to have it sent again, remove the address, deploy, add it, deploy',
        ),
  )
}

/** Whether every alarm tells somebody. */
export const checkAlarms = async (deployment: Deployment): Promise<readonly Check[]> => {
  const alarms = await readAlarms(deployment)
  const mute = alarms.filter(
    ({ ActionsEnabled, AlarmActions = [] }) => ActionsEnabled !== true || AlarmActions.length === 0,
  )
  const names = mute.map(({ AlarmName }) => AlarmName).join(', ')
  return [
    alarms.length > 0 && mute.length === 0
      ? ok('Alarms', `${alarms.length}, each with an action`)
      : fix('Alarms', `${alarms.length === 0 ? 'there are none' : `${names} tell nobody`}: ${redeploy(deployment)}`),
  ]
}
