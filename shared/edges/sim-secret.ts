import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'

import { minute } from '../rules/timing.ts'

const schema = z.object({ apiKey: z.string(), webhookKey: z.string(), userId: z.string() })

/**
 * What a number and httpSMS know each other by: the key of its API, the key that it signs events with, and whose account it is.
 * The first and the last are empty until a SIM line is attached.
 */
export type SimSecret = Readonly<z.infer<typeof schema>>

/** A key that is replaced holds within so long. */
const trustMs = 5 * minute

/** Says nothing of what the secret holds instead. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret'
}

/** Reads the secret, at most every five minutes; while it can't be read, what was read before stands. Throws where nothing was. */
export const createSimSecret = (client: SecretsManagerClient, SecretId: string, now: () => number) => {
  let known: { readonly secret: SimSecret; readonly readAt: number } | undefined
  const read = async (): Promise<SimSecret> => {
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }))
    const secret = parse(SecretString)
    known = { secret, readAt: now() }
    return secret
  }
  return async (): Promise<SimSecret> => {
    if (known === undefined) return read()
    const { secret, readAt } = known
    return now() - readAt < trustMs ? secret : read().catch(() => secret)
  }
}

const parse = (json: string): SimSecret => {
  try {
    return schema.parse(JSON.parse(json))
  } catch {
    throw new UnreadableSecret('The secret is not JSON with apiKey, userId and webhookKey')
  }
}
