import { createHash } from 'node:crypto'
import { ovhError } from '../../endpoint/answers.ts'
import type { Answer, Call } from '../../endpoint/call.ts'

/** The three keys with which an application calls OVHcloud's API, and what the consumer key may do. */
export type OvhKey = {
  readonly applicationKey: string
  readonly applicationSecret: string
  readonly consumerKey: string
  /** An asterisk in a path stands for any characters (OVH's guide "First Steps with the OVHcloud APIs"; node-ovh's README: `/*`). */
  readonly rules: readonly OvhRule[]
}

type OvhRule = { readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'; readonly path: string }

/**
 * How far a request's time may differ. OVH doesn't document it; eight minutes were too many (rmbolger/Posh-ACME, issue 162), and this number is
 * assumed.
 */
const toleratedSeconds = 180

/** The signature of a request (node-ovh, `signRequest`; OVH's guide "First Steps with the OVHcloud APIs"). */
const signatureOf = (key: OvhKey, method: string, url: string, body: string, timestamp: string): string => {
  const signed = [key.applicationSecret, key.consumerKey, method, url, body, timestamp].join('+')
  return `$1$${createHash('sha1').update(signed).digest('hex')}`
}

/**
 * Gives the error with which OVHcloud refuses a request; undefined for one that it carries out. The words of the first and the second error
 * were seen live in 2026 (in somebody else's tests), those of the others in issues (php-ovh 56 and 97, python-ovh 86, Posh-ACME 537,
 * komiser 1490). In which order OVHcloud checks isn't known.
 */
export const refusalOf = (call: Call, keys: readonly OvhKey[], now: number): Answer | undefined => {
  const { headers, body, target = { method: '', url: '', path: '' } } = call
  const ofApplication = keys.filter(({ applicationKey }) => applicationKey === headers['x-ovh-application'])
  const { 'x-ovh-consumer': consumer, 'x-ovh-signature': signature, 'x-ovh-timestamp': timestamp } = headers
  if (ofApplication.length === 0) return ovhError(403, 'This application key is invalid')
  if (consumer === undefined || signature === undefined || timestamp === undefined)
    return ovhError(401, 'You must login first')
  if (!(Math.abs(Number(timestamp) - now / 1000) <= toleratedSeconds)) return ovhError(400, 'Query out of time')
  const key = ofApplication.find(({ consumerKey }) => consumerKey === consumer)
  if (key === undefined) return ovhError(403, 'This credential is not valid')
  if (signature !== signatureOf(key, target.method, target.url, body, timestamp))
    return ovhError(400, 'Invalid signature')
  if (!key.rules.some((rule) => allows(rule, target))) return ovhError(403, 'This call has not been granted')
  return undefined
}

/** Whether OVHcloud compares a path before or after its percent-encoding is undone isn't known; here it is before. */
const allows = (rule: OvhRule, { method, path }: { readonly method: string; readonly path: string }): boolean =>
  rule.method === method && new RegExp(`^${rule.path.replace(/[^\w/*-]/g, '\\$&').replaceAll('*', '.*')}$`).test(path)
