import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { Command } from '@commander-js/extra-typings'
import { Refusal } from '../../settings/refusal.ts'
import type { Translated } from '../../settings/values.ts'
import { eventSources } from '../../shared/rules/timing.ts'
import { type Operations, operationsOf } from '../carrier.ts'
import { checkAttributes } from '../checks/attributes.ts'
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
  checkVersion,
} from '../checks/stack.ts'
import type { CommandContext } from '../command-context.ts'
import type { Deployment, StageAccess } from '../deployment.ts'
import { asJson, readShared } from '../share.ts'
import type { FutureStage } from '../stage.ts'
import { inEach, joined, momentOf, same, table } from '../words.ts'

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
      const [toDo, unchecked] = (['fix', 'unknown'] as const).map((wanted) => countIn(wanted, checks))
      if (toDo === 0 && unchecked === 0) return
      throw new Refusal({
        en: `To be done: ${toDo}; could not be checked: ${unchecked}.`,
        fr: `À faire\u00a0: ${toDo}\u202f; pas vérifié\u00a0: ${unchecked}.`,
      })
    })

const countIn = (wanted: Check['state'], checks: readonly Check[]): number =>
  checks.filter(({ state }) => state === wanted).length

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
    tried(concurrency, () => checkConcurrency(access, operations)),
  ])
  return [ok(credentials, { en: `of account ${account}`, fr: `du compte ${account}` }), ...parts.flat()]
}

const credentials: Translated = { en: 'Credentials', fr: 'Identifiants' }
const concurrency: Translated = { en: 'Lambda concurrency', fr: 'Exécutions de Lambda' }

const processes = eventSources.receiveSms.maxConcurrency + eventSources.sendReply.maxConcurrency

const checkConcurrency = async (access: StageAccess, operations: Operations): Promise<readonly Check[]> => {
  const { AccountLimit } = await access.aws.lambda.send(new GetAccountSettingsCommand({}))
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0
  const own = operationsOf(operations, access).flatMap(({ concurrency }) => concurrency?.(access) ?? [])
  const needed = own.reduce((sum, { processes }) => sum + processes, processes)
  return [
    verdict(
      concurrency,
      free >= needed,
      joined([
        { en: `${free}, of which ${needed} are needed`, fr: `${free}, dont ${needed} nécessaires` },
        ...own.flatMap(({ remark }) => remark ?? []),
      ]),
      {
        en: `${free}, but ${needed} are needed: ask for more (Service Quotas, Concurrent executions)`,
        fr: `${free}, mais il en faut ${needed}\u00a0: demandez-en plus (Service Quotas, Concurrent executions)`,
      },
    ),
  ]
}

const examineBeforehand = async (access: FutureStage, operations: Operations): Promise<readonly Check[]> => {
  const parts = await Promise.all(
    operationsOf(operations, access).flatMap(({ checksBeforehand }) => checksBeforehand?.(access) ?? []),
  )
  return [...parts.flat(), fix(stackWord, access.notDeployed.said)]
}

const examineStack = async (deployment: Deployment, operations: Operations, { file, tell }: Context) => {
  const parts = await Promise.all([
    ...operationsOf(operations, deployment).flatMap(({ checks }) => checks(deployment, tell)),
    tried({ en: 'Key policy', fr: 'Politique de la clé' }, () => checkKey(deployment)),
    tried({ en: 'Policies', fr: 'Politiques' }, () => checkPolicies(deployment)),
    tried(same('Table'), () => checkTable(deployment)),
    tried(same('Pepper'), () => checkPepper(deployment)),
    tried({ en: 'Attributes', fr: 'Attributs' }, () => checkAttributes(deployment)),
    ...checkEventSources(deployment),
    tried({ en: 'Heartbeat', fr: 'Battement' }, () => checkHeartbeat(deployment, operations)),
    tried({ en: 'Alarm e-mails', fr: 'Courriels d’alarme' }, () => checkAlertMails(deployment)),
    tried({ en: 'Alarms', fr: 'Alarmes' }, () => checkAlarms(deployment)),
    checkRunbook(deployment),
    checkFile(deployment, file()),
    checkVersion(deployment),
  ])
  return [
    ok(stackWord, {
      en: `deployed ${momentOf(deployment.deployedAt)}`,
      fr: `déployée le ${momentOf(deployment.deployedAt)}`,
    }),
    ...parts.flat(),
  ]
}

const stackWord: Translated = { en: 'Stack', fr: 'Pile' }

const signs = {
  en: { ok: 'ok  ', fix: 'FIX ', unknown: '?   ', remark: 'NB  ' },
  fr: { ok: 'ok       ', fix: 'À FAIRE  ', unknown: '?        ', remark: 'NB       ' },
}

const print = (checks: readonly Check[]): Translated =>
  inEach((language) =>
    table(checks.map(({ what, state, say }) => [`${signs[language][state]}${what[language]}`, say[language]])),
  )
