import { request } from 'node:http'

export type UrlResponse = {
  readonly status: number | undefined
  readonly headers: { readonly [name: string]: unknown }
  readonly body: string
}

export type CallOptions = {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string | Buffer
}

/** Calls a URL whose host is under `localhost`. Not every system resolves such names, so the request goes to 127.0.0.1. */
export const callUrl = (url: string, { method = 'GET', headers = {}, body }: CallOptions = {}): Promise<UrlResponse> =>
  new Promise((resolve, reject) => {
    const { host, port, pathname, search } = new URL(url)
    const options = { method, port, host: '127.0.0.1', path: `${pathname}${search}`, headers: { host, ...headers } }
    const call = request(options, async (response) => {
      const chunks: Buffer[] = []
      for await (const chunk of response) chunks.push(chunk)
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') })
    })
    call.on('error', reject).end(body)
  })
