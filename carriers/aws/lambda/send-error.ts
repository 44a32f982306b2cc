import { commonRefusals } from '../../../shared/adapters/unsent.ts'

type SendTextError = { readonly name: string; readonly reason?: string; readonly fields?: readonly string[] }

/** Reasons that concern only the destination (API reference, SendTextMessage, and the enums of the SDK's client). */
const destinationReasons: readonly string[] = [
  'DESTINATION_PHONE_NUMBER_OPTED_OUT',
  'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
  // AWS doesn't say which API returns this reason. Its name suggests that one number was texted too often.
  'DAILY_DESTINATION_CALL_LIMIT',
]

/** Reasons that concern only the destination if that is all they blame; otherwise the mistake may be ours. */
const fieldReasons: readonly string[] = [
  'INVALID_PARAMETER',
  'FIELD_VALIDATION_FAILED',
  'CANNOT_PARSE',
  'COUNTRY_CODE_MISMATCH',
]

/** Reasons that can only concern the account, the line or the country: the same for every reply of a route. */
const lineReasons: readonly string[] = [
  'ACCOUNT_DISABLED',
  'INSUFFICIENT_ACCOUNT_REPUTATION',
  'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT',
  'CHANNEL_NOT_ENABLED',
  'COUNTRY_NOT_ENABLED',
  'DESTINATION_COUNTRY_BLOCKED',
  'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION',
  'INTERNATIONAL_SENDING_NOT_SUPPORTED',
  'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY',
  'INVALID_ARN',
  'MESSAGE_TYPE_MISMATCH',
  'NO_ORIGINATION_IDENTITIES_FOUND',
  'NUMBER_CAPABILITIES_MISMATCH',
  'PHONE_NUMBER_ASSOCIATED_TO_POOL',
  'PHONE_NUMBER_NOT_IN_REGISTRATION_REGION',
  'REGISTRATION_NOT_COMPLETE',
  'RESOURCE_NOT_ACCESSIBLE',
  'RESOURCE_NOT_ACTIVE',
  'SENDER_ID_NOT_REGISTERED',
  'SENDER_ID_NOT_SUPPORTED',
  'SENDER_ID_REQUIRES_REGISTRATION',
]

/** Refusals that have a reason. AWS refused the request and did nothing. */
const withReason: readonly string[] = ['ConflictException', 'ServiceQuotaExceededException', 'ValidationException']

/** Refusals about the caller or the line: the others that AWS lists for SendTextMessage, and those of any service. */
const ofLine: readonly string[] = ['AccessDeniedException', 'ResourceNotFoundException', ...commonRefusals]

/** Decides what an error of SendTextMessage means. One that AWS doesn't list, or calls internal, proves nothing. */
export const judgeSendTextError = ({ name, reason = '', fields = [] }: SendTextError) => {
  // "An error that occurred because too many requests were sent during a certain amount of time" (API reference).
  if (name === 'ThrottlingException') return 'throttled'
  if (ofLine.includes(name)) return 'retryable'
  if (!withReason.includes(name)) return 'unknown'
  if (lineReasons.includes(reason)) return 'retryable'
  if (destinationReasons.includes(reason)) return 'rejected'
  return fieldReasons.includes(reason) && blamesOnlyDestination(fields) ? 'rejected' : 'refused'
}

/** AWS doesn't document how it spells the names of fields, or that it always lists one. */
const blamesOnlyDestination = (fields: readonly string[]): boolean =>
  fields.length > 0 && fields.every((field) => /destination/i.test(field))
