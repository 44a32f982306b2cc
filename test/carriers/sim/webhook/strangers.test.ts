import { createHmac } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import fc from 'fast-check'
import { expect, test } from 'vitest'

import { createVerifyToken } from '../../../../carriers/sim/webhook-keys.ts'
import { cloudEvent, text } from '../rules/http-sms-payloads.ts'
import { createVirtualWebhook, defaultHeaders, domain } from './virtual-webhook.ts'

/** Anybody can post anything to the public URL of the webhook, but without one of our keys. */

const noon = Date.UTC(2026, 10, 24, 12)
const userId = 'WB7DRDWrJZRGbYrv2CKGkqbzvqdC'

const createWebhook = () =>
  createVirtualWebhook(
    {},
    createVerifyToken({
      readKeys: async () => ({ userId, webhookKey: 'k'.repeat(64), previousKey: async () => 'p'.repeat(64) }),
      now: () => noon,
    }),
  )

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')

/** Strings that often break programs, such as lone surrogates, and very long ones. */
const strings = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\ud800', '\u0000', '__proto__', 'x'.repeat(300_000)),
)

const claims = {
  iss: 'api.httpsms.com',
  aud: [`https://${domain}/`],
  sub: userId,
  nbf: noon / 1000 - 600,
  exp: noon / 1000 + 600,
}
const header = fc.oneof(
  fc.constantFrom({ alg: 'HS256', typ: 'JWT' }, { alg: 'none' }, { alg: 'RS256' }),
  fc.jsonValue(),
)
const payload = fc.oneof(
  fc.constant(claims),
  fc.record({ aud: fc.jsonValue(), nbf: fc.jsonValue(), exp: fc.jsonValue() }).map((odd) => ({ ...claims, ...odd })),
  fc.jsonValue(),
)
/** Tokens signed with another key, or with an arbitrary signature. */
const tokens = fc.tuple(header, payload, fc.option(strings)).map(([alg, said, signature]) => {
  const signed = `${base64url(alg)}.${base64url(said)}`
  return `${signed}.${signature ?? createHmac('sha256', 'not ours').update(signed).digest('base64url')}`
})

const authorization = fc.oneof(
  tokens.map((token) => `Bearer ${token}`),
  strings.map((token) => `Bearer ${token}`),
  strings,
)
const headers = fc.oneof(
  fc.record(
    { authorization, 'content-type': fc.oneof(fc.constant('application/json'), strings) },
    { requiredKeys: [] },
  ),
  fc.record({ authorization: fc.oneof(authorization, fc.array(authorization), fc.anything()) }),
  fc.dictionary(strings, strings),
  fc.constantFrom(undefined, null),
)
const bodies = fc.oneof(
  fc.constantFrom(cloudEvent('message.phone.received', text), '['.repeat(100_000), '{"a":'.repeat(50_000)),
  strings,
  fc.json(),
  fc.anything(),
)

const requests = fc.record(
  {
    version: fc.constant('2.0'),
    headers,
    body: bodies,
    isBase64Encoded: fc.oneof(fc.boolean(), fc.anything()),
    requestContext: fc.oneof(
      fc.constantFrom(undefined, {}, { domainName: domain, http: { method: 'GET' } }),
      fc.record({ domainName: fc.oneof(fc.constant(domain), fc.anything()) }),
    ),
  },
  { requiredKeys: [] },
)

test('whatever a stranger posts is refused and counted as refused, and never counted as an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const webhook = createWebhook()
      const answer = await webhook.handle(request as unknown as LambdaFunctionURLEvent)
      expect(answer).toMatchObject({ statusCode: expect.toSatisfy((status) => [401, 413, 503].includes(status)) })
      expect(webhook.counts()).toEqual({ WebhookRefused: 1 })
      expect(webhook.logs.map(({ event }) => event)).toEqual(['webhook refused'])
      expect(webhook.published).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

test('a request that is correct but for its token gets 401, and never the 503 of a temporary failure', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(tokens, strings), fc.string(), async (token, body) => {
      const answer = await createWebhook().post(body, {
        headers: { ...defaultHeaders, authorization: `Bearer ${token}` },
      })
      expect(answer.statusCode).toBe(401)
    }),
    { numRuns: 500 },
  )
})
