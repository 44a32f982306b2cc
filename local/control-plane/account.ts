import type { SimLine } from '../../settings/carriers.ts'
import type { Place } from '../template/kinds/kind.ts'
import { answerForms } from './service.ts'

/** What AWS allows an account, and what has been done for it by other ways than the template. */
export type Account = {
  readonly tier: 'SANDBOX' | 'PRODUCTION'
  readonly spendLimitUsd: number
  /** How many functions may run at once. */
  readonly concurrency: number
  /** Those that End User Messaging has, besides what the template buys. */
  readonly numbers: readonly string[]
  /** Whether everybody has clicked the link in the mail about alarms. */
  readonly emailsConfirmed: boolean
  /** The lines with a SIM whose phones have signed in to httpSMS; none by default. */
  readonly sims?: readonly SimLine[]
  /** Whether those phones serve the lines already. */
  readonly simsAttached: boolean
}

/** An account on its first day. */
export const newAccount: Account = {
  tier: 'SANDBOX',
  spendLimitUsd: 1,
  concurrency: 10,
  numbers: [],
  emailsConfirmed: false,
  simsAttached: true,
}

/** Everybody is the owner: signatures are not checked here. */
export const createSts = ({ accountId }: Place) =>
  answerForms('sts', {
    GetCallerIdentity: () =>
      `<Arn>arn:aws:iam::${accountId}:root</Arn><UserId>${accountId}</UserId><Account>${accountId}</Account>`,
  })

export const accountAttributes = ({ tier }: Account) => ({
  AccountAttributes: [{ Name: 'ACCOUNT_TIER', Value: tier }],
})

export const spendLimits = ({ spendLimitUsd }: Account) => ({
  SpendLimits: [
    {
      Name: 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT',
      EnforcedLimit: spendLimitUsd,
      MaxLimit: spendLimitUsd,
      Overridden: false,
    },
  ],
})

export const accountSettings = ({ concurrency }: Account) => ({
  AccountLimit: { ConcurrentExecutions: concurrency, UnreservedConcurrentExecutions: concurrency },
  AccountUsage: { FunctionCount: 2 },
})
