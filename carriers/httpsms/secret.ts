import type { GetSecretValueRequest, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'
import { readSecret, remembered, UnreadableSecret } from '../../shared/adapters/secrets.ts'

const shape = z.object({ apiKey: z.string(), webhookKey: z.string(), userId: z.string() })

/** The secret shared with httpSMS. API key and user id are empty until a SIM line is attached. */
export type HttpSmsSecret = Readonly<z.infer<typeof shape>>

export const readVersion = (client: SecretsManagerClient, version: GetSecretValueRequest, abortSignal?: AbortSignal) =>
  readSecret(client, version, shape, abortSignal)

/** Gives the current secret, or a recently read one. */
export const createHttpSmsSecret = (client: SecretsManagerClient, SecretId: string, now: () => number) =>
  remembered(async () => (await readVersion(client, { SecretId })).secret, now)

/** HS256 requires a key of at least 256 bits (RFC 7518, section 3.2), because a shorter one can be guessed. */
export const shortestKey = 32

/** Refuses a short key. Everything that verifies or signs with the key calls this first. */
export const withLongKey = (secret: HttpSmsSecret): HttpSmsSecret => {
  if (secret.webhookKey.length >= shortestKey) return secret
  throw new UnreadableSecret(`The webhookKey of the secret is not at least ${shortestKey} characters long`)
}
