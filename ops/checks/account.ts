import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'
import { eventSources } from '../../shared/rules/timing.ts'
import { type Operations, operationsOf } from '../carrier.ts'
import type { StageAccess } from '../deployment.ts'
import { type Check, ok, tried, verdict } from './check.ts'

/** Checks what an account needs before a number can work in it, deployed or not. Throws if AWS can't say which account it is. */
export const checkAccount = async (access: StageAccess, operations: Operations): Promise<readonly Check[]> => {
  const { Account: account } = await access.aws.sts.send(new GetCallerIdentityCommand({}))
  const parts = await Promise.all([
    ...operationsOf(operations, access).flatMap(({ checksOfAccount }) => checksOfAccount?.(access) ?? []),
    tried('Lambda concurrency', () => checkConcurrency(access, operations)),
  ])
  return [ok('Credentials', `of account ${account}`), ...parts.flat()]
}

/** The maximum concurrency of both functions. */
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
