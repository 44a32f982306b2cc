import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda'
import { GetSMSAttributesCommand, GetSMSSandboxAccountStatusCommand } from '@aws-sdk/client-sns'
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts'

import { hasAwsLine } from '../../settings/carriers.ts'
import { monthlySpendLimitUsd } from '../../settings/policy.ts'
import { hasSimLine } from '../../shared/rules/policy.ts'
import type { Place } from '../deployment.ts'
import { readLimits } from '../phone-numbers.ts'
import { type Check, fix, ok, tried, verdict } from './check.ts'

/** What an account must have before a number can work in it, deployed or not. Throws when there is no account to ask. */
export const checkAccount = async (place: Place): Promise<readonly Check[]> => {
  const { Account: account } = await place.aws.sts.send(new GetCallerIdentityCommand({}))
  const ofAws = async () =>
    Promise.all([tried('End User Messaging', () => checkLimits(place)), tried('SNS', () => checkSns(place))])
  const parts = await Promise.all([
    hasAwsLine(place.settings) ? ofAws() : [],
    tried('Lambda concurrency', () => checkConcurrency(place)),
  ])
  return [ok('Credentials', `of account ${account}`), ...parts.flat(2)]
}

const checkLimits = async (place: Place): Promise<readonly Check[]> => {
  const { sandbox, monthlySpendLimitUsd: limit } = await readLimits(place)
  return [
    ok('Region', `${place.settings.region} offers SMS`),
    checkSandbox('SMS sandbox of End User Messaging', sandbox),
    checkLimit('Spend limit of End User Messaging', limit, place),
  ]
}

/** Replies go through SNS, which has a sandbox and a limit of its own; who never asked for more has 1 USD. */
const checkSns = async (place: Place): Promise<readonly Check[]> => {
  const { sns } = place.aws
  const { IsInSandbox } = await sns.send(new GetSMSSandboxAccountStatusCommand({}))
  const { attributes } = await sns.send(new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] }))
  return [
    checkSandbox('SMS sandbox of SNS', IsInSandbox !== false),
    checkLimit('Spend limit of SNS', Number(attributes?.['MonthlySpendLimit'] ?? 1), place),
  ]
}

const checkSandbox = (what: string, sandbox: boolean): Check =>
  sandbox
    ? fix(what, 'texts to strangers are dropped: ask AWS to leave it (End User Messaging console, a day or two)')
    : ok(what, 'left')

const checkLimit = (what: string, limit: number, { settings }: Place): Check => {
  const needed = monthlySpendLimitUsd(settings)
  return limit >= needed
    ? ok(what, `${limit} USD a month, of which the budgets can use ${needed}`)
    : fix(what, `${limit} USD a month, but the budgets allow ${needed}: ask AWS support for more, or lower the budgets`)
}

/** Both functions at their most: five processes that decide, two that send. */
const processes = 7

/** And two of the webhook, which httpSMS alone should call; what settings reserve for it is taken from nobody else. */
const webhookProcesses = 2

const checkConcurrency = async (place: Place): Promise<readonly Check[]> => {
  const { AccountLimit } = await place.aws.lambda.send(new GetAccountSettingsCommand({}))
  const free = AccountLimit?.UnreservedConcurrentExecutions ?? 0
  const isOpen = hasSimLine(place.settings) && place.settings.httpSms.webhookConcurrency === undefined
  const needed = processes + (isOpen ? webhookProcesses : 0)
  return [
    verdict(
      'Lambda concurrency',
      free >= needed,
      `${free}, of which ${needed} are needed${isOpen ? floodable : ''}`,
      `${free}, but ${needed} are needed: ask for more (Service Quotas, Concurrent executions)`,
    ),
  ]
}

const floodable =
  '; a flood of requests to the webhook can use up all of it, unless httpSms.webhookConcurrency bounds that'
