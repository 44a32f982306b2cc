import { createServer, type IncomingHttpHeaders, type RequestOptions, request, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { CloudError } from '../cloud-error.ts'

export const loopback = '127.0.0.1'

/** Listens on 127.0.0.1, and resolves with the port. A `CloudError` names `variable`, which can set another one. */
export const listen = (server: Server, port: number, variable: string): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is in use' : `can't be used (${error.code})`
      reject(new CloudError(`Port ${port} ${reason}: end the program that has it, or set ${variable} to another port.`))
    })
    server.listen({ port, host: loopback }, () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })

/** Throws a `CloudError` if a port is in use, so that nobody waits for a start that must fail. */
export const assertFree = async (port: number, variable: string): Promise<void> => {
  const server = createServer()
  await listen(server, port, variable)
  await new Promise((resolve) => server.close(resolve))
}

/** Whether a Host header names this machine. Any website can have a name that leads to 127.0.0.1 (DNS rebinding). */
export const isLoopbackHost = (host: string | undefined): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(host ?? '') && hasPossiblePort(host)

/** Whether a Host header that is right in all else has no port above 65535, and so can be part of a URL. */
const hasPossiblePort = (host: string | undefined): boolean => URL.canParse(`http://${host}`)

/** Whether the host is that of a function URL. Names under `localhost` are always this machine (RFC 6761). */
export const isFunctionHost = (host: string | undefined): boolean =>
  /^[a-z\d]+\.lambda-url\.[a-z\d-]+\.localhost(:\d+)?$/i.test(host ?? '') && hasPossiblePort(host)

type UrlResponse = Readonly<{ status: number | undefined; headers: IncomingHttpHeaders; body: string }>

export type CallOptions = Pick<RequestOptions, 'method' | 'signal'> & {
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

/** Calls a URL under `localhost` by asking 127.0.0.1, because not every system resolves such names. */
export const callUrl = (
  url: string,
  { method = 'GET', headers = {}, body, signal }: CallOptions = {},
): Promise<UrlResponse> =>
  new Promise((resolve, reject) => {
    const { host, port, pathname, search } = new URL(url)
    const path = `${pathname}${search}`
    const options = { method, port, host: loopback, path, headers: { host, ...headers }, signal }
    const call = request(options, (response) => {
      const { statusCode: status, headers } = response
      text(response).then((body) => resolve({ status, headers, body }), reject)
    })
    call.on('error', reject).end(body)
  })
