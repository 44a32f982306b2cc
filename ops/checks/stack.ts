import { isDeepStrictEqual } from 'node:util'
import { DetectStackResourceDriftCommand } from '@aws-sdk/client-cloudformation'
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { nobodyTexts } from '../../settings/carriers.ts'
import { lackingInMails } from '../../settings/operators.ts'
import { fileIn } from '../../settings/outputs.ts'
import { settingsIn } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { Translated } from '../../settings/values.ts'
import { canAnybodyEnd, readSubscriptions } from '../alert-mails.ts'
import { readAlarms } from '../cloudwatch.ts'
import { attachCommandFor, type Deployment, forAdministrator, remedy, undoByHand } from '../deployment.ts'
import { fingerprintOf, isTableProtected, notedFingerprint, readPepper } from '../memory.ts'
import { joined, same } from '../words.ts'
import { type Check, fix, ok, remark, tried, verdict } from './check.ts'
import { asDeployed } from './policies.ts'

/** Asks CloudFormation whether the key's policy has drifted: a service that it lacks loses texts. */
export const checkKey = async (deployment: Deployment): Promise<readonly Check[]> => {
  const { StackResourceDrift: drift } = await deployment.aws.cloudFormation.send(
    new DetectStackResourceDriftCommand({
      StackName: deployment.stackName,
      LogicalResourceId: deployment.outputs.KeyLogicalId,
    }),
  )
  const status = drift?.StackResourceDriftStatus
  const changed = { en: `not as it was deployed (${status})`, fr: `changée depuis le déploiement (${status})` }
  const what = { en: 'Key policy', fr: 'Politique de la clé' }
  return [verdict(what, status === 'IN_SYNC', asDeployed, remedy(changed, undoByHand))]
}

/** Checks that each alarm of the stage is there, and tells somebody. */
export const checkAlarms = async (deployment: Deployment): Promise<readonly Check[]> => {
  const troubles = troublesOf(await readAlarms(deployment), deployment)
  const names = deployment.outputs.AlarmNames.split(' ')
  const good = { en: `${names.length}, each with an action`, fr: `${names.length}, chacune avec une action` }
  return [verdict({ en: 'Alarms', fr: 'Alarmes' }, troubles.length === 0, good, joined(troubles))]
}

/** What is wrong with alarms as they were read, and what to do. Empty if nothing is. */
export const troublesOf = (
  alarms: readonly Pick<MetricAlarm, 'AlarmName' | 'ActionsEnabled' | 'AlarmActions'>[],
  deployment: Pick<Deployment, 'outputs' | 'settings' | 'stackName' | 'stage'>,
): readonly Translated[] => {
  const { outputs, settings, stackName } = deployment
  const wanted = outputs.AlarmNames.split(' ').map((name) => `${stackName}-${name}`)
  const found = new Map(alarms.map((alarm) => [alarm.AlarmName ?? '', alarm]))
  const namesOf = (is: (alarm: (typeof alarms)[number] | undefined) => boolean) =>
    wanted.filter((name) => is(found.get(name)))
  const gone = namesOf((alarm) => alarm === undefined)
  const disabled = namesOf((alarm) => alarm !== undefined && alarm.ActionsEnabled !== true)
  const idle = namesOf((alarm) => alarm !== undefined && !alarm.AlarmActions?.includes(outputs.AlertTopicArn))
  // No drift, as the template doesn't say that actions are enabled.
  const enable = forAdministrator(
    `aws cloudwatch enable-alarm-actions --region ${settings.region} --alarm-names ${disabled.join(' ')}`,
  )
  const said = (names: readonly string[], why: Translated, undo: Translated) => {
    const list = names.join(', ')
    return names.length === 0 ? [] : [remedy({ en: `${why.en} (${list})`, fr: `${why.fr} (${list})` }, undo)]
  }
  return [
    ...said(disabled, { en: 'some tell nobody', fr: 'certaines ne préviennent personne' }, enable),
    ...said(idle, { en: 'some do not tell the topic', fr: 'certaines ne préviennent pas la rubrique' }, undoByHand),
    ...said(gone, { en: 'some are gone', fr: 'certaines ont disparu' }, undoByHand),
  ]
}

/** Checks that the table, which remembers senders, can't be deleted by mistake. */
export const checkTable = async (deployment: Deployment): Promise<readonly Check[]> => [
  verdict(
    same('Table'),
    await isTableProtected(deployment),
    { en: 'protected from being deleted', fr: 'protégée de la suppression' },
    remedy(
      { en: 'can be deleted by mistake', fr: 'une erreur peut la supprimer' },
      same(attachCommandFor(deployment.lineNumbers[0] ?? '', deployment)),
    ),
  ),
]

/** Checks that the pepper still is the one that made the table's keys: with another, each STOP is forgotten. */
export const checkPepper = async (deployment: Deployment): Promise<readonly Check[]> => {
  const what = same('Pepper')
  const [pepper, noted] = await Promise.all([readPepper(deployment), notedFingerprint(deployment)])
  if (noted === undefined)
    return [
      remark(what, {
        en: 'the table does not say which made its keys before attach notes it',
        fr: 'la table ne dit pas lequel a fait ses clés tant qu’attach ne l’a pas noté',
      }),
    ]
  const { region, outputs } = deployment
  const before = `aws secretsmanager list-secret-version-ids --region ${region} --secret-id ${outputs.PepperSecretArn}`
  return [
    verdict(
      what,
      fingerprintOf(pepper) === noted,
      { en: "the one that made the table's keys", fr: 'celui qui a fait les clés de la table' },
      {
        en: `another than made the table's keys, so opt-outs and blocks are forgotten: have an administrator put back the version before, which is in ${before}`,
        fr: `ce n’est plus celui qui a fait les clés de la table, donc désinscriptions et blocages sont oubliés\u00a0: faites remettre par un administrateur la version d’avant, que montre ${before}`,
      },
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
    if (local || nobodyTexts(settings))
      return [ok(alarmMails, { en: 'none, and none are needed here', fr: 'aucun, et il n’en faut pas ici' })]
    return [
      fix(alarmMails, {
        en: `nobody gets them: add alertEmails to settings/${stage}.json and deploy`,
        fr: `personne n’en reçoit\u00a0: ajoutez alertEmails dans settings/${stage}.json et déployez`,
      }),
    ]
  }
  const addresses = [...new Set([...wanted, ...subscribed.keys()])]
  const checks = addresses.map(async (address): Promise<readonly Check[]> => {
    const { en, fr } = alarmMails
    const what = { what: { en: `${en} to ${address}`, fr: `${fr} à ${address}` }, id: en }
    if (!wanted.includes(address)) return [fix(what, notInSettings)]
    if (!subscribed.has(address)) return [fix(what, remedy({ en: 'not subscribed', fr: 'pas abonné' }, toBeAskedAgain))]
    const arn = subscribed.get(address)
    if (arn === undefined)
      return [
        fix(what, {
          en: `not confirmed: ${confirm.en}; if it is old, ${toBeAskedAgain.en}`,
          fr: `pas confirmé\u00a0: ${confirm.fr}\u202f; s’il est ancien, ${toBeAskedAgain.fr}`,
        }),
      ]
    return tried(what, async () => [
      (await canAnybodyEnd(deployment, arn))
        ? fix(what, {
            en: `whoever opens the link in one of them ends them for all, as programs that scan mails do: ${toBeAskedAgain.en}, and ${confirm.en}`,
            fr: `qui ouvre leur lien, comme le fait un antivirus, y met fin pour tous\u00a0: ${toBeAskedAgain.fr}, et ${confirm.fr}`,
          })
        : ok(what, {
            en: 'confirmed, and no link in them can end them',
            fr: 'confirmés, et aucun lien n’y met fin',
          }),
    ])
  })
  return (await Promise.all(checks)).flat()
}

/** Says what the mails about alarms lack, since whoever gets one may have no more than a phone. */
export const checkRunbook = ({ settings }: Pick<Deployment, 'settings'>): readonly Check[] => {
  const lacking = lackingInMails(settings)
  return lacking === undefined ? [] : [remark({ en: 'Runbook', fr: 'Guide d’exploitation' }, lacking)]
}

/** Says whether the settings file here is what is deployed. Which of two copies is older, their contents don't tell. */
export const checkFile = ({ stage, outputOf }: Deployment, file: string | undefined): readonly Check[] => {
  const deployed = fileIn(outputOf)
  if (deployed === undefined || file === undefined) return []
  const what = { what: same(`settings/${stage}.json`), id: 'Settings file' }
  try {
    const isSame = isDeepStrictEqual(settingsIn(deployed, stage), settingsIn(file, stage))
    return [isSame ? ok(what, asDeployed) : remark(what, another(stage))]
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [remark(what, remedy({ en: "can't be deployed", fr: 'ne peut pas être déployé' }, error.said))]
  }
}

const another = (stage: string): Translated => ({
  en: `not as it is deployed: compare it with npm run ops -- settings --stage ${stage}`,
  fr: `diffère de ce qui est déployé\u00a0: comparez-le à npm run ops -- settings --stage ${stage}`,
})

export const checkVersion = ({ versions }: Pick<Deployment, 'versions'>): readonly Check[] =>
  versions === undefined ? [] : [remark(same('Version'), versions)]

const alarmMails: Translated = { en: 'Alarm e-mails', fr: 'Courriels d’alarme' }

const notInSettings: Translated = {
  en: 'subscribed, but not in settings: add it to alertEmails, or delete it in the SNS console',
  fr: 'abonné, mais absent des réglages\u00a0: ajoutez-le à alertEmails, ou supprimez-le dans la console SNS',
}

const confirm: Translated = {
  en: 'copy the link in the mail from AWS, without opening it, and paste it in the SNS console, Subscriptions, Confirm subscription (docs/deploy.md)',
  fr: 'copiez sans l’ouvrir le lien du courriel d’AWS, et collez-le dans la console SNS, Subscriptions, Confirm subscription (docs/deploy.fr.md)',
}

/** A template that hasn't changed is not deployed, so the address has to go in between. */
const toBeAskedAgain: Translated = {
  en: 'for a new mail, have an administrator remove the address from alertEmails, deploy, add it, deploy',
  fr: 'pour un nouveau courriel, faites retirer l’adresse d’alertEmails par un administrateur, déployer, la remettre, déployer',
}

const asRead = (address: string): string => address.toLowerCase()
