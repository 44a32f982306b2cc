import { createHmac, generateKeyPairSync } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import fc from 'fast-check'
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createVerifyToken } from '../../../carriers/httpsms/webhook-keys.ts'

import { day, hour, minute, second } from '../../../shared/rules/timing.ts'
import { cloudEvent, createVirtualWebhook, domain, text } from './virtual-webhook.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const secret = { userId: 'WB7DRDWrJZRGbYrv2CKGkqbzvqdC', webhookKey: 'k'.repeat(64) }

type Changes = Partial<typeof secret> & { readonly previousKey?: string }

const createKeys = ({ previousKey, ...changes }: Changes = {}) => {
  const asked: string[] = []
  const readKeys = async () => {
    asked.push('now')
    return {
      ...secret,
      ...changes,
      previousKey: async () => {
        asked.push('before')
        return previousKey
      },
    }
  }
  return { asked, readKeys }
}

const verify = (token: string, changes: Changes = {}, now = noon) =>
  createVerifyToken({ readKeys: createKeys(changes).readKeys, now: () => now })(token, domain)

/** The claims in a token of httpSMS (its webhook service), which is valid from ten minutes before to ten minutes after. */
const claims: JWTPayload = {
  aud: [`https://${domain}/`],
  exp: (noon + 10 * minute) / second,
  iat: noon / second,
  iss: 'api.httpsms.com',
  nbf: (noon - 10 * minute) / second,
  sub: secret.userId,
}

const keyOf = (text: string) => new TextEncoder().encode(text)

const sign = (changes: object = {}, key: string = secret.webhookKey, alg = 'HS256') =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg, typ: 'JWT' }).sign(keyOf(key))

const before = 'b'.repeat(64)

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token with any header and payload, signed by HMAC-SHA-256 with any key. */
const forge = (header: object, key: string | Buffer = secret.webhookKey, payload: object = claims) => {
  const signed = `${base64url(header)}.${base64url(payload)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

test('a token of httpSMS is valid from ten minutes before to ten minutes after it was issued', async () => {
  const token = await sign()
  expect(await verify(token)).toBe(true)
  expect(await verify(token, {}, noon - 10 * minute)).toBe(true)
  expect(await verify(token, {}, noon + 10 * minute - second)).toBe(true)
  expect(await verify(token, {}, noon - 10 * minute - second)).toBe(false)
  expect(await verify(token, {}, noon + 10 * minute)).toBe(false)
})

test.each([
  ['an hour', hour, true],
  ['more than an hour', hour + second, false],
])('a token may be valid for up to an hour: %s', async (_, lifetime, holds) => {
  const nbf = noon / second - 60
  expect(await verify(await sign({ nbf, exp: nbf + lifetime / second }))).toBe(holds)
})

test.each(['-1e999', '-1e300', '0'])('a token with a start far in the past is invalid: %s', async (nbf) => {
  const payload = JSON.stringify(claims).replace(/"nbf":\d+/, `"nbf":${nbf}`)
  const signed = `${base64url({ alg: 'HS256' })}.${Buffer.from(payload).toString('base64url')}`
  const signature = createHmac('sha256', secret.webhookKey).update(signed).digest('base64url')
  expect(await verify(`${signed}.${signature}`)).toBe(false)
})

test('a correct token made by the helper is valid, so that the forgeries below fail for the right reason', async () => {
  expect(await verify(forge({ alg: 'HS256', typ: 'JWT' }))).toBe(true)
})

test.each([
  ['as its owner typed it', `https://${domain}`],
  ['with a path', `https://${domain}/events?of=sims`],
  ['in capitals', `HTTPS://${domain.toUpperCase()}/`],
  ['among others', ['https://example.org/', `https://${domain}/`]],
])('the audience may be our URL %s', async (_, aud) => {
  expect(await verify(await sign({ aud }))).toBe(true)
})

test.each<[string, object]>([
  ['with another issuer', { iss: 'api.example.org' }],
  ['without an issuer', { iss: undefined }],
  ['with another subject', { sub: 'another account' }],
  ['without a subject', { sub: undefined }],
  ['for another host', { aud: ['https://zyxwvutsrq.lambda-url.eu-west-3.on.aws/'] }],
  ['for a host that begins with ours', { aud: [`https://${domain}.example.org/`] }],
  ['for a URL with our host in its path', { aud: [`https://example.org/${domain}`] }],
  ['for a URL with our host as its user', { aud: [`https://${domain}@example.org/`] }],
  ['for an audience that is not a URL', { aud: [domain] }],
  ['without an audience', { aud: undefined }],
  ['for an empty list', { aud: [] }],
  ['without an expiry', { exp: undefined }],
  ['without a start', { nbf: undefined }],
  ['expired yesterday', { exp: (noon - 24 * 60 * minute) / second }],
  ['starting tomorrow', { nbf: (noon + 24 * 60 * minute) / second }],
  ['valid for a year', { exp: (noon + 365 * day) / second }],
])('a token is invalid, whether it is signed with the current or the previous key: %s', async (_, changes) => {
  expect(await verify(await sign(changes))).toBe(false)
  expect(await verify(await sign(changes, before), { previousKey: before })).toBe(false)
})

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

test.each<[string, () => string | Promise<string>]>([
  ['signed with another key', () => sign({}, 'j'.repeat(64))],
  ['signed with the key of the API', () => sign({}, 'the key of the API'.repeat(4))],
  ['signed with no key', () => new UnsecuredJWT(claims).encode()],
  ['that says it needs no signature, and has one', () => forge({ alg: 'none' })],
  ['signed with the right key in another way', () => sign({}, secret.webhookKey, 'HS512')],
  ['that says it is signed by a private key', () => forge({ alg: 'RS256' })],
  ['signed with a public key', () => forge({ alg: 'HS256' }, publicKey.export({ type: 'spki', format: 'pem' }))],
  [
    'that brings its own key',
    () => forge({ alg: 'HS256', jwk: { kty: 'oct', k: 'aa' } }, Buffer.from('aa', 'base64url')),
  ],
  ['that spells the way of signing differently', () => forge({ alg: 'hs256' })],
  ['that asks for what nobody knows', () => forge({ alg: 'HS256', crit: ['mercy'], mercy: true })],
  ['that holds no claims', () => forge({ alg: 'HS256' }, secret.webhookKey, [])],
])('a token %s is invalid', async (_, make) => {
  expect(await verify(await make())).toBe(false)
})

const signature = 'x'.repeat(43)
const header = base64url({ alg: 'HS256' })

test.each([
  ...['', '.', '..', 'Salut', 'a.b.c', 'null.null.null', '{}', '\u0000', '\ud800', 'x'.repeat(100_000)],
  `${header}.e30.${signature}x`,
  `${header}.e30.${signature}.${signature}`,
  `${header}..${signature}`,
  `${header}.e+0.${signature}`,
  `${header}.${'x'.repeat(2048)}.${signature}`,
  `e30.e30.${signature}`,
  `${base64url({ alg: 'none' })}.e30.${signature}`,
  `${base64url({ alg: ['HS256'] })}.e30.${signature}`,
  `${'W1tb'.repeat(300)}.e30.${signature}`,
])('the token %j is refused as garbage before any key is read', async (token) => {
  const { asked, readKeys } = createKeys()
  expect(await createVerifyToken({ readKeys, now: () => noon })(token, domain)).toBe(false)
  expect(asked).toEqual([])
})

test('the longest token of httpSMS is accepted, with a URL of 255 characters and an account id of 128', async () => {
  const [address, userId] = [`https://${domain}/`.padEnd(255, 'x'), 'x'.repeat(128)]
  expect(await verify(await sign({ aud: [address], sub: userId }), { userId })).toBe(true)
})

test('before a SIM line is attached no token is valid, not even one with an empty subject', async () => {
  expect(await verify(await sign(), { userId: '' })).toBe(false)
  expect(await verify(await sign({ sub: '' }), { userId: '' })).toBe(false)
})

test('with an empty key no token is valid, not even one signed with it', async () => {
  const unsigned = forge({ alg: 'HS256' }, '')
  expect(await verify(unsigned, { webhookKey: '' })).toBe(false)
  expect(await verify(unsigned, { previousKey: '' })).toBe(false)
})

test('while the key is being changed, a token may be signed with the previous one', async () => {
  expect(await verify(await sign({}, before), { previousKey: before })).toBe(true)
  expect(await verify(await sign({}, before))).toBe(false)
  expect(await verify(await sign({}, 'c'.repeat(64)), { previousKey: before })).toBe(false)
})

test('the previous key is read only if the signature does not match the current one', async () => {
  const { asked, readKeys } = createKeys({ previousKey: before })
  const verifyToken = createVerifyToken({ readKeys, now: () => noon })
  await verifyToken(await sign(), domain)
  expect(asked).toEqual(['now'])
  await verifyToken(await sign({}, before), domain)
  expect(asked).toEqual(['now', 'now', 'before'])
})

test('if the keys cannot be read verification fails, and the event has to be retried', async () => {
  const readKeys = () => Promise.reject(new Error('Secrets Manager does not answer'))
  const unsure = createVerifyToken({ readKeys, now: () => noon })
  await expect(unsure(await sign(), domain)).rejects.toThrow('Secrets Manager does not answer')
})

describe('whoever has none of our keys', () => {
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
})
