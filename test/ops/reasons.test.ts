import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationException,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { describe, expect, test } from 'vitest'

import { explain } from '../../ops/explain.ts'
import { knownWordsFor, wordsFor } from '../../ops/reasons.ts'

const reasonsOfAws = [
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
].flatMap((reasons) => Object.values<string>(reasons))

/** The reasons that can plausibly apply to a text. Most of AWS's are about registrations, pools and the like. */
const plausible = [
  'ACCOUNT_DISABLED',
  'INSUFFICIENT_ACCOUNT_REPUTATION',
  'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
  'DESTINATION_PHONE_NUMBER_OPTED_OUT',
  'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  'NO_ORIGINATION_IDENTITIES_FOUND',
  'NUMBER_CAPABILITIES_MISMATCH',
  'MESSAGE_TYPE_MISMATCH',
  'RESOURCE_NOT_ACTIVE',
  'REGISTRATION_NOT_COMPLETE',
  'PHONE_NUMBER_NOT_IN_REGISTRATION_REGION',
  'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
  'COUNTRY_NOT_ENABLED',
  'COUNTRY_CODE_MISMATCH',
  'CHANNEL_NOT_ENABLED',
  'DESTINATION_COUNTRY_BLOCKED',
  'PRICE_OVER_THRESHOLD',
  'INTERNATIONAL_SENDING_NOT_SUPPORTED',
  'RESOURCE_NOT_ACCESSIBLE',
  'INVALID_PARAMETER',
  'MISSING_PARAMETER',
  'INVALID_REQUEST',
  'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
  'DAILY_DESTINATION_CALL_LIMIT',
]

describe('a reason', () => {
  test.each(plausible)('%s of AWS has an explanation', (reason) => {
    expect(reasonsOfAws).toContain(reason)
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  })

  test.each([
    ...['AccessDeniedException', 'ThrottlingException', 'ResourceNotFoundException', 'CredentialsProviderError'],
    ...['ExpiredTokenException', 'UNREACHABLE'],
  ])('%s, an error on the way to a carrier, has an explanation', (reason) => {
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  })

  test('without an explanation is shown by name, with a page that may help', () => {
    const generic = (reason: string) => `AWS refused: ${reason}: see API_SendTextMessage in AWS's API reference`
    for (const reason of ['SURPRISE', 'constructor', 'HTTP_', 'KEYWORDS_PER_POOL'])
      expect(wordsFor(reason)).toBe(generic(reason))
    expect(reasonsOfAws).toContain('KEYWORDS_PER_POOL')
  })
})

describe('an error of AWS that has a reason', () => {
  const errorOf = (Reason: ValidationExceptionReason) =>
    new ValidationException({ $metadata: {}, message: '+33612345678 is wrong', Reason })

  test('is explained by that reason, with our explanation if there is one, and never by its message', () => {
    expect(explain(errorOf('PRICE_OVER_THRESHOLD'))?.sentence).toBe(
      'AWS refused: PRICE_OVER_THRESHOLD: a text there costs more than partPriceUsd allows: raise it in settings, and deploy.',
    )
    expect(explain(errorOf('CANNOT_ADD_OPTED_OUT_NUMBER'))?.sentence).toBe('AWS refused: CANNOT_ADD_OPTED_OUT_NUMBER.')
  })

  test('is not mistaken for a missing permission, even if it is an AccessDeniedException', () => {
    const disabled = Object.assign(new Error('no'), { name: 'AccessDeniedException', Reason: 'ACCOUNT_DISABLED' })
    expect(explain(disabled)?.sentence).toMatch(/^AWS refused: ACCOUNT_DISABLED: AWS has switched texting off/)
  })
})
