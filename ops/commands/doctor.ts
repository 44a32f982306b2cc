import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { Command } from '@commander-js/extra-typings'
import { Refusal } from '../../settings/refusal.ts'
import { eventSources } from '../../shared/rules/timing.ts'
import { type Operations, operationsOf } from '../carrier.ts'
import { checkAttributes } from '../checks/attributes.ts'
import { checkCancellations } from '../checks/cancellations.ts'
import { type Check, fix, ok, tried, verdict } from '../checks/check.ts'
import { checkEventSources } from '../checks/event-sources.ts'
import { checkHeartbeat } from '../checks/heartbeat.ts'
import { checkPolicies } from '../checks/policies.ts'
import {
  checkAlarms,
  checkAlertMails,
  checkFile,
  checkKey,
  checkPepper,
  checkRunbook,
  checkTable,
  checkTrial,
  checkVersion,
} from '../checks/stack.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment, StageAccess } from '../deployment.ts'
import { asJson, readShared } from '../share.ts'
import type { FutureStage } from '../stage.ts'
import { counted, momentOf, table } from '../words.ts'

export const doctorCommand = (context: CommandContext, operations: Operations) =>
  new Command('doctor')
    .description(
      'checks an account and its numbers, before and after it is deployed to; each line passes or says what to do',
    )
    .option('--share', 'print what an issue may say instead: no number, address, ARN or name is in it')
    .action(async ({ share = false }) => {
      const access = await context.access()
      const checks = await examine(access, operations, context)
      if (share) return context.report(await readShared(access, checks, context.machine), asJson)
      context.report(checks, print)
      const lacking = whatIsLacking(checks)
      if (lacking !== '') throw new Refusal(`${lacking}.`)
    })

const whatIsLacking = (checks: readonly Check[]): string => {
  const inState = (wanted: Check['state']) => checks.filter(({ state }) => state === wanted).length
  const [toDo, unchecked] = [inState('fix'), inState('unknown')]
  return [
    ...(toDo === 0 ? [] : [`${counted(toDo, 'line needs', 'lines need')} something done`]),
    ...(unchecked === 0 ? [] : [`${counted(unchecked, 'line', 'lines')} could not be checked`]),
  ].join(', and ')
}

type Stage = Deployment | FutureStage
type Context = Pick<CommandContext, 'file' | 'tell'>

export const examine = async (access: Stage, operations: Operations, context: Context): Promise<readonly Check[]> => {
  const parts = await Promise.all([
    checkAccount(access, operations),
    'notDeployed' in access ? examineBeforehand(access, operations) : examineStack(access, operations, context),
  ])
  return parts.flat()
}

/** Checks what an account needs, deployed to or not. Throws if AWS can't say which account it is. */
export const checkAccount = async (access: StageAccess, operations: Operations): Promise<readonly Check[]> => {
  const { Account: account } = await access.aws.sts.send(new GetCallerIdentityCommand({}))
  const parts = await Promise.all([
    ...operationsOf(operations, access).flatMap(({ checksOfAccount }) => checksOfAccount?.(access) ?? []),
    tried('Lambda concurrency', () => checkConcurrency(access, operations)),
  ])
  return [ok('Credentials', `of account ${account}`), ...parts.flat()]
}

const processes = eventSources.receiveSms.maxConcurrency + eventSources.sendReply.maxConcurrency

const checkConcurrency = async (access: StageAccess, operations: Operations): Promise<readonly Check[]> => {
  const { AccountLimit } = await access.aws.lambda.send(new GetAccountSettingsCommand({}))
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0
  const own = operationsOf(operations, access).flatMap(({ concurrency }) => concurrency?.(access) ?? [])
  const needed = own.reduce((sum, { processes }) => sum + processes, processes)
  return [
    verdict(
      'Lambda concurrency',
      free >= needed,
      `${free}, of which ${needed} are needed${own.map(({ remark }) => remark).join('')}`,
      `${free}, but ${needed} are needed: ask for more (Service Quotas, Concurrent executions)`,
    ),
  ]
}

const examineBeforehand = async (access: FutureStage, operations: Operations): Promise<readonly Check[]> => {
  const parts = await Promise.all(
    operationsOf(operations, access).flatMap(({ checksBeforehand }) => checksBeforehand?.(access) ?? []),
  )
  return [...parts.flat(), fix('Stack', access.notDeployed.message)]
}

const examineStack = async (deployment: Deployment, operations: Operations, { file, tell }: Context) => {
  const parts = await Promise.all([
    ...operationsOf(operations, deployment).flatMap(({ checks }) => checks(deployment, tell)),
    tried('Key policy', () => checkKey(deployment)),
    tried('Policies', () => checkPolicies(deployment)),
    tried('Table', () => checkTable(deployment)),
    tried('Pepper', () => checkPepper(deployment)),
    tried('Cancellations', () => checkCancellations(deployment)),
    tried('Attributes', () => checkAttributes(deployment)),
    ...checkEventSources(deployment),
    tried('Heartbeat', () => checkHeartbeat(deployment, operations)),
    tried('Alarm e-mails', () => checkAlertMails(deployment)),
    tried('Alarms', () => checkAlarms(deployment)),
    tried('Trial of an alarm', () => checkTrial(deployment)),
    checkRunbook(deployment),
    checkFile(deployment, file()),
    checkVersion(deployment),
  ])
  return [ok('Stack', `deployed ${momentOf(deployment.deployedAt)}`), ...parts.flat()]
}

const signs = { ok: 'ok', fix: 'FIX', unknown: '?', remark: 'NB' } as const

const print = (checks: readonly Check[]): string =>
  table(checks.map(({ what, state, say }) => [`${signs[state].padEnd(4)}${what}`, say]))
