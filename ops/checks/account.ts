import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'

import { readLimits } from '../../carriers/aws/ops/phone-numbers.ts'
import { hasAwsLine, hasOnlySimulators } from '../../carriers/aws/settings/lines.ts'
import { operationsOf } from '../../carriers/ops.ts'
import { monthlySpendLimitUsd } from '../../settings/config.ts'
import { eventSources } from '../../shared/rules/timing.ts'
import type { StageAccess } from '../deployment.ts'
import { type Check, fix, ok, tried, verdict } from './check.ts'

/** Checks what an account needs before a number can work in it, deployed or not. Throws if AWS can't say which account it is. */
export const checkAccount = async (access: StageAccess): Promise<readonly Check[]> => {
  const { Account: account } = await access.aws.sts.send(new GetCallerIdentityCommand({}))
  const parts = await Promise.all([
    hasAwsLine(access.settings) ? tried('End User Messaging', () => checkLimits(access)) : [],
    tried('Lambda concurrency', () => checkConcurrency(access)),
  ])
  return [ok('Credentials', `of account ${account}`), ...parts.flat()]
}

const checkLimits = async (access: StageAccess): Promise<readonly Check[]> => {
  const { sandbox, monthlySpendLimitUsd: limit } = await readLimits(access)
  return [
    ok('Region', `${access.settings.region} offers SMS`),
    checkSandbox(sandbox, access),
    checkSpendLimit(limit, access),
  ]
}

const enough = 'enough for simulator numbers'

const checkSandbox = (sandbox: boolean, { settings }: StageAccess): Check => {
  const what = 'SMS sandbox'
  if (!sandbox) return ok(what, 'left')
  return hasOnlySimulators(settings)
    ? ok(what, `not left: ${enough}`)
    : fix(
        what,
        `AWS refuses texts to strangers: ask AWS to leave it in ${settings.region} (Support Center, Service Quotas, SMS Production Access; allow a few days)`,
      )
}

const checkSpendLimit = (limit: number, { settings }: StageAccess): Check => {
  const what = 'Spend limit'
  const needed = monthlySpendLimitUsd(settings)
  if (limit >= needed) return ok(what, `${limit} USD a month, of which the budgets can use ${needed}`)
  return hasOnlySimulators(settings)
    ? ok(what, `${limit} USD a month: ${enough}`)
    : fix(what, `${limit} USD a month, but the budgets allow ${needed}: ask AWS support for more, or lower the budgets`)
}

/** The maximum concurrency of both functions. */
const processes = eventSources.receiveSms.maxConcurrency + eventSources.sendReply.maxConcurrency

const checkConcurrency = async (access: StageAccess): Promise<readonly Check[]> => {
  const { AccountLimit } = await access.aws.lambda.send(new GetAccountSettingsCommand({}))
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0
  const own = operationsOf(access).map(({ concurrency }) => concurrency(access))
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
