import { ResourceNotFoundException, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

import type { Telemetry } from '../../../shared/ports.ts'
import { errorName } from '../../../shared/rules/telemetry.ts'
import { hour, storeTimeoutMs } from '../../../shared/rules/timing.ts'
import { remembered } from '../remembered.ts'
import { simLogEvents, simMetricNames } from '../rules/telemetry.ts'
import { readVersion, type SimSecret, UnreadableSecret, withLongKey } from '../secret.ts'

/** What events may be signed with, and whose account they have to be about. */
export type WebhookKeys = Pick<SimSecret, 'webhookKey' | 'userId'> & {
  /** The previous key, for an hour after it was replaced. Rejects while it can't be read. */
  readonly previousKey: () => Promise<string | undefined>
}

/** httpSMS signs each attempt with the key that it has at that moment (its webhook service): so this is time for whoever gives it the new one. */
const graceMs = hour

type Dependencies = {
  readonly client: SecretsManagerClient
  readonly secretArn: string
  readonly telemetry: Telemetry
  readonly now: () => number
}

/** Gives the keys as they are now, or were not long ago. Each read of them that fails is counted: without them the number is deaf. */
export const createWebhookKeys = ({ client, secretArn, telemetry, now }: Dependencies) => {
  const read = async (): Promise<WebhookKeys> => {
    const { secret, createdAt } = await readVersion(client, { SecretId: secretArn })
    const { webhookKey, userId } = withLongKey(secret)
    // Whoever brings a bad token has us ask for it, so it is remembered too, found or not.
    const readBefore = remembered(
      counting(() => readPrevious(client, secretArn)),
      now,
    )
    const previousKey = async () => (now() - createdAt < graceMs ? readBefore() : undefined)
    return { webhookKey, userId, previousKey }
  }

  /** Reads, and counts it if that fails. */
  const counting =
    <Value>(attempt: () => Promise<Value>) =>
    async (): Promise<Value> => {
      try {
        return await attempt()
      } catch (error) {
        telemetry.count(simMetricNames.webhookKeysUnreadable)
        telemetry.log(simLogEvents.webhookKeysUnreadable, { reason: reasonOf(error) })
        throw error
      }
    }

  return remembered(counting(read), now)
}

/** Secrets Manager keeps the version that the last write replaced under this label (API reference, PutSecretValue). */
const readPrevious = async (client: SecretsManagerClient, SecretId: string): Promise<string | undefined> => {
  try {
    const previous = { SecretId, VersionStage: 'AWSPREVIOUS' }
    // One attempt only: the key that holds now may have been slow to come, and the function ends after five seconds.
    const { secret } = await readVersion(client, previous, AbortSignal.timeout(storeTimeoutMs))
    return withLongKey(secret).webhookKey
  } catch (error) {
    if (error instanceof ResourceNotFoundException || error instanceof UnreadableSecret) return undefined
    throw error
  }
}

/** Our own sentence quotes nothing. */
const reasonOf = (error: unknown): string => (error instanceof UnreadableSecret ? error.message : errorName(error))
