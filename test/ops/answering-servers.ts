import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server on this machine that stands in for whatever is found where AWS, or another service, should be. */
export type StandIn = { readonly url: string; readonly stop: () => Promise<void> }

/** Takes connections, and never says a word. */
export const startSilent = (): Promise<StandIn> => start(createServer())

/** Answers every request alike. */
export const startAnswering = (status: number, contentType: string, body: string): Promise<StandIn> =>
  start(
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
  return start(createHttpServer(stall))
}

/** Where nothing listens. */
export const nowhere = 'http://127.0.0.1:1'

const start = async (server: Server): Promise<StandIn> => {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The address of a server that ends with the test. */
export const stoppedAfterwards = async (starting: Promise<StandIn>): Promise<string> => {
  const { url, stop } = await starting
  onTestFinished(stop)
  return url
}
