import {
  GetSecretValueCommand,
  type GetSecretValueRequest,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import * as z from 'zod/mini'
import { hour, minute } from '../../shared/rules/timing.ts'

const schema = z.object({ apiKey: z.string(), webhookKey: z.string(), userId: z.string() })

/**
 * The secret that a number shares with httpSMS: the API key, the key that events are signed with, and the id of the account. The API
 * key and the id are empty until a SIM line is attached.
 */
export type SimSecret = Readonly<z.infer<typeof schema>>

/** This error says nothing about what the secret contains. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret'
}

/** Reads the current version of the secret, or the one that is named. */
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

/** Gives the current secret, or a recently read one. */
export const createSimSecret = (client: SecretsManagerClient, SecretId: string, now: () => number) =>
  remembered(async () => (await readVersion(client, { SecretId })).secret, now)

/** HS256 requires a key of at least 256 bits (RFC 7518, section 3.2), because a shorter one can be guessed. */
const shortestKey = 32

/** Refuses a short key. Everything that verifies or signs with the key calls this first. */
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

/** The longest time until a replaced value takes effect. */
const freshMs = 5 * minute

/**
 * How long a value is trusted while Secrets Manager can't be reached. It is limited, because an attacker who cuts us off must not
 * keep an old key valid.
 */
const trustMs = hour

const longestPauseMs = minute

/**
 * Errors that prove that Secrets Manager was reached and has no valid value (API reference, GetSecretValue and common errors),
 * and our own error.
 */
const final = [
  'ResourceNotFoundException',
  'InvalidRequestException',
  'AccessDeniedException',
  'DecryptionFailure',
  'UnreadableSecret',
]

/**
 * Caches a value that rarely changes. Reads it at most every five minutes, once for all concurrent callers, and less and less often while
 * reads fail. Trusts a value for an hour while there is no answer, and drops it at once if the answer is that no valid value exists.
 */
export const remembered = <Value>(read: () => Promise<Value>, now: () => number): (() => Promise<Value>) => {
  let known: { readonly value: Value; readonly readAt: number } | undefined
  let outage: { readonly error: unknown; readonly since: number; readonly at: number } | undefined
  let reading: Promise<void> | undefined

  const knownFor = (ms: number) => (known !== undefined && now() - known.readAt < ms ? known : undefined)
  // The pause is as long as the outage so far, and zero after the first failure, so an immediate retry reads again.
  const pauses = () => outage !== undefined && now() - outage.at < Math.min(longestPauseMs, outage.at - outage.since)
  const ask = async (): Promise<void> => {
    try {
      known = { value: await read(), readAt: now() }
      outage = undefined
    } catch (error) {
      outage = { error, since: outage?.since ?? now(), at: now() }
      if (error instanceof Error && final.includes(error.name)) known = undefined
    } finally {
      reading = undefined
    }
  }
  return async () => {
    if (knownFor(freshMs) === undefined && !pauses()) {
      reading ??= ask()
      await reading
    }
    const trusted = knownFor(trustMs)
    if (trusted === undefined) throw outage?.error
    return trusted.value
  }
}
