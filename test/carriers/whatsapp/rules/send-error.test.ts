import { expect, test } from 'vitest'

import { judgeSendError } from '../../../../carriers/whatsapp/rules/send-error.ts'

test.each([
  ['ThrottledRequestException', 'retryable'],
  ['AccessDeniedByMetaException', 'retryable'],
  ['ValidationException', 'retryable'],
  ['ExpiredTokenException', 'retryable'],
  ['DependencyException', 'unknown'],
  ['InternalServiceException', 'unknown'],
  ['TimeoutError', 'unknown'],
  ['SomethingNew', 'unknown'],
])('after %s it is %s whether WhatsApp has the reply', (name, verdict) => {
  expect(judgeSendError(name)).toBe(verdict)
})
