import { ResourceNotFoundException, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

import type { Telemetry } from '../../../shared/ports.ts'
import { errorName } from '../../../shared/rules/telemetry.ts'
import { hour, storeTimeoutMs } from '../../../shared/rules/timing.ts'
import { remembered } from '../remembered.ts'
import { simLogEvents, simMetricNames } from '../rules/telemetry.ts'
import { readVersion, type SimSecret, UnreadableSecret, withLongKey } from '../secret.ts'

/** The keys that events may be signed with, and the account that they must be about. */
export type WebhookKeys = Pick<SimSecret, 'webhookKey' | 'userId'> & {
  /** The previous key, for an hour after it was replaced. Rejects if the key can't be read. */
  readonly previousKey: () => Promise<string | undefined>
}

/** httpSMS signs each attempt with its current key (its webhook service), so this is how long a maintainer has to give it the new one. */
const graceMs = hour

type Dependencies = {
  readonly client: SecretsManagerClient
  readonly secretArn: string
  readonly telemetry: Telemetry
  readonly now: () => number
}

/** Gives the current keys, or recently read ones. Each failed read is counted, because without keys every event is refused. */
export const createWebhookKeys = ({ client, secretArn, telemetry, now }: Dependencies) => {
  const read = async (): Promise<WebhookKeys> => {
    const { secret, createdAt } = await readVersion(client, { SecretId: secretArn })
    const { webhookKey, userId } = withLongKey(secret)
    // Anybody with an invalid token makes us look for the previous key, so the result is cached, whether there is one or not.
    const readBefore = remembered(
      counting(() => readPrevious(client, secretArn)),
      now,
    )
    const previousKey = async () => (now() - createdAt < graceMs ? readBefore() : undefined)
    return { webhookKey, userId, previousKey }
  }

  /** Counts and logs each failed attempt. */
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

/** Secrets Manager keeps the version before the last write under the label AWSPREVIOUS (API reference, PutSecretValue). */
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

/** An error of ours quotes nothing of the secret, so its message can be logged. Of other errors, only the name is logged. */
const reasonOf = (error: unknown): string => (error instanceof UnreadableSecret ? error.message : errorName(error))
