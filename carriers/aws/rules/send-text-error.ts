import { commonRefusals } from '../../../shared/rules/aws-refusals.ts'

/** An error of End User Messaging: its name, its `Reason`, and the fields of the request that it names. */
export type SendTextError = { readonly name: string; readonly reason?: string; readonly fields?: readonly string[] }

/** What an error says about the one attempt, in the words of `CarrierAnswer`. */
export type SendTextVerdict = 'retryable' | 'rejected' | 'unknown'

/**
 * What is wrong with the destination alone. The others that AWS lists for SendTextMessage (API reference; the reasons are the enums of the
 * SDK's client) are about the line or the account: they may be mended, and then the reply can be sent.
 */
const destinationReasons: readonly string[] = [
  'DESTINATION_PHONE_NUMBER_OPTED_OUT',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  // By its name it is about one number that was texted too often; AWS doesn't say which API gives it.
  'DAILY_DESTINATION_CALL_LIMIT',
]

/**
 * The errors by which AWS refuses a request as it stands: those that it lists for SendTextMessage, but for the internal one; then those of
 * its common errors that come before any service has seen the request; last the SDK's own, when it has nothing to sign with.
 */
const refusals: readonly string[] = [
  'AccessDeniedException',
  'ConflictException',
  'ResourceNotFoundException',
  'ServiceQuotaExceededException',
  'ThrottlingException',
  'ValidationException',
  ...commonRefusals,
]

/**
 * Judges an error of SendTextMessage, whatever it is. An error that AWS doesn't list, or that it calls internal, proves nothing about the
 * message, so that it must not be sent again; a reason that AWS may add to a refusal leaves the reply waiting, until it expires.
 */
export const judgeSendTextError = ({ name, reason = '', fields = [] }: SendTextError): SendTextVerdict => {
  if (!refusals.includes(name)) return 'unknown'
  if (destinationReasons.includes(reason)) return 'rejected'
  if (reason === 'INVALID_PARAMETER' && blamesDestination(fields)) return 'rejected'
  return 'retryable'
}

/** A mistake in another field is ours, in every reply. AWS doesn't say how it spells the names, or that there always is one. */
const blamesDestination = (fields: readonly string[]): boolean =>
  fields.length === 0 || fields.some((field) => /destination/i.test(field))
