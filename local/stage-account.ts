import { awsNumbersOf, hasOnlySimulators, phoneNumberIdsOf } from '../carriers/aws/settings/lines.ts'
import { type Account, newAccount, workingAccount } from '../emulator/account.ts'
import type { Settings } from '../settings/schema.ts'

/**
 * The account for a stage, with everything set up that the stage's lines need. A stage with simulator numbers only gets the
 * sandbox of a new account, because that is enough for them.
 */
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
