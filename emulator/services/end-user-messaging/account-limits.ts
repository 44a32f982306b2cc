import type { Account } from '../../account.ts'

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
