import { createHash } from 'node:crypto'

import type { OvhOptions } from '../../services/ovh/account.ts'

export const line = '+33939000001'

const application = { applicationKey: 'application', applicationSecret: 'secret of the application' }

/** The consumer keys, by what they may do. */
const keys = {
  all: {
    ...application,
    consumerKey: 'all',
    rules: (['GET', 'POST', 'PUT', 'DELETE'] as const).map((method) => ({ method, path: '/sms/*' })),
  },
  reader: { ...application, consumerKey: 'reader', rules: [{ method: 'GET', path: '/sms/sms-ab12345-1/*' }] },
} as const satisfies Record<string, OvhOptions['keys'][number]>

export const ovhOptions: OvhOptions = {
  serviceName: 'sms-ab12345-1',
  numbers: [line],
  keys: Object.values(keys),
  creditsLeft: 10_000,
}

export type Signed = { readonly method?: string; readonly body?: object; readonly key?: string; readonly at?: number }

/** A request as OVH's guide "First Steps with the OVHcloud APIs" signs it. */
export const signed = (url: string, { method = 'GET', body, key = 'all', at = Date.now() }: Signed = {}) => {
  const written = body === undefined ? '' : JSON.stringify(body)
  const timestamp = String(Math.floor(at / 1000))
  const parts = [application.applicationSecret, key, method, url, written, timestamp]
  const headers = {
    'x-ovh-application': application.applicationKey,
    'x-ovh-consumer': key,
    'x-ovh-timestamp': timestamp,
    'x-ovh-signature': `$1$${createHash('sha1').update(parts.join('+')).digest('hex')}`,
  }
  return { method, headers, ...(body && { body: written }) }
}
