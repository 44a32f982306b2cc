import { randomUUID } from 'node:crypto'

import type { Answer } from '../../endpoint/call.ts'

/** The HTTP status for each error of the service (API reference, SendWhatsAppMessage), and for refusals by IAM. */
const statuses: { readonly [code: string]: number } = {
  AccessDeniedByMetaException: 403,
  AccessDeniedException: 403,
  DependencyException: 502,
  InternalServiceException: 500,
  InvalidParametersException: 400,
  LimitExceededException: 400,
  ResourceNotFoundException: 404,
  ThrottledRequestException: 429,
  ValidationException: 400,
}

/** Builds an error in REST JSON, with the error's name in a header (Smithy, AWS restJson1 protocol). */
export const socialMessagingError = ({
  code,
  message,
  status,
}: {
  readonly code: string
  readonly message: string
  readonly status: number
}): Answer => ({
  status: statuses[code] ?? status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': code },
  body: JSON.stringify({ message }),
})
