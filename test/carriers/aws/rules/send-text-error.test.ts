import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { describe, expect, test } from 'vitest'

import { judgeSendTextError } from '../../../../carriers/aws/send-error.ts'

/** All reasons in the SDK, by the error that has them. */
const reasons = {
  AccessDeniedException: Object.values(AccessDeniedExceptionReason),
  ConflictException: Object.values(ConflictExceptionReason),
  ServiceQuotaExceededException: Object.values(ServiceQuotaExceededExceptionReason),
  ValidationException: Object.values(ValidationExceptionReason),
}

test('only reasons about the destination end a reply, and with any other reason of AWS it waits', () => {
  const rejected = Object.entries(reasons).flatMap(([name, ofName]) =>
    ofName.flatMap((reason) => {
      const verdict = judgeSendTextError({ name, reason })
      expect(['rejected', 'retryable', 'refused']).toContain(verdict)
      return verdict === 'rejected' ? [`${name} ${reason}`] : []
    }),
  )
  expect(rejected).toEqual([
    'ConflictException DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
    'ConflictException DESTINATION_PHONE_NUMBER_OPTED_OUT',
    'ServiceQuotaExceededException DAILY_DESTINATION_CALL_LIMIT',
  ])
})

test.each(['InternalServerException', 'InternalFailure', 'ServiceUnavailable', 'TimeoutError', 'of tomorrow', ''])(
  'after %s it is unknown whether the text was sent',
  (name) => {
    expect(judgeSendTextError({ name, reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })).toBe('unknown')
  },
)

test('after an unknown reason a reply waits, and the line may not be to blame', () => {
  expect(judgeSendTextError({ name: 'ConflictException', reason: 'OF_TOMORROW' })).toBe('refused')
})

describe.each(['INVALID_PARAMETER', 'FIELD_VALIDATION_FAILED', 'CANNOT_PARSE', 'COUNTRY_CODE_MISMATCH'])(
  'the reason %s',
  (reason) => {
    test.each([
      [[], 'refused'],
      [['DestinationPhoneNumber'], 'rejected'],
      [['destinationPhoneNumber', 'DestinationPhoneNumber'], 'rejected'],
      [['MaxPrice', 'destinationPhoneNumber'], 'refused'],
      [['MaxPrice'], 'refused'],
    ])('with the fields %j means %s', (fields, verdict) => {
      expect(judgeSendTextError({ name: 'ValidationException', reason, fields })).toBe(verdict)
    })
  },
)

test.each([
  ['ValidationException', 'COUNTRY_NOT_ENABLED'],
  ['ValidationException', 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY'],
  ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'],
  ['AccessDeniedException', 'ACCOUNT_DISABLED'],
])('%s %s concerns every reply of the line to the country, whatever field it blames', (name, reason) => {
  expect(judgeSendTextError({ name, reason, fields: ['DestinationPhoneNumber'] })).toBe('retryable')
})
