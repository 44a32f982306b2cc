/**
 * The errors common to services of AWS that come before a service has seen the request (each service's API reference, common errors), and the SDK's
 * own, when it has nothing to sign with: nothing was done then.
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
