import type { SendResult } from '../ports.ts'
import { errorName } from '../rules/telemetry.ts'

/** Returns whether a request failed before any server could receive it. The SDK's timeout is known by its message. */
export const neverConnected = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(neverConnected)
  if (!(error instanceof Error)) return false
  const syscall = 'syscall' in error ? error.syscall : undefined
  return syscall === 'connect' || syscall === 'getaddrinfo' || error.message.includes('did not establish a connection')
}

/** Returns the result of an attempt without an answer, which may be repeated only if nobody could receive it. */
export const unanswered = (error: unknown): SendResult =>
  neverConnected(error) ? { kind: 'retryable', reason: 'UNREACHABLE' } : { kind: 'unknown', reason: errorName(error) }

/** Errors that come before a service sees the request (each API reference, common errors), or without credentials. */
export const commonRefusals: readonly string[] = [
  'ExpiredTokenException',
  'IncompleteSignature',
  'InvalidSignatureException',
  'MissingAuthenticationTokenException',
  'NotAuthorized',
  'OptInRequired',
  'RequestExpired',
  'UnrecognizedClientException',
  'CredentialsProviderError',
]
