import type { LambdaFunctionURLEvent } from 'aws-lambda'

import type { Webhook } from './webhook.ts'

/** A request that httpSMS made, with its body; or the status that it gets instead, and why. */
export type Admitted = { readonly body: string } | Refusal
export type Refusal = {
  readonly status: 400 | 401 | 413 | 415 | 503
  readonly reason: string
  /** What kept us from telling. */
  readonly error?: string
}

/** Room for the longest text, in any script, written as JSON, and for what httpSMS adds. */
const maxBytes = 256 * 1024

/** Looks at a request from outside in, so that a stranger's costs as little as can be. */
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
