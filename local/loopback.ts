import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { Refusal } from '../settings/refusal.ts'

export const loopback = '127.0.0.1'

/** Listens on loopback only; port 0 takes a free one. Gives the port, or throws a `Refusal` that names `variable`, which sets it. */
export const listen = (server: Server, port: number, variable: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use' : `can't be used (${error.code})`
      reject(new Refusal(`Port ${port} ${reason}: end the program that has it, or set ${variable} to another port.`))
    })
    server.listen({ port, host: loopback }, () => resolve(portOf(server.address())))
  })

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' ? (address?.port ?? 0) : 0

/** Throws a `Refusal` when a port is taken, before anybody has waited for what would be served there. */
export const assertFree = async (port: number, variable: string): Promise<void> => {
  const server = createServer()
  await listen(server, port, variable)
  await new Promise((resolve) => server.close(resolve))
}

/** Any web site may have a name that leads to 127.0.0.1; only requests that mean this machine are answered. */
export const isLoopbackHost = (host: string | undefined): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? '')
