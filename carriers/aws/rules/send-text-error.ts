import { commonRefusals } from '../../../shared/rules/aws-refusals.ts'

/** An error of End User Messaging: its name, its `Reason`, and the request fields that it blames. */
export type SendTextError = { readonly name: string; readonly reason?: string; readonly fields?: readonly string[] }

/** What an error says about the one attempt, in the terms of `CarrierAnswer`. */
export type SendTextVerdict = 'retryable' | 'rejected' | 'unknown'

/**
 * Reasons that concern only the destination. All others that AWS lists for SendTextMessage (API reference; the reasons are the enums of the
 * SDK's client) concern the line or the account, which can be fixed, and then the reply can be sent.
 */
const destinationReasons: readonly string[] = [
  'DESTINATION_PHONE_NUMBER_OPTED_OUT',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  // AWS doesn't say which API returns this reason. Its name suggests that one number was texted too often.
  'DAILY_DESTINATION_CALL_LIMIT',
]

/**
 * The errors that mean that AWS refused a request and did nothing: those that it lists for SendTextMessage except the internal one, its
 * common errors that come before any service has seen the request, and the SDK's own error when it has no credentials to sign with.
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
 * Decides what an error of SendTextMessage means for the reply. An error that AWS doesn't list, or calls internal, proves nothing about the
 * message, so the message must not be sent again. If AWS adds a reason to one of the refusals, the reply waits until it expires.
 */
export const judgeSendTextError = ({ name, reason = '', fields = [] }: SendTextError): SendTextVerdict => {
  if (!refusals.includes(name)) return 'unknown'
  if (destinationReasons.includes(reason)) return 'rejected'
  if (reason === 'INVALID_PARAMETER' && blamesDestination(fields)) return 'rejected'
  return 'retryable'
}

/** A mistake in another field is ours, and in every reply. AWS doesn't document how it spells field names, or that it always lists one. */
const blamesDestination = (fields: readonly string[]): boolean =>
  fields.length === 0 || fields.some((field) => /destination/i.test(field))
