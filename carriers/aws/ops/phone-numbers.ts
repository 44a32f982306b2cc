import {
  DescribeAccountAttributesCommand,
  DescribeSpendLimitsCommand,
  type PhoneNumberInformation,
  paginateDescribePhoneNumbers,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'

import type { Place } from '../../../ops/deployment.ts'

/** The numbers that the account has in the region. */
export const readNumbers = async ({ aws }: Pick<Place, 'aws'>): Promise<readonly PhoneNumberInformation[]> => {
  const numbers: PhoneNumberInformation[] = []
  for await (const page of paginateDescribePhoneNumbers({ client: aws.endUserMessaging }, {}))
    numbers.push(...(page.PhoneNumbers ?? []))
  return numbers
}

/** Whether a number is a simulator: nobody can text it, and it texts AWS's simulator numbers only (user guide, test-phone-numbers). */
export const isSimulator = ({ NumberType }: PhoneNumberInformation): boolean => NumberType === 'SIMULATOR'

/** Whether the account may text anybody, and how much it may spend on that in a month. */
export const readLimits = async ({ aws }: Pick<Place, 'aws'>) => {
  const [attributes, limits] = await Promise.all([
    aws.endUserMessaging.send(new DescribeAccountAttributesCommand({})),
    aws.endUserMessaging.send(new DescribeSpendLimitsCommand({})),
  ])
  const tier = attributes.AccountAttributes?.find(({ Name }) => Name === 'ACCOUNT_TIER')?.Value
  const texts = limits.SpendLimits?.find(({ Name }) => Name === 'TEXT_MESSAGE_MONTHLY_SPEND_LIMIT')
  // What AWS allows, or less if the account has chosen so.
  const limit = texts?.Overridden === true ? texts.EnforcedLimit : texts?.MaxLimit
  return { sandbox: tier !== 'PRODUCTION', monthlySpendLimitUsd: limit ?? 0 }
}
