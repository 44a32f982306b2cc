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

/** Those that AWS's words make plausible for a text, of which most are about registrations, pools and their like. */
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
  test.each(plausible)('%s, of AWS, is said in words', (reason) => {
    expect(reasonsOfAws).toContain(reason)
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  })

  test.each([
    ...['AccessDeniedException', 'ThrottlingException', 'ResourceNotFoundException', 'CredentialsProviderError'],
    ...['ExpiredTokenException', 'UNREACHABLE'],
  ])('%s, of the way to a carrier, is said in words', (reason) => {
    expect(knownWordsFor(reason)).toMatch(/^[^\n]+: [^\n]*[^.]$/)
  })

  test('that nobody foresaw is named, with the page that may explain it', () => {
    const generic = (reason: string) => `AWS refused: ${reason}: see API_SendTextMessage in AWS's API reference`
    for (const reason of ['SURPRISE', 'constructor', 'HTTP_', 'KEYWORDS_PER_POOL'])
      expect(wordsFor(reason)).toBe(generic(reason))
    expect(reasonsOfAws).toContain('KEYWORDS_PER_POOL')
  })
})

describe('an error of AWS that has a reason', () => {
  const errorOf = (Reason: ValidationExceptionReason) =>
    new ValidationException({ $metadata: {}, message: '+33612345678 is wrong', Reason })

  test('is explained by it, in words if there are some, and never by its message', () => {
    expect(explain(errorOf('PRICE_OVER_THRESHOLD'))?.sentence).toBe(
      'AWS refused: PRICE_OVER_THRESHOLD: a text there costs more than partPriceUsd allows: raise it in settings, and deploy.',
    )
    expect(explain(errorOf('CANNOT_ADD_OPTED_OUT_NUMBER'))?.sentence).toBe('AWS refused: CANNOT_ADD_OPTED_OUT_NUMBER.')
  })

  test('is no missing permission, though its name is that of one', () => {
    const disabled = Object.assign(new Error('no'), { name: 'AccessDeniedException', Reason: 'ACCOUNT_DISABLED' })
    expect(explain(disabled)?.sentence).toMatch(/^AWS refused: ACCOUNT_DISABLED: AWS has switched texting off/)
  })
})
