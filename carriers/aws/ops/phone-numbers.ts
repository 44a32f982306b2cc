import {
  type PhoneNumberInformation,
  paginateDescribeAccountAttributes,
  paginateDescribePhoneNumbers,
  paginateDescribeSpendLimits,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'

import type { StageAccess } from '../../../ops/deployment.ts'

/** Reads the numbers that the account has in the region. */
export const readNumbers = async ({ aws }: Pick<StageAccess, 'aws'>): Promise<readonly PhoneNumberInformation[]> => {
  const pages = await allOf(paginateDescribePhoneNumbers({ client: aws.endUserMessaging }, {}))
  return pages.flatMap(({ PhoneNumbers = [] }) => PhoneNumbers)
}

const allOf = async <Page>(pages: AsyncIterable<Page>): Promise<readonly Page[]> => {
  const all: Page[] = []
  for await (const page of pages) all.push(page)
  return all
}

/** Whether a number is a simulator: nobody can text it, and it can text only AWS's simulator numbers (user guide, test-phone-numbers). */
export const isSimulator = ({ NumberType }: PhoneNumberInformation): boolean => NumberType === 'SIMULATOR'

/** Reads whether the account is in the SMS sandbox, and its monthly spend limit for texts in USD. */
export const readLimits = async ({ aws }: Pick<StageAccess, 'aws'>) => {
  const client = aws.endUserMessaging
  const [attributes, limits] = await Promise.all([
    allOf(paginateDescribeAccountAttributes({ client }, {})),
    allOf(paginateDescribeSpendLimits({ client }, {})),
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
