import { Agent } from 'node:http'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { expect, test } from 'vitest'

import { neverConnected } from '../../../shared/adapters/never-connected.ts'

/** What the SDK's own client says of a connection that is never established, since its host is looked up for ever. */
const whatTheSdkSays = (): Promise<unknown> => {
  const handler = new NodeHttpHandler({ connectionTimeout: 1, httpAgent: new Agent({ lookup: () => undefined }) })
  return handler.handle(new HttpRequest({ protocol: 'http:', hostname: 'carrier.invalid' })).catch((error) => error)
}

const failed = (syscall: string) => Object.assign(new Error(syscall), { syscall })

test('a connection that the SDK gave up waiting for carried nothing', async () => {
  expect(neverConnected(await whatTheSdkSays())).toBe(true)
})

test.each([
  ['is refused at each of its addresses', [failed('connect'), failed('connect')], true],
  ['was reset at one of them', [failed('connect'), failed('read')], false],
  ['has none', [], false],
])('a host that %s', (_, errors, nothing) => {
  expect(neverConnected(new AggregateError(errors))).toBe(nothing)
})
