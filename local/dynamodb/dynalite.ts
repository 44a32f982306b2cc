import { Readable } from 'node:stream'
import dynalite from 'dynalite'

import type { Answer, Call } from '../endpoint/call.ts'

/** DynamoDB in memory. dynalite is an HTTP server. Requests are passed to it in process, so that it needs no port of its own. */
export const createDynalite = (): ((call: Call) => Promise<Answer>) => {
  const server = dynalite({ createTableMs: 0 })
  return ({ headers, body }) =>
    new Promise((resolve) => {
      const sent: Record<string, string> = {}
      const request = Object.assign(Readable.from([Buffer.from(body)]), { method: 'POST', url: '/', headers })
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => {
          sent[name.toLowerCase()] = String(value)
        },
        end: (text: unknown) => resolve({ status: response.statusCode, headers: sent, body: String(text) }),
      }
      server.emit('request', request, response)
    })
}
