import { commonRefusals } from '../../../shared/rules/aws-refusals.ts'

/**
 * The errors that prove that nothing was sent: those by which AWS refuses SendWhatsAppMessage (End User Messaging Social API
 * reference), the common errors that occur before any service sees the request, and the SDK's own error when it has no
 * credentials.
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
 * Judges by its name the error of the only attempt to send. WhatsApp's own objections come later, as a status, so a refusal is
 * about our request, the account or the number, and can be fixed. `DependencyException`, internal errors and errors that AWS
 * doesn't list prove nothing.
 */
export const judgeSendError = (name: string): 'retryable' | 'unknown' =>
  refusals.includes(name) ? 'retryable' : 'unknown'
