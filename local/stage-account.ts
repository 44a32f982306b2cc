import { awsNumbersOf, hasOnlySimulators, phoneNumberIdsOf, simLinesOf } from '../settings/carriers.ts'
import type { Settings } from '../settings/schema.ts'
import { type Account, newAccount, workingAccount } from './account.ts'

/** The account that a stage runs in here: one in which all is done that its lines need. The sandbox of a new one suffices for simulators. */
export const accountOf = (settings: Settings): Account => ({
  ...workingAccount,
  ...(hasOnlySimulators(settings) && { tier: newAccount.tier, spendLimitUsd: newAccount.spendLimitUsd }),
  numbers: awsNumbersOf(settings),
  numberIds: phoneNumberIdsOf(settings),
  sims: simLinesOf(settings),
  partPriceUsd: settings.partPriceUsd,
})
