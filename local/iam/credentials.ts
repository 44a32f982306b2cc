import { randomBytes } from 'node:crypto'

import type { Caller } from '../endpoint/call.ts'

/** What an SDK signs with. Signatures are not checked: whoever can reach the endpoint owns this account anyway. */
export type AccessKey = { readonly accessKeyId: string; readonly secretAccessKey: string }

export type Credentials = {
  /** A key for this caller alone. */
  readonly issue: (caller: Caller) => AccessKey
  /** Whose key signed a request; any key that was not issued here is the owner's. */
  readonly callerOf: (accessKeyId: string) => Caller
}

export const createCredentials = (): Credentials => {
  const callers = new Map<string, Caller>()
  return {
    issue: (caller) => {
      const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`
      callers.set(accessKeyId, caller)
      return { accessKeyId, secretAccessKey: randomBytes(20).toString('hex') }
    },
    callerOf: (accessKeyId) => callers.get(accessKeyId) ?? { kind: 'owner' },
  }
}
