import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'
import { nobodyTexts } from '../../settings/carriers.ts'
import { differences } from '../../settings/differences.ts'
import { lackingInMails } from '../../settings/operators.ts'
import { fileIn } from '../../settings/outputs.ts'
import { Refusal } from '../../settings/refusal.ts'
import { canAnybodyEnd, readSubscriptions } from '../alert-mails.ts'
import { readAlarms } from '../cloudwatch.ts'
import { attachCommandFor, type Deployment, isTableProtected, undoByHand } from '../deployment.ts'
import { type Check, fix, ok, remark, tried, verdict } from './check.ts'

/** Asks CloudFormation whether the key's policy has drifted: a service that it lacks loses texts. */
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

/** Checks that alarms tell somebody, and that the one on silence is there, which tells of what no other would. */
export const checkAlarms = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings, stackName } = deployment
  const alarms = await readAlarms(deployment)
  const namesOf = (some: typeof alarms) => some.map(({ AlarmName = '' }) => AlarmName)
  const disabled = namesOf(alarms.filter(({ ActionsEnabled }) => ActionsEnabled !== true))
  const idle = namesOf(alarms.filter(({ AlarmActions = [] }) => AlarmActions.length === 0))
  const gone = [`${stackName}-no-heartbeat`].filter((name) => !namesOf(alarms).includes(name))
  // No drift, as the template doesn't say that actions are enabled.
  const enable = `have an administrator run aws cloudwatch enable-alarm-actions --region ${settings.region} --alarm-names ${disabled.join(' ')}`
  const troubles = [
    ...(disabled.length === 0 ? [] : [`${tellNobody(disabled)}: ${enable}`]),
    ...(idle.length === 0 ? [] : [`${tellNobody(idle)}: ${undoByHand(deployment)}`]),
    ...(gone.length === 0 ? [] : [`${gone} is gone: ${undoByHand(deployment)}`]),
  ]
  return [verdict('Alarms', troubles.length === 0, `${alarms.length}, each with an action`, troubles.join('; '))]
}

const tellNobody = (names: readonly string[]): string =>
  `${names.join(', ')} ${names.length === 1 ? 'tells' : 'tell'} nobody`

/** Checks that the table, which remembers senders, can't be deleted by mistake. */
export const checkTable = async (deployment: Deployment): Promise<readonly Check[]> => [
  verdict(
    'Table',
    await isTableProtected(deployment),
    'protected from being deleted',
    `can be deleted by mistake: ${deployment.lineNumbers.map((line) => attachCommandFor(line, deployment))[0]}`,
  ),
]

/** Checks that the addresses in settings, and no others, get e-mails about alarms. */
export const checkAlertMails = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { settings, stage, local } = deployment
  const mailed = (await readSubscriptions(deployment)).filter(({ protocol }) => protocol === 'email')
  const subscribed = new Map(mailed.map(({ endpoint, arn }) => [asRead(endpoint), arn] as const))
  const wanted = settings.alertEmails.map(asRead)
  if (wanted.length + subscribed.size === 0) {
    if (local) return [ok('Alarm e-mails', 'none, for npm start shows alarms in its page')]
    return nobodyTexts(settings)
      ? [ok('Alarm e-mails', 'nobody gets them, as nobody texts simulators')]
      : [fix('Alarm e-mails', `nobody gets them: add alertEmails to settings/${stage}.json and deploy`)]
  }
  const addresses = [...new Set([...wanted, ...subscribed.keys()])]
  const checks = addresses.map(async (address): Promise<readonly Check[]> => {
    const what = { what: `Alarm e-mails to ${address}`, id: 'Alarm e-mails' }
    if (!wanted.includes(address)) return [fix(what, notInSettings)]
    if (!subscribed.has(address)) return [fix(what, `not subscribed: ${toBeAskedAgain}`)]
    const arn = subscribed.get(address)
    if (arn === undefined)
      return [fix(what, `not confirmed: ${confirm}; if it is older than two days, ${toBeAskedAgain}`)]
    return tried(what, async () => [
      (await canAnybodyEnd(deployment, arn))
        ? fix(
            what,
            `whoever opens the link in one of them ends them for all, as programs that scan mails do: ${toBeAskedAgain}, and ${confirm}`,
          )
        : ok(what, 'confirmed, and no link in them can end them'),
    ])
  })
  return (await Promise.all(checks)).flat()
}

/** Says what the mails about alarms lack, since whoever gets one may have no more than a phone. */
export const checkRunbook = ({ settings }: Pick<Deployment, 'settings'>): readonly Check[] => {
  const lacking = lackingInMails(settings)
  return lacking === undefined ? [] : [remark('Runbook', lacking)]
}

/** Says what deploying the settings file here would change. Which of two copies is older, their contents don't tell. */
export const checkFile = ({ stage, outputOf }: Deployment, file: string | undefined): readonly Check[] => {
  const deployed = fileIn(outputOf)
  if (deployed === undefined || file === undefined) return []
  const what = { what: `settings/${stage}.json`, id: 'Settings file' }
  try {
    const changes = differences(stage, deployed, file)
    return [
      changes.length === 0
        ? ok(what, 'as it is deployed')
        : remark(what, `not as it is deployed; npx cdk deploy would change: ${changes.join('; ')}`),
    ]
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [remark(what, `can't be deployed: ${error.message}`)]
  }
}

export const checkVersion = ({ versions }: Pick<Deployment, 'versions'>): readonly Check[] =>
  versions === undefined ? [] : [remark('Version', versions)]

const notInSettings = 'subscribed, but not in settings: add it to alertEmails, or delete it in the SNS console'

const confirm =
  'copy the link in the mail from AWS, without opening it, and paste it in the SNS console, Subscriptions, Confirm subscription (docs/deploy.md)'

/** A template that hasn't changed is not deployed, so the address has to go in between. */
const toBeAskedAgain =
  'for a new mail, have an administrator remove the address from alertEmails, deploy, add it, deploy'

const asRead = (address: string): string => address.toLowerCase()
