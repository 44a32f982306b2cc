import { Agent } from 'node:http'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { expect, test } from 'vitest'

import { neverConnected } from '../../../shared/adapters/unsent.ts'

/** The error of the SDK's own client for a connection that is never established, because the DNS look-up does not end. */
const connectionTimeoutError = (): Promise<unknown> => {
  const handler = new NodeHttpHandler({ connectionTimeout: 1, httpAgent: new Agent({ lookup: () => undefined }) })
  return handler.handle(new HttpRequest({ protocol: 'http:', hostname: 'carrier.invalid' })).catch((error) => error)
}

const failed = (syscall: string) => Object.assign(new Error(syscall), { syscall })

test('the SDK’s connection timeout means that no server was reached', async () => {
  expect(neverConnected(await connectionTimeoutError())).toBe(true)
})

test.each([
  [
    'a host that fails to connect at each of its addresses was never reached',
    [failed('connect'), failed('connect')],
    true,
  ],
  [
    'a host that fails to read at one of its addresses may have been reached',
    [failed('connect'), failed('read')],
    false,
  ],
  ['a host without addresses may have been reached', [], false],
])('%s', (_, errors, nothing) => {
  expect(neverConnected(new AggregateError(errors))).toBe(nothing)
})
