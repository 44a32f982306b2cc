import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { nobodyTexts } from '../../settings/carriers.ts'
import { differences } from '../../settings/differences.ts'
import { lackingInMails } from '../../settings/operators.ts'
import { fileIn } from '../../settings/outputs.ts'
import { Refusal } from '../../settings/refusal.ts'
import { readLastTrial } from '../alarm-trial.ts'
import { canAnybodyEnd, readSubscriptions } from '../alert-mails.ts'
import { readAlarms } from '../cloudwatch.ts'
import { attachCommandFor, type Deployment, undoByHand } from '../deployment.ts'
import { fingerprintOf, isTableProtected, notedFingerprint, readPepper } from '../memory.ts'
import { momentOf } from '../words.ts'
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
  const changed = `not as it was deployed (${status}): ${undoByHand.en}`
  return [verdict('Key policy', status === 'IN_SYNC', 'as it was deployed', changed)]
}

/** Checks that each alarm of the stage is there, and tells somebody. */
export const checkAlarms = async (deployment: Deployment): Promise<readonly Check[]> => {
  const troubles = troublesOf(await readAlarms(deployment), deployment)
  const names = deployment.outputs.AlarmNames.split(' ')
  return [verdict('Alarms', troubles.length === 0, `${names.length}, each with an action`, troubles.join('; '))]
}

/** What is wrong with alarms as they were read, and what to do. Empty if nothing is. */
export const troublesOf = (
  alarms: readonly Pick<MetricAlarm, 'AlarmName' | 'ActionsEnabled' | 'AlarmActions'>[],
  deployment: Pick<Deployment, 'outputs' | 'settings' | 'stackName' | 'stage'>,
): readonly string[] => {
  const { outputs, settings, stackName } = deployment
  const wanted = outputs.AlarmNames.split(' ').map((name) => `${stackName}-${name}`)
  const found = new Map(alarms.map((alarm) => [alarm.AlarmName ?? '', alarm]))
  const namesOf = (is: (alarm: (typeof alarms)[number] | undefined) => boolean) =>
    wanted.filter((name) => is(found.get(name)))
  const gone = namesOf((alarm) => alarm === undefined)
  const disabled = namesOf((alarm) => alarm !== undefined && alarm.ActionsEnabled !== true)
  const idle = namesOf((alarm) => alarm !== undefined && !alarm.AlarmActions?.includes(outputs.AlertTopicArn))
  // No drift, as the template doesn't say that actions are enabled.
  const enable = `have an administrator run aws cloudwatch enable-alarm-actions --region ${settings.region} --alarm-names ${disabled.join(' ')}`
  return [
    ...(disabled.length === 0 ? [] : [`${saidOf(disabled, 'tells', 'tell')} nobody: ${enable}`]),
    ...(idle.length === 0 ? [] : [`${saidOf(idle, 'does', 'do')} not tell the topic of alerts: ${undoByHand.en}`]),
    ...(gone.length === 0 ? [] : [`${saidOf(gone, 'is', 'are')} gone: ${undoByHand.en}`]),
  ]
}

const saidOf = (names: readonly string[], one: string, several: string): string =>
  `${names.join(', ')} ${names.length === 1 ? one : several}`

/** Says when the mail of an alarm was last tried, which CloudWatch may have lost the right to send since. */
export const checkTrial = async (deployment: Deployment): Promise<readonly Check[]> => [
  sayTrial(await readLastTrial(deployment), deployment),
]

export const sayTrial = (at: number | undefined, { stage }: Pick<Deployment, 'stage'>): Check =>
  at === undefined
    ? remark('Trial of an alarm', `none in 30 days: have an installer run npm run ops -- try-alarm --stage ${stage}`)
    : ok('Trial of an alarm', `last on ${momentOf(at)}; only its readers know whether the mail came`)

/** Checks that the table, which remembers senders, can't be deleted by mistake. */
export const checkTable = async (deployment: Deployment): Promise<readonly Check[]> => [
  verdict(
    'Table',
    await isTableProtected(deployment),
    'protected from being deleted',
    `can be deleted by mistake: ${deployment.lineNumbers.map((line) => attachCommandFor(line, deployment))[0]}`,
  ),
]

/** Checks that the pepper still is the one that made the table's keys: with another, each STOP is forgotten. */
export const checkPepper = async (deployment: Deployment): Promise<readonly Check[]> => {
  const [pepper, noted] = await Promise.all([readPepper(deployment), notedFingerprint(deployment)])
  if (noted === undefined)
    return [remark('Pepper', 'the table does not say which made its keys before attach notes it')]
  const { region, outputs } = deployment
  const before = `aws secretsmanager list-secret-version-ids --region ${region} --secret-id ${outputs.PepperSecretArn}`
  return [
    verdict(
      'Pepper',
      fingerprintOf(pepper) === noted,
      "the one that made the table's keys",
      `another than made the table's keys, so opt-outs and blocks are forgotten: have an administrator put back the version before, which is in ${before}`,
    ),
  ]
}

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
  versions === undefined ? [] : [remark('Version', versions.en)]

const notInSettings = 'subscribed, but not in settings: add it to alertEmails, or delete it in the SNS console'

const confirm =
  'copy the link in the mail from AWS, without opening it, and paste it in the SNS console, Subscriptions, Confirm subscription (docs/deploy.md)'

/** A template that hasn't changed is not deployed, so the address has to go in between. */
const toBeAskedAgain =
  'for a new mail, have an administrator remove the address from alertEmails, deploy, add it, deploy'

const asRead = (address: string): string => address.toLowerCase()
