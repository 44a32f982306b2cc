import {
  GetSecretValueCommand,
  type GetSecretValueRequest,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'
import { remembered, UnreadableSecret } from '../../shared/adapters/secrets.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'

const schema = z.object({ apiKey: z.string(), webhookKey: z.string(), userId: z.string() })

/** The secret shared with httpSMS. API key and user id are empty until a SIM line is attached. */
export type HttpSmsSecret = Readonly<z.infer<typeof schema>>

export const readVersion = async (
  client: SecretsManagerClient,
  version: GetSecretValueRequest,
  abortSignal?: AbortSignal,
) => {
  const { SecretString = '', CreatedDate } = await client.send(new GetSecretValueCommand(version), {
    ...(abortSignal && { abortSignal }),
  })
  const { data: secret } = schema.safeParse(parseJson(SecretString))
  if (secret === undefined) throw new UnreadableSecret('The secret is not JSON with apiKey, userId and webhookKey')
  return { secret, createdAt: CreatedDate?.getTime() ?? 0 }
}

/** Gives the current secret, or a recently read one. */
export const createHttpSmsSecret = (client: SecretsManagerClient, SecretId: string, now: () => number) =>
  remembered(async () => (await readVersion(client, { SecretId })).secret, now)

/** HS256 requires a key of at least 256 bits (RFC 7518, section 3.2), because a shorter one can be guessed. */
const shortestKey = 32

/** Refuses a short key. Everything that verifies or signs with the key calls this first. */
export const withLongKey = (secret: HttpSmsSecret): HttpSmsSecret => {
  if (secret.webhookKey.length >= shortestKey) return secret
  throw new UnreadableSecret(`The webhookKey of the secret is not at least ${shortestKey} characters long`)
}
