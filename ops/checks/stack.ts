import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'

import { readAlarms } from '../alarms.ts'
import { isTableProtected } from '../deletion-protection.ts'
import type { Deployment } from '../deployment.ts'
import { attachCommandFor, redeploy } from '../lines.ts'
import { type Check, fix, ok, verdict } from './check.ts'

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

/** Whether every alarm tells somebody. */
export const checkAlarms = async (deployment: Deployment): Promise<readonly Check[]> => {
  const alarms = await readAlarms(deployment)
  const mute = alarms.filter(
    ({ ActionsEnabled, AlarmActions = [] }) => ActionsEnabled !== true || AlarmActions.length === 0,
  )
  const names = mute.map(({ AlarmName }) => AlarmName).join(', ')
  const lacking = alarms.length === 0 ? 'there are none' : `${names} ${mute.length === 1 ? 'tells' : 'tell'} nobody`
  return [
    alarms.length > 0 && mute.length === 0
      ? ok('Alarms', `${alarms.length}, each with an action`)
      : fix('Alarms', `${lacking}: ${redeploy(deployment)}`),
  ]
}

/** Whether what is remembered of senders is safe from a slip. */
export const checkTable = async (deployment: Deployment): Promise<readonly Check[]> => [
  verdict(
    'Table',
    await isTableProtected(deployment),
    'protected from being deleted',
    `can be deleted by mistake: ${deployment.lineNumbers.map((line) => attachCommandFor(line, deployment))[0]}`,
  ),
]
