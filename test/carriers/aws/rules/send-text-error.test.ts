import {
  AccessDeniedExceptionReason,
  ConflictExceptionReason,
  ServiceQuotaExceededExceptionReason,
  ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { expect, test } from 'vitest'

import { judgeSendTextError } from '../../../../carriers/aws/rules/send-text-error.ts'

/** All that AWS can give as a reason, by the error that has it. */
const reasons = {
  AccessDeniedException: Object.values(AccessDeniedExceptionReason),
  ConflictException: Object.values(ConflictExceptionReason),
  ServiceQuotaExceededException: Object.values(ServiceQuotaExceededExceptionReason),
  ValidationException: Object.values(ValidationExceptionReason),
}

test('of all reasons that AWS has, those about the destination alone end a reply; for the others it waits', () => {
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
  '%s proves nothing',
  (name) => {
    expect(judgeSendTextError({ name, reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' })).toBe('unknown')
  },
)

test('a reason of tomorrow leaves the reply waiting', () => {
  expect(judgeSendTextError({ name: 'ConflictException', reason: 'OF_TOMORROW' })).toBe('retryable')
})

test.each([
  [[], 'rejected'],
  [['DestinationPhoneNumber'], 'rejected'],
  [['MaxPrice', 'destinationPhoneNumber'], 'rejected'],
  [['MaxPrice'], 'retryable'],
])('a parameter that is not valid, of %j, is %s', (fields, verdict) => {
  expect(judgeSendTextError({ name: 'ValidationException', reason: 'INVALID_PARAMETER', fields })).toBe(verdict)
})
