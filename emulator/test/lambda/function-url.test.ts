import { afterAll, describe, expect, it } from 'vitest'
import { type CallOptions, callUrl, isLoopbackHost } from '../../endpoint/loopback.ts'
import { startToyCloud } from '../toy/cloud.ts'

const { cloud } = await startToyCloud()
afterAll(cloud.stop)

const call = (path = '', options?: CallOptions) => callUrl(`${cloud.outputs['FunctionUrl']}${path}`, options)
const answering = (answer: unknown) => call(`?answer=${encodeURIComponent(JSON.stringify(answer))}`)

describe('The URL of a function', () => {
  it('encodes a binary body in base64', async () => {
    const headers = { 'content-type': 'application/octet-stream' }
    const { body } = await call('', { method: 'POST', headers, body: Buffer.from([0, 255]) })
    expect(JSON.parse(body)).toMatchObject({ body: 'AP8=', isBase64Encoded: true })
  })

  it.each<[unknown, number, string, unknown]>([
    [{ statusCode: 401, headers: { 'Content-Type': 'text/plain' }, body: 'no' }, 401, 'text/plain', 'no'],
    [{ statusCode: 204 }, 204, 'application/json', ''],
    // What is not supported here, or that nobody could send, gets the reason.
    [{ statusCode: 200, body: 'w6k=', isBase64Encoded: true }, 502, 'application/json', 'isBase64Encoded'],
    [{ a: 1 }, 502, 'application/json', 'statusCode'],
    ['hello', 502, 'application/json', 'expected object'],
    [{ statusCode: 200, headers: { a: 'b\nc' } }, 502, 'application/json', 'headers.a'],
    [{ statusCode: 'fine' }, 502, 'application/json', 'statusCode'],
  ])('passes on what the function returns, if it can: %o', async (answer, status, type, body) => {
    const expected = { status, headers: { 'content-type': type }, body: expect.stringContaining(`${body}`) }
    expect(await answering(answer)).toMatchObject(expected)
  })

  it('responds with 502 if the function fails', async () => {
    expect(await call('?fail=yes')).toMatchObject({ status: 502, body: 'Internal Server Error' })
  })

  it('accepts up to six megabytes', async () => {
    const headers = { 'content-type': 'text/plain' }
    const send = (bytes: number) =>
      call(`?answer=${encodeURIComponent('{"statusCode":200}')}`, { method: 'POST', headers, body: 'x'.repeat(bytes) })
    expect(await send(6 * 1024 * 1024)).toMatchObject({ status: 200 })
    expect(await send(6 * 1024 * 1024 + 1)).toMatchObject({ status: 413 })
  })

  it.each([
    ['localhost:99999', 'This endpoint serves localhost only.'],
    ['abc.lambda-url.eu-west-3.localhost:99999', 'This endpoint serves localhost only.'],
    ['abc.lambda-url.eu-west-3.localhost', '{"Message":"Forbidden"}'],
  ])('is refused if it has an impossible port, or no function has it: %s', async (host, body) => {
    const refused = await callUrl(cloud.endpoint, { headers: { host } })
    expect(refused).toMatchObject({ status: 403, body: expect.stringContaining(body) })
  })
})

it.each([
  ...['localhost', 'localhost:4000', '127.0.0.1:1', '[::1]:1'].map((host) => [host, true] as const),
  ...['rebound.example', 'localhost.example', 'notlocalhost', 'evil.localhost', '127.0.0.10', 'localhost:99999'].map(
    (host) => [host, false] as const,
  ),
])('The host %s is this machine: %s', (host, isHere) => expect(isLoopbackHost(host)).toBe(isHere))
