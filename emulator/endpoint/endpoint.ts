import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createJournal, type Journal } from '../journal.ts'
import { errorAnswer, failed } from './answers.ts'
import type { Answer, AnsweredCall, Call } from './call.ts'
import { createFaults, type NoAnswer } from './faults.ts'
import { isFunctionHost, listen, loopback } from './loopback.ts'
import { type Readers, readCall } from './request.ts'

export type Endpoint = Awaited<ReturnType<typeof startEndpoint>>

type ServiceHandler = (call: Call) => Promise<Answer | NoAnswer>
type UrlHandler = (request: IncomingMessage) => Promise<Answer>

/** Starts the HTTP server at which SDKs and the AWS CLI reach every service of the emulator. */
export const startEndpoint = async (port: number, readers: Readers = {}) => {
  const starting = 'The emulator is starting.'
  let answer: ServiceHandler = async (call) => failed(call, { code: 'InternalFailure', message: starting, status: 500 })
  let answerUrl: UrlHandler = async () => internalFailure('lambda', starting)
  const work = async (request: IncomingMessage): Promise<Answer | NoAnswer> => {
    if (isFunctionHost(request.headers.host)) return answerUrl(request)
    const call = await readCall(request, readers)
    return 'status' in call ? call : answer(call)
  }
  const server = createServer((request, response) => {
    work(request)
      .catch((error: unknown) =>
        internalFailure('dynamodb', error instanceof Error ? (error.stack ?? '') : String(error)),
      )
      .then((result) => respond(response, result))
  })
  // SDKs reuse idle connections. Node closes them after five seconds by default, possibly just as a request arrives.
  server.keepAliveTimeout = 120_000
  const bound = await listen(server, port, 'AWS_PORT')
  return {
    /** Has no trailing slash. */
    url: `http://${loopback}:${bound}`,
    /** Sets the handler of requests to services. Until then, every request fails. */
    serve: (handler: ServiceHandler): void => {
      answer = handler
    },
    /** Sets the handler of requests to function URLs. Until then, every request fails. */
    serveUrls: (handler: UrlHandler): void => {
      answerUrl = handler
    },
    stop: async (): Promise<void> => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const internalFailure = (service: string, message: string): Answer =>
  errorAnswer(service, { code: 'InternalFailure', message, status: 500 })

const respond = (response: ServerResponse, result: Answer | NoAnswer): void => {
  if (result === 'hang') return
  if (result === 'close') response.destroy()
  else
    response
      .writeHead(result.status, {
        ...result.headers,
        'content-length': Buffer.byteLength(result.body),
        // No web page sees that its visitor runs this.
        'cross-origin-resource-policy': 'same-origin',
        // Nobody waits for the rest of a body that was refused.
        ...(!response.req.complete && { connection: 'close' }),
      })
      .end(result.body)
}

const keptCalls = 100

/** Serves requests at the endpoint with `route`, unless an injected fault applies to them. */
export const serve = (endpoint: Endpoint, route: (call: Call) => Promise<Answer>) => {
  const calls = createJournal<Call>(keptCalls)
  const answers = createJournal<AnsweredCall>(0)
  const faults = createFaults()
  const work = async (call: Call): Promise<Answer> => {
    const answer = await route(call)
    answers.append({ call, answer })
    return answer
  }
  endpoint.serve((call) => {
    calls.append(call)
    return faults.answer(call, () => work(call))
  })
  return {
    /** The newest requests to the endpoint, whether they succeeded or not. */
    calls: calls as Journal<Call>,
    /** Requests that a service has answered, with the response. They are not kept. */
    answers: answers as Journal<AnsweredCall>,
    faults,
  }
}
