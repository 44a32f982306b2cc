import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret, remembered } from '../../shared/adapters/secrets.ts'
import { type OvhKey, ovhKey } from './api.ts'

/** Reads the key in a secret. Undefined before a line is attached. */
export const readOvhKey = async (client: SecretsManagerClient, SecretId: string): Promise<OvhKey | undefined> => {
  const { secret } = await readSecret(client, { SecretId }, ovhKey)
  return secret.consumerKey === '' ? undefined : secret
}

/** Gives the key in a secret, or a recently read one. */
export const createOvhKey = (client: SecretsManagerClient, secretArn: string, now: () => number) =>
  remembered(() => readOvhKey(client, secretArn), now)
