import { randomUUID } from 'node:crypto'

import type { FunctionUrlRequest } from '../../endpoint/function-url-request.ts'

/**
 * The event that Lambda creates from a request to a function URL (developer guide, payload format 2.0), without what our
 * functions don't read: cookies, parsed query parameters and the time as text.
 */
export const urlEvent = ({ host, method, path, query, headers, body, sourceIp }: FunctionUrlRequest, now: Date) => {
  const [id = ''] = host.split('.')
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers,
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: host,
      domainPrefix: id,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  }
}

/** Whether a body of this type is text. Any other body is encoded in base64. */
const isText = (contentType: string): boolean =>
  /^(text\/[^;]+|application\/([^;]+\+)?(json|xml|javascript)) *(;|$)/i.test(contentType)
