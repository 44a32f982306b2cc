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

/** Reads the secret, at most every five minutes. */
export const createSimSecret = (client: SecretsManagerClient, SecretId: string, now: () => number) => {
  let known: { readonly secret: SimSecret; readonly readAt: number } | undefined
  return async (): Promise<SimSecret> => {
    if (known !== undefined && now() - known.readAt < trustMs) return known.secret
    const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }))
    known = { secret: schema.parse(JSON.parse(SecretString)), readAt: now() }
    return known.secret
  }
}
