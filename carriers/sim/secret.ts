import {
  GetSecretValueCommand,
  type GetSecretValueRequest,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'

import { remembered } from './remembered.ts'

const schema = z.object({ apiKey: z.string(), webhookKey: z.string(), userId: z.string() })

/**
 * What a number and httpSMS know each other by: the key of its API, the key that it signs events with, and whose account it is.
 * The first and the last are empty until a SIM line is attached.
 */
export type SimSecret = Readonly<z.infer<typeof schema>>

/** Says nothing of what the secret holds instead. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret'
}

/** Reads a version of the secret: the one that holds now, unless another is named. */
export const readVersion = async (
  client: SecretsManagerClient,
  version: GetSecretValueRequest,
  abortSignal?: AbortSignal,
) => {
  const { SecretString = '', CreatedDate } = await client.send(new GetSecretValueCommand(version), {
    ...(abortSignal && { abortSignal }),
  })
  return { secret: parse(SecretString), createdAt: CreatedDate?.getTime() ?? 0 }
}

/** Gives the secret as it is now, or was not long ago. */
export const createSimSecret = (client: SecretsManagerClient, SecretId: string, now: () => number) =>
  remembered(async () => (await readVersion(client, { SecretId })).secret, now)

/** HS256 wants a key of 256 bits at least (RFC 7518, section 3.2): a shorter one can be guessed. */
const shortestKey = 32

/** For whoever verifies or signs with it. */
export const withLongKey = (secret: SimSecret): SimSecret => {
  if (secret.webhookKey.length >= shortestKey) return secret
  throw new UnreadableSecret(`The webhookKey of the secret is not at least ${shortestKey} characters long`)
}

const parse = (json: string): SimSecret => {
  try {
    return schema.parse(JSON.parse(json))
  } catch {
    throw new UnreadableSecret('The secret is not JSON with apiKey, userId and webhookKey')
  }
}
