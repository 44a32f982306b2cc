import { paginateDescribeAccountAttributes, paginateDescribeSpendLimits } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { awsWordsFor } from '../../../ops/aws-reasons.ts'
import type { CarrierOperations } from '../../../ops/carrier.ts'
import { type Check, fix, ok, remark, tried } from '../../../ops/checks/check.ts'
import type { StageAccess } from '../../../ops/deployment.ts'
import { monthlySpendLimitUsd } from '../../../settings/config.ts'
import { awsNumberIn } from '../../../settings/countries/countries.ts'
import { hasOnlySimulators } from '../settings.ts'
import { attachNumber } from './attach.ts'
import { checkDelivery } from './checks.ts'
import { checkDryRuns } from './dry-runs.ts'
import { checkFutureLines, checkLines } from './numbers.ts'
import { checkPrice } from './price.ts'
import { simulators } from './rehearsal.ts'

export const awsOperations: CarrierOperations = {
  wordsFor: awsWordsFor,
  attach: attachNumber,
  checksOfAccount: (access) => [tried('End User Messaging', () => checkLimits(access))],
  checksBeforehand: (access) => [tried('Lines', () => checkFutureLines(access))],
  checks: (deployment, tell) => [
    tried('Lines', () => checkLines(deployment)),
    tried('Dry runs', () => checkDryRuns(deployment, tell)),
    tried('Delivery reports', () => checkDelivery(deployment)),
  ],
  simulators,
}

/** Checks whether the account may text strangers, and as many of them as the budgets allow. */
const checkLimits = async (access: StageAccess): Promise<readonly Check[]> => {
  const { sandbox, monthlySpendLimitUsd: limit } = await readLimits(access)
  return [
    ok('Region', `${access.settings.region} offers SMS`),
    checkSandbox(sandbox, access),
    checkSpendLimit(limit, access),
    ...(await checkPrice(access)),
    ...remarksOn(access.settings.countries),
  ]
}

/** What is said of sending in these countries, and what nobody knows. */
const remarksOn = (countries: readonly string[]): readonly Check[] =>
  countries.flatMap((country) => awsNumberIn(country)?.remark?.en ?? []).map((say) => remark('Sending', say))

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

const readLimits = async ({ aws }: Pick<StageAccess, 'aws'>) => {
  const client = aws.endUserMessaging
  const [attributes, limits] = await Promise.all([
    Array.fromAsync(paginateDescribeAccountAttributes({ client }, {})),
    Array.fromAsync(paginateDescribeSpendLimits({ client }, {})),
  ])
  const tier = attributes
    .flatMap(({ AccountAttributes = [] }) => AccountAttributes)
    .find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value
  const texts = limits
    .flatMap(({ SpendLimits = [] }) => SpendLimits)
    .find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
  // The limit is what AWS allows, or less if the account has chosen so.
  const limit = texts?.Overridden === true ? texts.EnforcedLimit : texts?.MaxLimit
  return { sandbox: tier !== 'PRODUCTION', monthlySpendLimitUsd: limit ?? 0 }
}
