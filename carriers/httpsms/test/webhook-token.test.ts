import { createHmac, generateKeyPairSync } from 'node:crypto'
import type { LambdaFunctionURLEvent } from 'aws-lambda'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minute, second } from '../../../shared/rules/timing.ts'
import { merged, readExamples } from '../../test/examples.ts'
import { createVerifyToken } from '../lambda/webhook-keys.ts'
import { cloudEvent, createVirtualWebhook, domain, text } from './virtual-webhook.ts'

/** A token's claims, and whether one with these changes is valid. */
type Tokens = {
  readonly at: string
  readonly claims: object
  readonly examples: Readonly<Record<string, readonly [changes: object, isValid: boolean]>>
}
const { at, claims, examples }: Tokens = readExamples('httpsms', 'tokens')
const noon = Date.parse(at)
const current = 'k'.repeat(64)
const before = 'b'.repeat(64)
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url')

const signed = (header: string, payload: string, key: string | Buffer, hash = 'sha256') =>
  `${header}.${payload}.${createHmac(hash, key).update(`${header}.${payload}`).digest('base64url')}`

/** A token with any header and payload, signed by HMAC-SHA-256 with any key. */
const forge = (header: object, key: string | Buffer = current, payload: object = claims) =>
  signed(base64url(header), base64url(payload), key)

/** A token of httpSMS, with these changes of its claims. */
const sign = (changes: object = {}, key = current) =>
  forge({ alg: 'HS256', typ: 'JWT' }, key, Object(merged(claims, changes)))

test.each([
  ['when it is issued', noon, true],
  ['ten minutes before', noon - 10 * minute, true],
  ['a second less than ten minutes after', noon + 10 * minute - second, true],
  ['before that', noon - 10 * minute - second, false],
  ['ten minutes after', noon + 10 * minute, false],
])('whether a token of httpSMS is valid %s', async (_, at, holds) => {
  expect(await verify(sign(), {}, at)).toBe(holds)
})

test.each(Object.entries(examples))('a token that %s is valid or not, by either key', async (_, [changes, holds]) => {
  expect(await verify(sign(changes))).toBe(holds)
  expect(await verify(sign(changes, before), { previousKey: before })).toBe(holds)
})

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const header = base64url({ alg: 'HS256' })
const sinceEver = Buffer.from(JSON.stringify(claims).replace(/"nbf":\d+/, '"nbf":-1e999')).toString('base64url')

test.each<[string, string]>([
  ['signed with another key', sign({}, 'j'.repeat(64))],
  ['signed with no key', `${base64url({ alg: 'none' })}.${base64url(claims)}.`],
  ['that says it needs no signature, and has one', forge({ alg: 'none' })],
  ['signed by the right key in another way', signed(base64url({ alg: 'HS512' }), base64url(claims), current, 'sha512')],
  ['that says it is signed by a private key', forge({ alg: 'RS256' })],
  ['signed with a public key', forge({ alg: 'HS256' }, publicKey.export({ type: 'spki', format: 'pem' }) as string)],
  ['that brings its own key', forge({ alg: 'HS256', jwk: { kty: 'oct', k: 'aa' } }, Buffer.from('aa', 'base64url'))],
  ['that spells the way of signing differently', forge({ alg: 'hs256' })],
  ['that asks for what nobody knows', forge({ alg: 'HS256', crit: ['mercy'], mercy: true })],
  ['that holds no claims', forge({ alg: 'HS256' }, current, [])],
  ['that is valid since ever', signed(header, sinceEver, current)],
])('a token %s is invalid', async (_, token) => {
  expect(await verify(token)).toBe(false)
})

const signature = 'x'.repeat(43)

test.each([
  ...['', '..', 'Salut', 'a.b.c', '\u0000', '\ud800', 'x'.repeat(100_000)],
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
  const { asked, verify } = createVerifying()
  expect(await verify(token, domain)).toBe(false)
  expect(asked).toEqual([])
})

test.each<[string, string, Changes, boolean]>([
  ['the longest account id', sign({ sub: 'x'.repeat(128) }), { userId: 'x'.repeat(128) }, true],
  ['no account, before a SIM line is attached', sign(), { userId: '' }, false],
  ['no account and no subject', sign({ sub: '' }), { userId: '' }, false],
  ['an empty key', sign({}, ''), { webhookKey: '' }, false],
  ['an empty key that was replaced', sign({}, ''), { previousKey: '' }, false],
  ['a key that was replaced', sign({}, before), { previousKey: before }, true],
  ['a key that was replaced long ago', sign({}, before), {}, false],
  ['a key that was replaced twice', sign({}, 'c'.repeat(64)), { previousKey: before }, false],
])('whether a token is valid with %s', async (_, token, changes, holds) => {
  expect(await verify(token, changes)).toBe(holds)
})

test('the previous key is read only if the signature does not match the current one', async () => {
  const { asked, verify } = createVerifying({ previousKey: before })
  await verify(sign(), domain)
  expect(asked).toEqual(['now'])
  await verify(sign({}, before), domain)
  expect(asked).toEqual(['now', 'now', 'before'])
})

test('if the keys cannot be read verification fails, and the event has to be retried', async () => {
  const readKeys = () => Promise.reject(new Error('Secrets Manager does not answer'))
  const unsure = createVerifyToken({ readKeys, now: () => noon })
  await expect(unsure(sign(), domain)).rejects.toThrow('Secrets Manager does not answer')
})

/** Strings that often break programs, such as lone surrogates, and very long ones. */
const strings = fc.oneof(
  // fast-check's own strings begin with a table of all code points.
  fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((points) => String.fromCodePoint(...points)),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', '\ud800', '\u0000', '__proto__', 'x'.repeat(300_000)),
)
const headers = fc.oneof(fc.constantFrom({ alg: 'HS256', typ: 'JWT' }, { alg: 'none' }), fc.jsonValue())
const payloads = fc.oneof(
  fc.record({ aud: fc.jsonValue(), nbf: fc.jsonValue(), exp: fc.jsonValue() }).map((odd) => ({ ...claims, ...odd })),
  fc.constantFrom<unknown>(claims, [], null),
)
/** Tokens signed with another key, or with an arbitrary signature. */
const tokens = fc.tuple(headers, payloads, fc.option(strings)).map(([header, payload, other]) => {
  const parts = [base64url(header), base64url(payload)] as const
  return other === null ? signed(...parts, 'not ours') : `${parts.join('.')}.${other}`
})
const bearer = fc.oneof(tokens, strings).map((token) => `Bearer ${token}`)
const authorization = fc.oneof(bearer, strings, fc.anything())
const domains = fc.constant(domain)
const aText = cloudEvent('message.phone.received', text)
/** Anybody can post anything to the public URL of the webhook, but without one of our keys. */
const requests = fc.record(
  {
    headers: fc.oneof(
      fc.record({ authorization, 'content-type': fc.oneof(fc.constant('application/json'), strings) }),
      fc.dictionary(strings, strings),
      fc.constantFrom(undefined, null),
    ),
    body: fc.oneof(fc.constantFrom(aText, '['.repeat(100_000)), strings, fc.anything()),
    isBase64Encoded: fc.anything(),
    requestContext: fc.oneof(fc.constant(undefined), fc.record({ domainName: fc.oneof(domains, fc.anything()) })),
  },
  { requiredKeys: [] },
)

test('whatever a stranger posts is refused and logged, and never counted as an error of ours', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (request) => {
      const webhook = createVirtualWebhook({}, createVerifying({ previousKey: before }).verify)
      const answer = await webhook.handle(request as unknown as LambdaFunctionURLEvent)
      expect(answer).toMatchObject({ statusCode: expect.toSatisfy((status) => [401, 413, 503].includes(status)) })
      expect(webhook.counts()).toEqual({})
      expect(webhook.logs.map(({ event }) => event)).toEqual(['webhook refused'])
      expect(webhook.published).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

const secret = { userId: 'WB7DRDWrJZRGbYrv2CKGkqbzvqdC', webhookKey: current }

type Changes = Partial<typeof secret> & { readonly previousKey?: string }

/** What verifies tokens, and which keys it has asked for. */
const createVerifying = ({ previousKey, ...changes }: Changes = {}, at = noon) => {
  const asked: string[] = []
  const readKeys = async () => {
    asked.push('now')
    const readPrevious = async () => {
      asked.push('before')
      return previousKey
    }
    return { ...secret, ...changes, previousKey: readPrevious }
  }
  return { asked, verify: createVerifyToken({ readKeys, now: () => at }) }
}

const verify = (token: string, changes: Changes = {}, at = noon) => createVerifying(changes, at).verify(token, domain)
