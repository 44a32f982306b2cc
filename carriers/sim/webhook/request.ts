import type { LambdaFunctionURLEvent } from 'aws-lambda'

import type { Webhook } from './webhook.ts'

/** The body of a request from httpSMS, or the status and the reason for refusing the request. */
export type Admitted = { readonly body: string } | RefusedRequest
export type RefusedRequest = {
  readonly status: 400 | 401 | 413 | 415 | 503
  readonly reason: string
  /** The error that kept us from verifying the request. */
  readonly error?: string
}

/** Enough for the longest text in any script, written as JSON, and for what httpSMS adds. */
const maxBytes = 256 * 1024

/** Checks a request in order of cost, cheapest first, so that a stranger's request costs as little as possible. */
export const admit = async ({ verifyToken }: Webhook, request: LambdaFunctionURLEvent): Promise<Admitted> => {
  const body = bodyOf(request)
  if (body.length > maxBytes) return { status: 413, reason: `The body must not exceed ${maxBytes} bytes.` }
  const token = /^Bearer (\S+)$/i.exec(request.headers['authorization'] ?? '')?.[1]
  if (token === undefined) return { status: 401, reason: 'The request must have a bearer token.' }
  if (!(await verifyToken(token, request.requestContext.domainName)))
    return { status: 401, reason: 'The token is not valid here: see that the signing key and the address are ours.' }
  if (!/^application\/(cloudevents\+)?json *(;|$)/i.test(request.headers['content-type'] ?? ''))
    return { status: 415, reason: 'The content type must be application/json.' }
  return { body: body.toString() }
}

const bodyOf = ({ body = '', isBase64Encoded }: LambdaFunctionURLEvent): Buffer =>
  Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')
