import { randomUUID } from 'node:crypto'

import type { FunctionUrlRequest } from '../endpoint/function-url-request.ts'

/** The event that Lambda makes of a request to a function's URL (developer guide, payload format 2.0). */
export const urlEvent = ({ host, method, path, query, headers, body, sourceIp }: FunctionUrlRequest, now: Date) => {
  const { cookie, ...others } = headers
  const [id = ''] = host.split('.')
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'] ?? '')
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split('; ') }),
    headers: others,
    ...(query !== '' && { queryStringParameters: parametersIn(query) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: host,
      domainPrefix: id,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: timeOf(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  }
}

/** Anything else comes in base64. */
const isText = (contentType: string): boolean =>
  /^(text\/[^;]+|application\/([^;]+\+)?(json|xml|javascript)) *(;|$)/i.test(contentType)

/** Values of one name are joined with commas. */
const parametersIn = (query: string): { readonly [name: string]: string } => {
  const parameters = new URLSearchParams(query)
  return Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name).join(',')]))
}

/** As logs of web servers have it: `24/Nov/2026:20:31:07 +0000`. */
const timeOf = (now: Date): string => {
  const [, day, month, year, time] = now.toUTCString().split(' ')
  return `${day}/${month}/${year}:${time} +0000`
}
