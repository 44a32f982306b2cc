import { NodeHttpHandler } from '@smithy/node-http-handler'

import { within } from '../shared/adapters/clients.ts'
import { second } from '../shared/rules/timing.ts'

/** Networks that people work from are slower than the one between AWS's services. */
const connectTimeoutMs = 5 * second

/**
 * Sends requests to AWS, each of which ends soon. Throws when a web page comes back: no service of AWS that is asked here answers one, and
 * the SDK takes a page for an answer that says nothing where it expects XML.
 */
export class AwsHandler extends NodeHttpHandler {
  constructor(requestMs: number) {
    // The request's time ends with the first bytes of its answer, the socket's begins anew with each.
    super({
      ...within(requestMs).requestHandler,
      connectionTimeout: Math.min(connectTimeoutMs, requestMs),
      socketTimeout: requestMs,
    })
  }

  override async handle(...request: Parameters<NodeHttpHandler['handle']>) {
    const answer = await super.handle(...request)
    const { headers, statusCode, body } = answer.response
    if (!/^text\/html\b/i.test(headers['content-type'] ?? '')) return answer
    body.destroy()
    // With this the SDK asks again after a 502 and its like, as it does when AWS says so.
    throw Object.assign(new Error('A web page'), { $metadata: { httpStatusCode: statusCode } })
  }
}
