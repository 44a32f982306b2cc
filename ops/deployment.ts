import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DescribeTableCommand, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import { addressOf } from '../shared/rules/carriers.ts'
import type { Clients } from './clients.ts'
import type { Machine } from './machine.ts'

/** What a command works on: a stage, its settings, clients for the account of the caller's credentials, and some of the machine. */
export type StageAccess = Pick<Machine, 'localEndpoint' | 'variable' | 'now' | 'wait'> & {
  readonly stage: string
  /** Whether `npm start` runs the stage on this machine. */
  readonly local: boolean
  readonly stackName: string
  /** The name of the command that runs. */
  readonly command: string
  readonly settings: Settings
  readonly aws: Clients
}

/** A deployed stage, with the outputs of its stack. */
export type Deployment = StageAccess & {
  readonly outputs: Outputs
  /**
   * Reads an output that not every stack has. A line that is in settings but not deployed yet must not prevent commands on the other lines.
   */
  readonly outputOf: (name: string) => string | undefined
  /** The addresses of the lines, in the order of settings. */
  readonly lineNumbers: readonly string[]
  readonly deployedAt: number
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
  'KeyLogicalId',
  'LineNumbers',
] as const

type Outputs = Readonly<Record<(typeof outputNames)[number], string>>

/** Thrown when the stage has no stack in its region of this account. */
export class NotDeployed extends Refusal {}

/** Finds the stack of a stage. Throws `NotDeployed` if there is none, or a `Refusal` if it is older than this command line. */
export const openDeployment = async (access: StageAccess): Promise<Deployment> => {
  const stack = await describeStack(access)
  const given = new Map(stack.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
  const missing = outputNames.find((name) => given.get(name) === undefined)
  if (missing !== undefined)
    throw new Refusal(
      `The stack ${access.stackName} has no output ${missing}, so it is older than this command line: ${redeploy(access)}.`,
    )
  const outputs = Object.fromEntries(outputNames.map((name) => [name, given.get(name)])) as Outputs
  const deployedAt = (stack.LastUpdatedTime ?? stack.CreationTime ?? new Date(0)).getTime()
  const lineNumbers = outputs.LineNumbers.split(' ')
  const outputOf = (name: string) => given.get(name)
  return { ...access, outputs, outputOf, lineNumbers, deployedAt }
}

const describeStack = async (access: StageAccess) => {
  const { aws, stackName } = access
  const wanted = new DescribeStacksCommand({ StackName: stackName })
  const found = await aws.cloudFormation.send(wanted).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'ValidationError') return undefined
    throw error
  })
  const [stack] = found?.Stacks ?? []
  if (stack === undefined) throw new NotDeployed(whereTo(access))
  return stack
}

const whereTo = ({ stage, local, stackName, settings }: StageAccess): string =>
  local
    ? `npm start does not run the stage ${stage}: add --stage with the one that it runs, or end it and npm start -- --stage ${stage}.`
    : `There is no stack ${stackName} in ${settings.region} of this account: deploy it with npx cdk deploy -c stage=${stage}, or see that settings/${stage}.json names the right region and your credentials the right account.`

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

export const redeploy = ({ stage }: Pick<StageAccess, 'stage'>): string =>
  `deploy it again with npx cdk deploy -c stage=${stage}`

/** Outputs that not every stack has, under names of the caller's. Undefined if one of them is missing. */
export const outputsOf = <Key extends string>(
  { outputOf }: Pick<Deployment, 'outputOf'>,
  names: Readonly<Record<Key, string>>,
): Readonly<Record<Key, string>> | undefined => {
  const found = Object.entries<string>(names).map(([key, name]) => [key, outputOf(name)])
  return found.some(([, value]) => !value) ? undefined : Object.fromEntries(found)
}

/** The advice for a stack that was not yet deployed with `lines` in its settings, such as "lines on WhatsApp". */
export const deployFirst = (access: Pick<StageAccess, 'stackName' | 'stage'>, lines: string): string =>
  `The stack ${access.stackName} is older than the ${lines} in its settings: ${redeploy(access)}.`

/** CloudFormation leaves what was changed by hand as it is when a template is deployed that has not changed (CDK's reference, cdk deploy). */
export const undoByHand = ({ stage }: Pick<StageAccess, 'stage'>): string =>
  `put it back with npx cdk deploy --revert-drift -c stage=${stage}`

type TableAccess = Pick<Deployment, 'aws' | 'outputs'>

export const isTableProtected = async ({ aws, outputs }: TableAccess): Promise<boolean> => {
  const { Table } = await aws.dynamodb.send(new DescribeTableCommand({ TableName: outputs.TableName }))
  return Table?.DeletionProtectionEnabled === true
}

/**
 * Protects the table from deletion, because it remembers who must never be texted again. The template doesn't protect it, because
 * CloudFormation could then not clean up after a failed first deployment.
 */
export const protectTable = async (deployment: TableAccess): Promise<void> => {
  if (await isTableProtected(deployment)) return
  const { aws, outputs } = deployment
  await aws.dynamodb.send(new UpdateTableCommand({ TableName: outputs.TableName, DeletionProtectionEnabled: true }))
}
