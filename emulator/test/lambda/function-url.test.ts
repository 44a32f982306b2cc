import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallOptions, callUrl, isLoopbackHost } from '../../endpoint/loopback.ts'
import { startToyCloud, type ToyCloud } from '../toy/cloud.ts'

let toy: ToyCloud
beforeAll(async () => {
  toy = await startToyCloud()
})
afterAll(() => toy.cloud.stop())

const urlOf = ({ cloud }: ToyCloud): string => cloud.outputs['FunctionUrl'] ?? ''
const call = (path = '', options?: CallOptions) => callUrl(`${urlOf(toy)}${path}`, options)
const answering = (answer: unknown) => call(`?answer=${encodeURIComponent(JSON.stringify(answer))}`)

describe('The URL of a function', () => {
  it('has a host name under localhost, and the port of the endpoint', () => {
    const { port } = new URL(toy.cloud.endpoint)
    expect(urlOf(toy)).toMatch(new RegExp(`^http://[a-z0-9]{32}\\.lambda-url\\.eu-west-3\\.localhost:${port}/$`))
  })

  it('encodes a binary body in base64', async () => {
    const headers = { 'content-type': 'application/octet-stream' }
    const { body } = await call('', { method: 'POST', headers, body: Buffer.from([0, 255]) })
    expect(JSON.parse(body)).toMatchObject({ body: 'AP8=', isBase64Encoded: true })
  })

  it.each<[string, unknown, number, string, string]>([
    [
      'the response of the function',
      { statusCode: 401, headers: { 'Content-Type': 'text/plain' }, body: 'no' },
      401,
      'text/plain',
      'no',
    ],
    ['an empty response', { statusCode: 204 }, 204, 'application/json', ''],
  ])('gives the caller %s', async (_, answer, status, type, body) => {
    const answered = await answering(answer)
    expect(answered).toMatchObject({ status, body })
    expect(answered.headers['content-type']).toBe(type)
  })

  it.each([
    ['a binary body', { statusCode: 200, body: 'w6k=', isBase64Encoded: true }, 'isBase64Encoded'],
    ['a response without a status', { a: 1 }, 'statusCode'],
    ['a string', 'hello', 'expected object'],
    ['an invalid header', { statusCode: 200, headers: { a: 'b\nc' } }, 'headers.a'],
    ['an invalid status', { statusCode: 'fine' }, 'statusCode'],
  ])('responds to %s with 502 and the reason', async (_, answer, why) => {
    expect(await answering(answer)).toMatchObject({ status: 502, body: expect.stringContaining(why) })
  })

  it('responds with 502 if the function fails, which is recorded like any invocation', async () => {
    const finished: boolean[] = []
    const unsubscribe = toy.cloud.invocations.subscribe(({ failed }) => finished.push(failed))
    expect(await call('?fail=yes')).toMatchObject({ status: 502, body: 'Internal Server Error' })
    expect(finished).toContain(true)
    unsubscribe()
  })

  it('accepts up to six megabytes', async () => {
    const headers = { 'content-type': 'text/plain' }
    const send = (bytes: number) =>
      call(`?answer=${encodeURIComponent('{"statusCode":200}')}`, { method: 'POST', headers, body: 'x'.repeat(bytes) })
    expect(await send(6 * 1024 * 1024)).toMatchObject({ status: 200 })
    expect(await send(6 * 1024 * 1024 + 1)).toMatchObject({ status: 413 })
  })

  it.each(['localhost:99999', 'abc.lambda-url.eu-west-3.localhost:99999'])(
    'is refused with 403 and a sentence if it has an impossible port: %s',
    async (host) => {
      expect(await callUrl(toy.cloud.endpoint, { headers: { host } })).toMatchObject({
        status: 403,
        body: expect.stringContaining('This endpoint serves localhost only.'),
      })
    },
  )

  it('is refused with 403 if no function has it', async () => {
    const { port } = new URL(toy.cloud.endpoint)
    const nowhere = await callUrl(`http://abc.lambda-url.eu-west-3.localhost:${port}/`)
    expect(nowhere).toMatchObject({ status: 403, body: '{"Message":"Forbidden"}' })
  })
})

describe('A host name', () => {
  it.each(['localhost', 'localhost:4000', '127.0.0.1:1', '[::1]:1'])('is a loopback address: %s', (host) =>
    expect(isLoopbackHost(host)).toBe(true),
  )

  it.each([
    'rebound.example',
    'localhost.example',
    'notlocalhost',
    '.localhost',
    'evil.localhost',
    'abc.lambda-url.eu-west-3.localhost:4566',
    'a.localhost.example:1',
    '127.0.0.10',
    'localhost:99999',
  ])('is not a loopback address: %s', (host) => expect(isLoopbackHost(host)).toBe(false))
})
