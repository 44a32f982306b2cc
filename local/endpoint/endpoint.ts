import { createServer, type ServerResponse } from 'node:http'
import { listen, loopback } from '../loopback.ts'
import { errorAnswer } from './answers.ts'
import type { Answer, Call } from './call.ts'
import type { Credentials } from './credentials.ts'
import type { NoAnswer } from './faults.ts'
import { readCall } from './request.ts'

/** The one address of the embedded cloud, where SDKs and the AWS CLI find every service. */
export type Endpoint = {
  /** Without a slash at the end. */
  readonly url: string
  /** Says who answers calls; until then all of them fail. */
  readonly serve: (answer: Answerer) => void
  /** Ends every connection. */
  readonly stop: () => Promise<void>
}

type Answerer = (call: Call) => Promise<Answer | NoAnswer>

export const startEndpoint = async (port: number, credentials: Credentials): Promise<Endpoint> => {
  let answer: Answerer = async ({ service }) => internalFailure(service, 'The embedded cloud is starting.')
  const server = createServer((request, response) => {
    readCall(request, credentials)
      .then((call) => ('status' in call ? call : answer(call)))
      .catch((error: unknown) =>
        internalFailure('dynamodb', error instanceof Error ? (error.stack ?? '') : String(error)),
      )
      .then((result) => respond(response, result))
  })
  const bound = await listen(server, port, 'AWS_PORT')
  return {
    url: `http://${loopback}:${bound}`,
    serve: (answerer) => {
      answer = answerer
    },
    stop: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

const internalFailure = (service: Call['service'], message: string): Answer =>
  errorAnswer(service, { code: 'InternalFailure', message, status: 500 })

const respond = (response: ServerResponse, result: Answer | NoAnswer): void => {
  if (result === 'hang') return
  if (result === 'close') response.destroy()
  else
    response
      .writeHead(result.status, { ...result.headers, 'content-length': Buffer.byteLength(result.body) })
      .end(result.body)
}
