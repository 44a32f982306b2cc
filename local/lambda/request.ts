import type { IncomingMessage } from 'node:http'

import type { Call } from '../endpoint/call.ts'

/** Lambda has an address for each thing (API reference): these are the ones that the embedded cloud knows. */
const routes = [
  { action: 'GetEventSourceMapping', method: 'GET', path: /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/ },
  { action: 'UpdateEventSourceMapping', method: 'PUT', path: /^\/2015-03-31\/event-source-mappings\/([\w-]+)$/ },
  { action: 'GetAccountSettings', method: 'GET', path: /^\/2016-08-19\/account-settings$/ },
] as const

/** Reads a request to Lambda, whose action is in its method and path; undefined for an action that it doesn't know. */
export const lambdaRequest = (
  { method, url = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  body: string,
): Pick<Call, 'action' | 'parameters'> | undefined => {
  const path = url.replace(/\/?(\?.*)?$/, '')
  const route = routes.find((known) => known.method === method && known.path.test(path))
  if (route === undefined) return undefined
  const [, UUID] = route.path.exec(path) ?? []
  return { action: route.action, parameters: { ...JSON.parse(body || '{}'), ...(UUID !== undefined && { UUID }) } }
}
