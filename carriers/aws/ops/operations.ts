import { paginateDescribeAccountAttributes, paginateDescribeSpendLimits } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { awsWordsFor } from '../../../ops/aws-reasons.ts'
import type { CarrierOperations } from '../../../ops/carrier.ts'
import { type Check, fix, ok, remark, tried } from '../../../ops/checks/check.ts'
import type { StageAccess } from '../../../ops/deployment.ts'
import { same } from '../../../ops/words.ts'
import { monthlySpendLimitUsd } from '../../../settings/config.ts'
import { awsNumberIn } from '../../../settings/countries/countries.ts'
import type { Translated } from '../../../settings/values.ts'
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
  checksOfAccount: (access) => [tried(same('End User Messaging'), () => checkLimits(access))],
  checksBeforehand: (access) => [tried({ en: 'Lines', fr: 'Lignes' }, () => checkFutureLines(access))],
  checks: (deployment, tell) => [
    tried({ en: 'Lines', fr: 'Lignes' }, () => checkLines(deployment)),
    tried({ en: 'Dry runs', fr: 'Envois à blanc' }, () => checkDryRuns(deployment, tell)),
    tried({ en: 'Delivery reports', fr: 'Rapports de livraison' }, () => checkDelivery(deployment)),
  ],
  simulators,
}

/** Checks whether the account may text strangers, and as many of them as the budgets allow. */
const checkLimits = async (access: StageAccess): Promise<readonly Check[]> => {
  const { sandbox, monthlySpendLimitUsd: limit } = await readLimits(access)
  return [
    ok(
      { en: 'Region', fr: 'Région' },
      { en: `${access.settings.region} offers SMS`, fr: `${access.settings.region} propose les SMS` },
    ),
    checkSandbox(sandbox, access),
    checkSpendLimit(limit, access),
    ...(await checkPrice(access)),
    ...remarksOn(access.settings.countries),
  ]
}

/** What is said of sending in these countries, and what nobody knows. */
const remarksOn = (countries: readonly string[]): readonly Check[] =>
  countries
    .flatMap((country) => awsNumberIn(country)?.remark ?? [])
    .map((say) => remark({ en: 'Sending', fr: 'Envoi' }, say))

const enough: Translated = { en: 'enough for simulator numbers', fr: 'assez pour des simulateurs' }

const checkSandbox = (sandbox: boolean, { settings }: StageAccess): Check => {
  const what = { en: 'SMS sandbox', fr: 'Bac à sable des SMS' }
  if (!sandbox) return ok(what, { en: 'left', fr: 'quitté' })
  return hasOnlySimulators(settings)
    ? ok(what, { en: `not left: ${enough.en}`, fr: `pas quitté\u00a0: ${enough.fr}` })
    : fix(what, {
        en: `AWS refuses texts to strangers: ask AWS to leave it in ${settings.region} (Support Center, Service Quotas, SMS Production Access; allow a few days)`,
        fr: `AWS refuse les SMS à des inconnus\u00a0: demandez-lui d’en sortir dans ${settings.region} (Support Center, Service Quotas, SMS Production Access\u00a0; comptez quelques jours)`,
      })
}

const checkSpendLimit = (limit: number, { settings }: StageAccess): Check => {
  const what = { en: 'Spend limit', fr: 'Limite de dépense' }
  const needed = monthlySpendLimitUsd(settings)
  if (limit >= needed)
    return ok(what, {
      en: `${limit} USD a month, of which the budgets can use ${needed}`,
      fr: `${limit} USD par mois, dont les budgets peuvent dépenser ${needed}`,
    })
  return hasOnlySimulators(settings)
    ? ok(what, { en: `${limit} USD a month: ${enough.en}`, fr: `${limit} USD par mois\u00a0: ${enough.fr}` })
    : fix(what, {
        en: `${limit} USD a month, but the budgets allow ${needed}: ask AWS support for more, or lower the budgets`,
        fr: `${limit} USD par mois, mais les budgets en permettent ${needed}\u00a0: demandez plus au support d’AWS, ou baissez les budgets`,
      })
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
