import { ResourceNotFoundException, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { remembered, UnreadableSecret } from '../../../shared/adapters/secrets.ts'
import type { Telemetry } from '../../../shared/ports.ts'
import { errorName } from '../../../shared/rules/telemetry.ts'
import { hour, second, storeTimeoutMs } from '../../../shared/rules/timing.ts'
import { httpSmsLogEvents, httpSmsMetricNames } from '../rules.ts'
import { type HttpSmsSecret, readVersion, withLongKey } from '../secret.ts'
import type { VerifyToken } from './webhook.ts'

type Dependencies = { readonly readKeys: () => Promise<WebhookKeys>; readonly now: () => number }

/** Verifies HS256 tokens as httpSMS makes them (its webhook service, July 2026). */
export const createVerifyToken =
  ({ readKeys, now }: Dependencies): VerifyToken =>
  async (token, domainName) => {
    if (!mayBeOurs(token)) return false
    const { webhookKey, previousKey, userId } = await readKeys()
    if (userId === '') return false
    const expected = { domainName, userId, at: now() }
    if (await holds(token, webhookKey, expected)) return true
    const previous = await previousKey()
    return previous !== undefined && holds(token, previous, expected)
  }

/** An HS256 signature has 32 bytes, which are 43 characters in base64url. */
const shape = /^[\w-]+\.[\w-]+\.[\w-]{43}$/

/** Tokens from httpSMS have about 500 characters, and fewer than 1,000 with the longest address that it allows. */
const maxCharacters = 2048

/** Recognises garbage without a key, so that strangers can't make us read the key. */
const mayBeOurs = (token: string): boolean => {
  if (token.length > maxCharacters || !shape.test(token)) return false
  try {
    return decodeProtectedHeader(token).alg === 'HS256'
  } catch {
    return false
  }
}

/** The longest validity of a token, in seconds. httpSMS's are valid for twenty minutes; none may be valid for ever. */
const longestLife = hour / second

type Expected = { readonly domainName: string; readonly userId: string; readonly at: number }

const holds = async (token: string, key: string, { domainName, userId, at }: Expected): Promise<boolean> => {
  try {
    const { payload } = await jwtVerify(token, new TextEncoder().encode(key), {
      algorithms: ['HS256'],
      issuer: 'api.httpsms.com',
      subject: userId,
      requiredClaims: ['exp', 'nbf', 'aud'],
      currentDate: new Date(at),
    })
    const { exp, nbf, aud = [] } = payload
    return Number(exp) - Number(nbf) <= longestLife && [aud].flat().some((url) => hostOf(url) === domainName)
  } catch {
    return false
  }
}

/** The audience is the webhook's address as its owner typed it, so only its domain can be compared. */
const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname : undefined)

/** The keys that events may be signed with, and the account that they must be about. */
export type WebhookKeys = Pick<HttpSmsSecret, 'webhookKey' | 'userId'> & {
  /** The previous key, for an hour after it was replaced. Rejects if the key can't be read. */
  readonly previousKey: () => Promise<string | undefined>
}

/** httpSMS signs with its current key (its webhook service), so a maintainer has this long to give it the new one. */
const graceMs = hour

type KeyDependencies = {
  readonly client: SecretsManagerClient
  readonly secretArn: string
  readonly telemetry: Telemetry
  readonly now: () => number
}

/** Gives the current keys, or recently read ones. A failed read is counted: without keys every event is refused. */
export const createWebhookKeys = ({ client, secretArn, telemetry, now }: KeyDependencies) => {
  const read = async (): Promise<WebhookKeys> => {
    const { secret, createdAt } = await readVersion(client, { SecretId: secretArn })
    const { webhookKey, userId } = withLongKey(secret)
    // Anybody with an invalid token makes us look for the previous key, so it is cached, even if there is none.
    const readBefore = remembered(
      counting(() => readPrevious(client, secretArn)),
      now,
    )
    const previousKey = async () => (now() - createdAt < graceMs ? readBefore() : undefined)
    return { webhookKey, userId, previousKey }
  }

  const counting =
    <Value>(attempt: () => Promise<Value>) =>
    async (): Promise<Value> => {
      try {
        return await attempt()
      } catch (error) {
        telemetry.count(httpSmsMetricNames.webhookKeysUnreadable)
        telemetry.log(httpSmsLogEvents.webhookKeysUnreadable, { reason: reasonOf(error) })
        throw error
      }
    }

  return remembered(counting(read), now)
}

/** The version before the last write has the label AWSPREVIOUS (API reference, PutSecretValue). */
const readPrevious = async (client: SecretsManagerClient, SecretId: string): Promise<string | undefined> => {
  try {
    const previous = { SecretId, VersionStage: 'AWSPREVIOUS' }
    // One attempt only: reading the current key may have taken long, and the function times out after five seconds.
    const { secret } = await readVersion(client, previous, AbortSignal.timeout(storeTimeoutMs))
    return withLongKey(secret).webhookKey
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof UnreadableSecret) return undefined
    throw error
  }
}

/** An error of ours quotes nothing of the secret, so its message can be logged; of others, only the name. */
const reasonOf = (error: unknown): string => (error instanceof UnreadableSecret ? error.message : errorName(error))
