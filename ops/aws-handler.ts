import { NodeHttpHandler } from '@smithy/node-http-handler'

import { within } from '../shared/adapters/clients.ts'
import { second } from '../shared/rules/timing.ts'

/** Longer than in the functions, because operators work from slower networks than the one between AWS's services. */
export const operatorConnectTimeoutMs = 5 * second

/**
 * Sends requests to AWS with short timeouts. Throws when the response is an HTML page, for example of a proxy: no AWS service that is
 * called here sends HTML, and where the SDK expects XML it would read the page as an empty response.
 */
export class AwsHandler extends NodeHttpHandler {
  constructor(requestMs: number) {
    // `requestTimeout` ends with the first bytes of the response, and `socketTimeout` begins anew with each chunk of it.
    super({
      ...within(requestMs, Math.min(operatorConnectTimeoutMs, requestMs)).requestHandler,
      socketTimeout: requestMs,
    })
  }

  override async handle(...request: Parameters<NodeHttpHandler['handle']>) {
    const answer = await super.handle(...request)
    const { headers, statusCode, body } = answer.response
    if (!/^text\/html\b/i.test(headers['content-type'] ?? '')) return answer
    body.destroy()
    // The SDK reads the status to decide whether to retry, so a page with a 502 is retried like a 502 of AWS.
    throw Object.assign(new Error('A web page'), { $metadata: { httpStatusCode: statusCode } })
  }
}
