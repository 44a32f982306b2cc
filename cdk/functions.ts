import { type Bundle, carrierBundles } from '../carriers/bundles.ts'

/** The functions, each in a folder of its name in functions. Who raises what a bundle may weigh says in the commit what it gains. */
export const bundles = {
  'receive-sms': { maxBytes: 376_000, variables: { REPLIES_QUEUE_URL: 'x', PEPPER: 'x', REPLY_SIGNING_KEY: 'x' } },
  'send-reply': {
    maxBytes: 315_000,
    variables: { REPLIES_QUEUE_URL: 'x', REPLY_SIGNING_KEY: 'x', UNSIGNED_REPLIES_UNTIL: '2026-12-01T00:00:00.000Z' },
  },
  ...carrierBundles,
} as const satisfies Readonly<Record<string, Bundle>>

export type FunctionName = keyof typeof bundles

export const functionNames = Object.keys(bundles) as readonly FunctionName[]
