import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { remembered, UnreadableSecret } from '../../shared/adapters/secrets.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { type OvhKey, ovhKey } from './api.ts'

/** Reads the key in a secret. Undefined before a line is attached. */
export const readOvhKey = async (client: SecretsManagerClient, SecretId: string): Promise<OvhKey | undefined> => {
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId }))
  const { data } = ovhKey.safeParse(parseJson(SecretString))
  if (data === undefined)
    throw new UnreadableSecret('The secret is not JSON with applicationKey, applicationSecret and consumerKey')
  return data.consumerKey === '' ? undefined : data
}

/** Gives the key in a secret, or a recently read one. */
export const createOvhKey = (client: SecretsManagerClient, secretArn: string, now: () => number) =>
  remembered(() => readOvhKey(client, secretArn), now)
