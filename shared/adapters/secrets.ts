import {
  GetSecretValueCommand,
  type GetSecretValueRequest,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import type * as z from 'zod/mini'
import { parseJson } from '../rules/parse-json.ts'
import { hour, minute } from '../rules/timing.ts'
import { withinStoreTimeout } from './lambda.ts'

export const createSecretsClient = () => new SecretsManagerClient({ ...withinStoreTimeout(), maxAttempts: 2 })

/** This error says nothing about what the secret contains. */
export class UnreadableSecret extends Error {
  override readonly name = 'UnreadableSecret'
}

/** Reads a version of a secret, and when it was written, in milliseconds. An `UnreadableSecret` has another shape. */
export const readSecret = async <Shape extends z.ZodMiniObject>(
  client: SecretsManagerClient,
  version: GetSecretValueRequest,
  shape: Shape,
  abortSignal?: AbortSignal,
) => {
  const { SecretString = '', CreatedDate } = await client.send(new GetSecretValueCommand(version), {
    ...(abortSignal && { abortSignal }),
  })
  const { data: secret } = shape.safeParse(parseJson(SecretString))
  const keys = new Intl.ListFormat('en-GB').format(Object.keys(shape.shape))
  if (secret === undefined) throw new UnreadableSecret(`The secret is not JSON with ${keys}`)
  return { secret, createdAt: CreatedDate?.getTime() ?? 0 }
}

/** The longest time until a replaced value takes effect. */
const freshMs = 5 * minute

/** The longest that a value is trusted without Secrets Manager: nobody who cuts us off may keep an old key valid. */
const trustMs = hour

const longestPauseMs = minute

/** Errors that prove that there is no valid value (API reference, GetSecretValue, common errors), and our own. */
const final = [
  'ResourceNotFoundException',
  'InvalidRequestException',
  'AccessDeniedException',
  'DecryptionFailure',
  'UnreadableSecret',
]

/** Caches a value. Reads it again after five minutes; without an answer, trusts it for an hour, or until it is gone. */
export const remembered = <Value>(read: () => Promise<Value>, now: () => number): (() => Promise<Value>) => {
  let cached: { readonly value: Value; readonly readAt: number } | undefined
  let outage: { readonly error: unknown; readonly since: number; readonly at: number } | undefined
  let reading: Promise<void> | undefined

  const cachedFor = (ms: number) => (cached !== undefined && now() - cached.readAt < ms ? cached : undefined)
  // The pause is as long as the outage so far, and zero after the first failure, so an immediate retry reads again.
  const pauses = () => outage !== undefined && now() - outage.at < Math.min(longestPauseMs, outage.at - outage.since)
  const ask = async (): Promise<void> => {
    try {
      cached = { value: await read(), readAt: now() }
      outage = undefined
    } catch (error) {
      outage = { error, since: outage?.since ?? now(), at: now() }
      if (error instanceof Error && final.includes(error.name)) cached = undefined
    } finally {
      reading = undefined
    }
  }
  return async () => {
    if (cachedFor(freshMs) === undefined && !pauses()) {
      reading ??= ask()
      await reading
    }
    const trusted = cachedFor(trustMs)
    if (trusted === undefined) throw outage?.error
    return trusted.value
  }
}
