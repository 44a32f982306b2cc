/**
 * Names of errors that prove that AWS did nothing: the errors common to AWS services that come before a service has seen the request (each
 * service's API reference, common errors), and the SDK's own error when it has no credentials to sign with.
 */
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
