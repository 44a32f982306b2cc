import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer } from 'node:net'

import { type StandIn, startStandIn } from '../stand-in.ts'

/** Takes connections where AWS, or another service, should be, and never says a word. */
export const startSilent = (): Promise<StandIn> => startStandIn(createServer())

/** Answers every request alike. */
export const startAnswering = (status: number, contentType: string, body: string): Promise<StandIn> =>
  startStandIn(
    createHttpServer((request, response) => {
      request.resume()
      response.writeHead(status, { 'content-type': contentType }).end(body)
    }),
  )

/** Begins to answer every request, and never ends. */
export const startStalling = (contentType: string): Promise<StandIn> => {
  const stall: RequestListener = (request, response) => {
    request.resume()
    response.writeHead(200, { 'content-type': contentType })
    response.write('{')
  }
  return startStandIn(createHttpServer(stall))
}

/** Where nothing listens. */
export const nowhere = 'http://127.0.0.1:1'
