import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'

import { judgeSendTextError } from '../../../../carriers/aws/rules/send-text-error.ts'

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
      expect(['rejected', 'retryable']).toContain(verdict)
      return verdict === 'rejected' ? [`${name} ${reason}`] : []
    }),
  )
  expect(rejected).toEqual([
    'ConflictException DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
    'ConflictException DESTINATION_PHONE_NUMBER_OPTED_OUT',
    'ServiceQuotaExceededException DAILY_DESTINATION_CALL_LIMIT',
    'ValidationException INVALID_PARAMETER',
  ])
})

test.each(['InternalServerException', 'InternalFailure', 'ServiceUnavailable', 'TimeoutError', 'of tomorrow', ''])(
  'after %s it is unknown whether the text was sent',
  (name) => {
    expect(judgeSendTextError({ name, reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })).toBe('unknown')
  },
)

test('a reply waits after an unknown reason', () => {
  expect(judgeSendTextError({ name: 'ConflictException', reason: 'OF_TOMORROW' })).toBe('retryable')
})

test.each([
  [[], 'rejected'],
  [['DestinationPhoneNumber'], 'rejected'],
  [['MaxPrice', 'destinationPhoneNumber'], 'rejected'],
  [['MaxPrice'], 'retryable'],
])('with invalid parameters %j the text is %s', (fields, verdict) => {
  expect(judgeSendTextError({ name: 'ValidationException', reason: 'INVALID_PARAMETER', fields })).toBe(verdict)
})
