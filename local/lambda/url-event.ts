import { randomUUID } from 'node:crypto'

import type { FunctionUrlRequest } from '../endpoint/function-url-request.ts'

/**
 * The event that Lambda makes of a request to a function's URL (developer guide, payload format 2.0), without what no function of ours
 * reads: cookies and query parameters by name, and the time as text.
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

/** Anything else comes in base64. */
const isText = (contentType: string): boolean =>
  /^(text\/[^;]+|application\/([^;]+\+)?(json|xml|javascript)) *(;|$)/i.test(contentType)
