import { awsNumbersOf, hasOnlySimulators, phoneNumberIdsOf } from '../carriers/aws/settings/lines.ts'
import type { Settings } from '../settings/schema.ts'
import { type Account, newAccount, workingAccount } from './account.ts'

/** The account of a stage, in which everything is done that its lines need. The sandbox of a new account suffices for simulators. */
export const accountOf = (settings: Settings): Account => ({
  ...workingAccount,
  ...(hasOnlySimulators(settings) && { tier: newAccount.tier, spendLimitUsd: newAccount.spendLimitUsd }),
  numbers: awsNumbersOf(settings),
  numbersAttached: true,
  numberIds: phoneNumberIdsOf(settings),
  lines: settings.lines.flatMap(({ carrier, number, budget, phoneNumberId }) =>
    number === undefined ? [] : [{ carrier, number, gapMs: settings.budgets[budget]?.gapMs ?? 0, phoneNumberId }],
  ),
  partPriceUsd: settings.partPriceUsd,
})
