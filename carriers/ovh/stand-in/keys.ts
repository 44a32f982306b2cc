import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Answer, Call } from '../../../emulator/index.ts'
import { ovhAnswer, ovhError } from './requests.ts'

/** The three keys with which an application calls OVHcloud's API, and what the consumer key may do. */
export type OvhKey = {
  readonly applicationKey: string
  readonly applicationSecret: string
  readonly consumerKey: string
  /** An asterisk in a path stands for any characters (OVH's guide "First Steps with the OVHcloud APIs"; node-ovh). */
  readonly rules: readonly OvhRule[]
}

const rule = z.strictObject({ method: z.enum(['GET', 'POST', 'PUT', 'DELETE']), path: z.string() }).readonly()

type OvhRule = z.infer<typeof rule>

const credentialRequest = z.object({ accessRules: z.array(rule), redirection: z.string().optional() })

/** How far a request's time may differ. Assumed: eight minutes were too many (rmbolger/Posh-ACME, issue 162). */
const toleratedSeconds = 180

/** The signature of a request (node-ovh, `signRequest`; OVH's guide "First Steps with the OVHcloud APIs"). */
const signatureOf = (key: OvhKey, method: string, url: string, body: string, timestamp: string): string => {
  const signed = [key.applicationSecret, key.consumerKey, method, url, body, timestamp].join('+')
  return `$1$${createHash('sha1').update(signed).digest('hex')}`
}

export type KeyOptions = {
  readonly keys: readonly OvhKey[]
  /** Until when confirmed keys live; null, by default, is for ever. OVHcloud proposes a day (go-ovh, README). */
  readonly keysExpire?: string | null
  /** By default any number. The limit isn't documented; "60 req/min by consumer key" is fine (python-ovh, 81). */
  readonly requestsPerMinute?: number
}

/** The account's keys, and those that are asked for. Paths and fields are of OVH's schema (1.0/auth.json). */
export const createKeys = ({ keys: given, keysExpire = null, requestsPerMinute = Infinity }: KeyOptions) => {
  const valid = new Map(given.map((key, id) => [key.consumerKey, { ...key, id }]))
  let nextId = given.length
  const ids = () => [...valid.values()].map(({ id }) => id)
  const keyOf = (id: number) => [...valid.values()].find((key) => key.id === id)
  const asked = new Map<string, OvhKey>()
  const requests = new Map<string, readonly number[]>()

  const isOverused = ({ consumerKey }: OvhKey, now: number): boolean => {
    const lately = [...(requests.get(consumerKey) ?? []).filter((at) => at > now - 60_000), now]
    requests.set(consumerKey, lately)
    return lately.length > requestsPerMinute
  }

  return {
    /**
     * The error that refuses a request, or undefined. The first two were seen live in 2026, others in issues (php-ovh
     * 56 and 97, python-ovh 86, Posh-ACME 537, komiser 1490). Their order and the words for 429 aren't known.
     */
    refusalOf: (call: Call, now: number): Answer | undefined => {
      const { headers, body, target = { method: '', url: '', path: '' } } = call
      const ofApplication = given.filter(({ applicationKey }) => applicationKey === headers['x-ovh-application'])
      const { 'x-ovh-consumer': consumer, 'x-ovh-signature': signature, 'x-ovh-timestamp': timestamp } = headers
      if (ofApplication.length === 0) return ovhError(403, 'This application key is invalid')
      if (consumer === undefined || signature === undefined || timestamp === undefined)
        return ovhError(401, 'You must login first')
      if (!(Math.abs(Number(timestamp) - now / 1000) <= toleratedSeconds)) return ovhError(400, 'Query out of time')
      const key = valid.get(consumer)
      if (key === undefined) return ovhError(403, 'This credential is not valid')
      if (signature !== signatureOf(key, target.method, target.url, body, timestamp))
        return ovhError(400, 'Invalid signature')
      if (!key.rules.some((rule) => allows(rule, target))) return ovhError(403, 'This call has not been granted')
      return isOverused(key, now) ? ovhError(429, 'Too many requests') : undefined
    },

    /** Answers an unsigned request for a key, which somebody has to confirm at the address in the response. */
    ask: ({ headers, body, target }: Call): Answer => {
      const application = given.find(({ applicationKey }) => applicationKey === headers['x-ovh-application'])
      const { data } = credentialRequest.safeParse(JSON.parse(body || '{}'))
      if (application === undefined) return ovhError(403, 'This application key is invalid')
      if (data === undefined) return ovhError(400, 'Invalid parameter accessRules')
      const [consumerKey, token] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')]
      asked.set(token, { ...application, consumerKey, rules: data.accessRules })
      const validationUrl = new URL(`confirm?credentialToken=${token}`, target?.url).href
      return ovhAnswer(200, { consumerKey, state: 'pendingValidation', validationUrl })
    },

    /** Does what somebody does who opens that address, logs in and confirms. */
    confirm: (token: unknown): Answer | undefined => {
      const key = asked.get(String(token))
      if (key === undefined) return undefined
      asked.delete(String(token))
      valid.set(key.consumerKey, { ...key, id: nextId++ })
      return ovhAnswer(200, 'The key is valid.')
    },

    current: ({ headers }: Call): Answer => {
      const rules = valid.get(headers['x-ovh-consumer'] ?? '')?.rules
      return ovhAnswer(200, { status: 'validated', expiration: keysExpire, rules })
    },

    /** The ids of all keys, and one of them (OVH's schema, `api.Credential`); undefined for an id that there is not. */
    list: (): Answer => ovhAnswer(200, ids()),
    get: (id: number): Answer | undefined => {
      const key = keyOf(id)
      return key && ovhAnswer(200, { credentialId: id, status: 'validated', expiration: keysExpire, rules: key.rules })
    },
    revoke: (id: number): Answer | undefined =>
      valid.delete(keyOf(id)?.consumerKey ?? '') ? ovhAnswer(200, null) : undefined,

    expire: ({ headers }: Call): Answer => {
      valid.delete(headers['x-ovh-consumer'] ?? '')
      return ovhAnswer(200, null)
    },
  }
}

/** Whether OVHcloud compares a path before or after its percent-encoding is undone isn't known; here it is before. */
const allows = (rule: OvhRule, { method, path }: { readonly method: string; readonly path: string }): boolean =>
  rule.method === method && new RegExp(`^${rule.path.replace(/[^\w/*-]/g, '\\$&').replaceAll('*', '.*')}$`).test(path)
