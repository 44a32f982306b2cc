import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'

import { readAlarms } from '../alarms.ts'
import { isTableProtected } from '../deletion-protection.ts'
import type { Deployment } from '../deployment.ts'
import { attachCommandFor, redeploy } from '../lines.ts'
import { type Check, fix, ok, verdict } from './check.ts'

/** Asks CloudFormation whether the key's policy has drifted. If a service is missing from it, texts or alarms are lost without an error. */
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

/** Checks that every alarm notifies somebody. */
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

/** Checks that the table, which remembers senders, can't be deleted by mistake. */
export const checkTable = async (deployment: Deployment): Promise<readonly Check[]> => [
  verdict(
    'Table',
    await isTableProtected(deployment),
    'protected from being deleted',
    `can be deleted by mistake: ${deployment.lineNumbers.map((line) => attachCommandFor(line, deployment))[0]}`,
  ),
]
