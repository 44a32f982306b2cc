import { commonRefusals } from '../../../shared/rules/aws-refusals.ts'

/**
 * The errors by which AWS refuses SendWhatsAppMessage as it stands, so that nothing was sent (End User Messaging Social API reference), those of its
 * common errors that come before any service has seen the request, and the SDK's own, when it has nothing to sign with.
 */
const refusals: readonly string[] = [
  'AccessDeniedByMetaException',
  'AccessDeniedException',
  'InvalidParametersException',
  'LimitExceededException',
  'ResourceNotFoundException',
  'ThrottledRequestException',
  'ThrottlingException',
  'ValidationException',
  ...commonRefusals,
]

/**
 * Judges an error of the one attempt, by its name. What WhatsApp holds against a reply comes later, as a status; so a refusal is about our request, the
 * account or the number, and may be mended. `DependencyException`, an internal error and whatever AWS doesn't list prove nothing.
 */
export const judgeSendError = (name: string): 'retryable' | 'unknown' =>
  refusals.includes(name) ? 'retryable' : 'unknown'
