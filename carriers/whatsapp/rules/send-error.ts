import { commonRefusals } from '../../../shared/rules/aws-refusals.ts'

/** Refusals of requests that came too fast (End User Messaging Social API reference, SendWhatsAppMessage; common errors). */
const throttles: readonly string[] = ['ThrottledRequestException', 'ThrottlingException']

/** Refusals of a request that AWS found invalid. It doesn't say which parameter is to blame, so the recipient may be, or every reply. */
const ofRequest: readonly string[] = ['InvalidParametersException', 'ValidationException']

/**
 * The other errors that prove that nothing was sent: those by which AWS refuses SendWhatsAppMessage (API reference), the common errors that
 * occur before any service sees the request, and the SDK's own error when it has no credentials.
 */
const ofLine: readonly string[] = [
  'AccessDeniedByMetaException',
  'AccessDeniedException',
  'LimitExceededException',
  'ResourceNotFoundException',
  ...commonRefusals,
]

/**
 * Judges by its name the error of the only attempt to send, in the terms of `CarrierAnswer`. WhatsApp's own objections come later, as a
 * status. `DependencyException`, internal errors and errors that AWS doesn't list prove nothing.
 */
export const judgeSendError = (name: string): 'throttled' | 'retryable' | 'refused' | 'unknown' => {
  if (throttles.includes(name)) return 'throttled'
  if (ofRequest.includes(name)) return 'refused'
  return ofLine.includes(name) ? 'retryable' : 'unknown'
}
