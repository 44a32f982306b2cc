import { newAccount } from '../../emulator/index.ts'
import type { LocalCarrier } from '../../local/carrier.ts'
import { awsNumbersOf, hasOnlySimulators, phoneNumberIdsOf } from './settings.ts'
import { simulatorNumbers } from './simulator-numbers.ts'

export const awsLocal: LocalCarrier = {
  account: (settings, areAttached) => ({
    // A stage with simulator numbers only gets the sandbox of a new account, because that is enough for them.
    ...(hasOnlySimulators(settings) && { tier: newAccount.tier, spendLimitUsd: newAccount.spendLimitUsd }),
    // What settings say, AWS has granted.
    requestRates: {
      SendTextMessage: { perSecond: settings.aws.repliesPerSecond, burst: Math.max(1, settings.aws.repliesPerSecond) },
    },
    numbers: awsNumbersOf(settings),
    numberIds: phoneNumberIdsOf(settings),
    ...(areAttached && { twoWayTopicArn: ({ InboundTopicArn }) => InboundTopicArn ?? '', deletionProtection: true }),
  }),
  // As for a new account soon, whose spend limit is a dollar a month.
  refused: {
    service: 'sms-voice',
    action: 'SendTextMessage',
    effect: { error: 'ServiceQuotaExceededException', status: 400, reason: 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT' },
  },
  publishesTexts: true,
  // A simulator number can text destination simulator numbers only.
  onlySenders: (settings) =>
    hasOnlySimulators(settings)
      ? settings.countries.flatMap((country) => Object.values(simulatorNumbers[country] ?? {}))
      : [],
}
