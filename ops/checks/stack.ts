import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'
import { paginateListSubscriptionsByTopic } from '@aws-sdk/client-sns'

import { nobodyTexts } from '../../settings/carriers.ts'
import { lackingInMails } from '../../settings/operators.ts'
import { readAlarms } from '../cloudwatch.ts'
import { attachCommandFor, type Deployment, isTableProtected, redeploy, undoByHand } from '../deployment.ts'
import { notesOf, readCancellations } from '../pending.ts'
import { sayNote } from '../status.ts'
import { type Check, fix, ok, remark, verdict } from './check.ts'

/** Asks CloudFormation whether the key's policy has drifted. If a service is missing from it, texts or alarms are lost without an error. */
export const checkKey = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { StackResourceDrift: drift } = await deployment.aws.cloudFormation.send(
    new DetectStackResourceDriftCommand({
      StackName: deployment.stackName,
      LogicalResourceId: deployment.outputs.KeyLogicalId,
    }),
  )
  const status = drift?.StackResourceDriftStatus
  const changed = `not as it was deployed (${status}): ${undoByHand(deployment)}`
  return [verdict('Key policy', status === 'IN_SYNC', 'as it was deployed', changed)]
}

/** Checks that every alarm notifies somebody. */
export const checkAlarms = async (deployment: Deployment): Promise<readonly Check[]> => {
  const alarms = await readAlarms(deployment)
  const mute = alarms.filter(
    ({ ActionsEnabled, AlarmActions = [] }) => ActionsEnabled !== true || AlarmActions.length === 0,
  )
  const names = mute.map(({ AlarmName }) => AlarmName).join(', ')
  const lacking = alarms.length === 0 ? 'there are none' : `${names} ${mute.length === 1 ? 'tells' : 'tell'} nobody`
  const areWell = alarms.length > 0 && mute.length === 0
  return [verdict('Alarms', areWell, `${alarms.length}, each with an action`, `${lacking}: ${redeploy(deployment)}`)]
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

/** Shows what cancel-pending has noted, and finds notes that it does not write: they come from whoever has an operator's key. */
export const checkCancellations = async (deployment: Deployment): Promise<readonly Check[]> => {
  const notes = notesOf(await readCancellations(deployment), deployment.now())
  const ignored = notes.filter((note) => note.ignored !== false)
  const few = notes.slice(-3).map(sayNote)
  const shown = [...(notes.length > few.length ? [`${notes.length} notes, the newest`] : []), ...few].join('; ')
  if (ignored.length === 0) return [ok('Cancellations', notes.length === 0 ? 'none' : shown)]
  const { outputs, settings } = deployment
  const remedy = `aws dynamodb delete-item --region ${settings.region} --table-name ${outputs.TableName} --key '{"pk":{"S":"cancelled#replies"}}'`
  return [
    fix(
      'Cancellations',
      `${ignored.length} of ${notes.length} are ignored, since no command of ours writes such notes: take the operators' keys back, then have an administrator delete them (${remedy}). ${shown}`,
    ),
  ]
}

/** Checks that the addresses in settings, and no others, get e-mails about alarms. */
export const checkAlertMails = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings, stage, local } = deployment
  const subscribed = await readSubscriptions(deployment)
  const wanted = settings.alertEmails.map(asRead)
  if (wanted.length + subscribed.size === 0) {
    if (local) return [ok('Alarm e-mails', 'none, for npm start shows alarms in its page')]
    return nobodyTexts(settings)
      ? [ok('Alarm e-mails', 'nobody gets them, as nobody texts simulators')]
      : [fix('Alarm e-mails', `nobody gets them: add alertEmails to settings/${stage}.json and deploy`)]
  }
  return [...new Set([...wanted, ...subscribed.keys()])].map((address) =>
    judge(`Alarm e-mails to ${address}`, wanted.includes(address), subscribed.get(address), deployment),
  )
}

/** Says what the mails about alarms lack, since whoever gets one may have no more than a phone. */
export const checkRunbook = ({ settings }: Pick<Deployment, 'settings'>): readonly Check[] => {
  const lacking = lackingInMails(settings)
  return lacking === undefined ? [] : [remark('Runbook', lacking)]
}

const judge = (what: string, isWanted: boolean, state: State | undefined, deployment: Deployment): Check => {
  if (!isWanted)
    return fix(
      what,
      'subscribed, but not in settings: add it to alertEmails, or unsubscribe it by the link in its mails',
    )
  if (state === undefined) return fix(what, `not subscribed: ${redeploy(deployment)}; ${toBeAskedAgain}`)
  const unconfirmed = `not confirmed: click the link in the mail from AWS; ${toBeAskedAgain}`
  return verdict(what, state === 'confirmed', 'confirmed', unconfirmed)
}

const toBeAskedAgain = 'to have a mail sent again, remove the address, deploy, add it, deploy'

type State = 'confirmed' | 'unconfirmed'

const readSubscriptions = async ({ aws, outputs }: Deployment): Promise<ReadonlyMap<string, State>> => {
  const found = new Map<string, State>()
  const pages = paginateListSubscriptionsByTopic({ client: aws.sns }, { TopicArn: outputs.AlertTopicArn })
  for await (const { Subscriptions = [] } of pages)
    for (const { Protocol, Endpoint = '', SubscriptionArn = '' } of Subscriptions)
      if (Protocol === 'email')
        found.set(asRead(Endpoint), SubscriptionArn.startsWith('arn:') ? 'confirmed' : 'unconfirmed')
  return found
}

const asRead = (address: string): string => address.toLowerCase()
