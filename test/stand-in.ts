import type { Server, Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** A server on this machine in place of a remote one. */
export type StandIn = { readonly url: string; readonly stop: () => Promise<void> }

/** Listens on a free port. Stopping it closes connections whose requests are still open. */
export const startStandIn = async (server: Server): Promise<StandIn> => {
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

/** The address of a server that is stopped when the test ends. */
export const stoppedAfterwards = async (starting: Promise<StandIn>): Promise<string> => {
  const { url, stop } = await starting
  onTestFinished(stop)
  return url
}
