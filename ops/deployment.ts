import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import type { Translated } from '../settings/values.ts'
import { addressOf } from '../shared/rules/carriers.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import type { Clients } from './clients.ts'
import type { Machine } from './machine.ts'

/** A stage in a region, clients for the account of the caller's credentials, and some of the machine. */
export type Place = Pick<Machine, 'localEndpoint' | 'variable' | 'download' | 'now' | 'wait'> & {
  readonly stage: string
  readonly local: boolean
  readonly region: string
  readonly stackName: string
  readonly command: string
  readonly aws: Clients
}

/** A stack as CloudFormation describes it, perhaps of another version, with other outputs and settings. */
export type DeployedStack = Place & {
  readonly outputOf: (name: string) => string | undefined
  readonly status: string
  readonly isProtected: boolean
  /** When it was last updated, or created if it never was. */
  readonly deployedAt: number
}

/** A stage with its settings: those that are deployed or, before that, those of its file. */
export type StageAccess = Place & { readonly settings: Settings }

/** A deployed stage, with the outputs of its stack. */
export type Deployment = DeployedStack &
  StageAccess & {
    readonly outputs: Outputs
    readonly lineNumbers: readonly string[]
    /** Of what versions the stack and these commands are, in one sentence. Undefined if they are of the same. */
    readonly versions: Translated | undefined
  }

const outputNames = [
  'InboundTopicArn',
  'TableName',
  'InboundQueueUrl',
  'RepliesQueueUrl',
  'InboundDeadLettersUrl',
  'SubscriptionDeadLettersUrl',
  'RepliesDeadLettersUrl',
  'ReceiveSmsFunctionName',
  'SendReplyFunctionName',
  'ReceiveSmsLogGroupName',
  'SendReplyLogGroupName',
  'ReceiveSmsSourceId',
  'SendReplySourceId',
  'PepperSecretArn',
  'LookupLogGroupName',
  'AlertTopicArn',
  'AlarmNames',
  'KeyLogicalId',
  'LineNumbers',
] as const

type Outputs = Readonly<Record<(typeof outputNames)[number], string>>

/** Thrown when the stage has no stack in its region of this account. */
export class NotDeployed extends Refusal {}

/** Finds the stack of a stage. Throws `NotDeployed` if there is none. */
export const findStack = async (place: Place): Promise<DeployedStack> => {
  const stack = await describeStack(place)
  if (stack === undefined) throw new NotDeployed(whereTo(place))
  return stack
}

const describeStack = async (place: Place): Promise<DeployedStack | undefined> => {
  const wanted = new DescribeStacksCommand({ StackName: place.stackName })
  const found = await place.aws.cloudFormation.send(wanted).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ValidationError') return undefined
    throw error
  })
  const [stack] = found?.Stacks ?? []
  // A first deployment is prepared as a stack that has nothing yet.
  if (stack === undefined || stack.StackStatus === 'REVIEW_IN_PROGRESS') return undefined
  const given = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
  const { StackStatus: status = '', EnableTerminationProtection: isProtected = false } = stack
  const { CreationTime = new Date(0), LastUpdatedTime = CreationTime } = stack
  return { ...place, outputOf: (name) => given.get(name), status, isProtected, deployedAt: LastUpdatedTime.getTime() }
}

const whereTo = ({ stage, local, stackName, region }: Place): Translated =>
  local
    ? {
        en: `npm start does not run the stage ${stage}: add --stage with the one that it runs, or end it and npm start -- --stage ${stage}.`,
        fr: `npm start ne fait pas tourner l’environnement ${stage}\u00a0: ajoutez --stage avec celui qui tourne, ou arrêtez-le, puis npm start -- --stage ${stage}.`,
      }
    : {
        en: `There is no stack ${stackName} in ${region} of this account: deploy it with npx cdk deploy -c stage=${stage}, or see that your credentials are of the right account, and add --region if it lies elsewhere, where it stays when settings change theirs.`,
        fr: `Il n’y a pas de pile ${stackName} en ${region} dans ce compte\u00a0: déployez-la avec npx cdk deploy -c stage=${stage}, ou voyez si vos identifiants sont du bon compte, et ajoutez --region si elle est ailleurs, où elle reste quand les réglages changent de région.`,
      }

/** The output by which sending is stopped. Throws a `Refusal` if the stack has none. */
export const sendReplySourceIdOf = ({ stackName, outputOf, status }: DeployedStack): string => {
  const id = outputOf('SendReplySourceId')
  if (id === undefined)
    throw new Refusal({
      en: `The stack ${stackName}, which is ${status}, has no output SendReplySourceId.`,
      fr: `La pile ${stackName}, à l’état ${status}, n’a pas de sortie SendReplySourceId.`,
    })
  return id
}

/** Completes a stack with its settings. Throws a `Refusal` if these commands need outputs that it lacks. */
export const openDeployment = (stack: DeployedStack, settings: Settings, version: string): Deployment => {
  const { stackName, outputOf, status, isProtected, region } = stack
  const missing = outputNames.find((name) => outputOf(name) === undefined)
  if (missing !== undefined && !/^(CREATE|UPDATE|IMPORT)_.*COMPLETE/.test(status)) {
    const which = `--region ${region} --stack-name ${stackName}`
    const remove = `aws cloudformation update-termination-protection ${which} --no-enable-termination-protection\naws cloudformation delete-stack ${which}`
    const [first, dAbord] = isProtected
      ? [
          `, and before the next, what is left has to go:\n${remove}`,
          `, et avant le prochain, ce qui reste doit partir\u00a0:\n${remove}`,
        ]
      : ['.', '.']
    throw new Refusal({
      en: `The stack ${stackName} is ${status}: no deployment of it has succeeded (docs/deploy.md)${first}`,
      fr: `La pile ${stackName} est à l’état ${status}\u00a0: aucun déploiement n’a réussi (docs/deploy.fr.md)${dAbord}`,
    })
  }
  if (missing !== undefined) throw new Refusal(lacking(stack, missing))
  const outputs = Object.fromEntries(outputNames.map((name) => [name, outputOf(name)])) as Outputs
  return {
    ...stack,
    settings,
    outputs,
    lineNumbers: outputs.LineNumbers.split(' '),
    versions: versionsOf(stack, version),
  }
}

const lacking = (stack: Pick<DeployedStack, 'stackName' | 'stage'>, output: string): Translated => ({
  en: `The stack ${stack.stackName} has no output ${output}: ${redeploy(stack).en}, or use another version.`,
  fr: `La pile ${stack.stackName} n’a pas de sortie ${output}\u00a0: ${redeploy(stack).fr}, ou prenez une autre version.`,
})

/** Undefined if the stack is of this version. Which one is newer can't be told. */
export const versionsOf = ({ outputOf }: Pick<DeployedStack, 'outputOf'>, version: string): Translated | undefined => {
  const deployed = outputOf('Version')
  return deployed === version
    ? undefined
    : {
        en: `deployed by ${deployed ?? 'an older one'}, while these commands are ${version}`,
        fr: `déployé par ${deployed ?? 'une plus ancienne'}, alors que ces commandes sont en ${version}`,
      }
}

/** What is shown of a stack while it is being changed, or after that has failed; without its name, as to be shared. */
export const remarkOn = ({ status }: DeployedStack): Translated | undefined => {
  const before = { en: 'what you see is what was deployed before that', fr: 'vous voyez ce qui l’était avant' }
  if (/^UPDATE_(ROLLBACK|FAILED)/.test(status))
    return {
      en: `The last deployment failed (${status}): ${before.en}.`,
      fr: `Le dernier déploiement a échoué (${status})\u00a0: ${before.fr}.`,
    }
  if (status !== 'UPDATE_IN_PROGRESS') return undefined
  return { en: `It is just being deployed: ${before.en}.`, fr: `Un déploiement est en cours\u00a0: ${before.fr}.` }
}

type Line = Settings['lines'][number]

/** The deployed lines, with the carrier, the language and the texts that settings have for them. */
export const deployedLinesOf = ({ settings, lineNumbers }: Pick<Deployment, 'settings' | 'lineNumbers'>) =>
  lineNumbers.flatMap((number, i) => {
    // Settings have no number for a line that the stack buys, so it is found by its position.
    const hasNumber = (one: Line) => one.number !== undefined && addressOf(one, one.number) === number
    const line = settings.lines.find(hasNumber) ?? settings.lines[i]
    return line === undefined ? [] : [{ number, carrier: line.carrier, language: line.language, texts: line.texts }]
  })

export const attachCommandFor = (line: string, { local, stage }: Pick<StageAccess, 'local' | 'stage'>): string =>
  `npm run ops -- attach ${line} ${local ? '--local ' : ''}--stage ${stage}`

export const redeploy = ({ stage }: Pick<StageAccess, 'stage'>): Translated => ({
  en: `deploy it again with npx cdk deploy -c stage=${stage}`,
  fr: `redéployez avec npx cdk deploy -c stage=${stage}`,
})

/** Outputs that only a stack with lines of a carrier has. Throws a `Refusal` if one is missing. */
export const outputsOf = <Key extends string>(
  { stackName, stage, outputOf }: Pick<DeployedStack, 'stackName' | 'stage' | 'outputOf'>,
  names: Readonly<Record<Key, string>>,
): Readonly<Record<Key, string>> => {
  const found = Object.entries<string>(names).map(([key, name]) => {
    const value = outputOf(name)
    if (value === undefined) throw new Refusal(lacking({ stackName, stage }, name))
    return [key, value]
  })
  return Object.fromEntries(found)
}

/**
 * What a change set by the deployed template puts back, without a copy of the project, which may be an older one. It
 * sees no change of what has no drift: event source mappings, subscriptions, policies of topics and queues
 * (CloudFormation guide, drift-aware change sets; read 2026-12-01; we have not tried it). Checks of these print a line.
 */
export const undoByHand: Translated = {
  en: 'have an administrator put it back, by docs/runbook.md#put-back',
  fr: 'faites-le remettre en place par un administrateur, selon docs/runbook.fr.md#remettre-en-place',
}

/** Tells who may run a command that changes what was deployed. */
export const forAdministrator = (command: string): Translated => ({
  en: `have an administrator run ${command}`,
  fr: `faites lancer par un administrateur ${command}`,
})

/** What to do after what is wrong. */
export const remedy = (wrong: Translated, what: Translated): Translated => ({
  en: `${wrong.en}: ${what.en}`,
  fr: `${wrong.fr}\u00a0: ${what.fr}`,
})

/** The table, as the stores of functions use it. */
export const tableOf = ({ aws, outputs }: Pick<Deployment, 'aws' | 'outputs'>) =>
  createDynamoTable(aws.dynamodb, outputs.TableName)
