import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

import type { Telemetry } from '../ports/telemetry.ts'
import { errorName, logEvents, metricNames } from '../rules/telemetry.ts'
import { hour } from '../rules/timing.ts'
import { remembered } from './remembered.ts'
import { readVersion, type SimSecret, UnreadableSecret, withLongKey } from './sim-secret.ts'

/** What events may be signed with, and whose account they have to be about. */
export type WebhookKeys = Pick<SimSecret, 'webhookKey' | 'userId'> & {
  /** The key before, for an hour after it was replaced. */
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
    let previous: Promise<string | undefined> | undefined
    const previousKey = async () => {
      if (now() - createdAt >= graceMs) return undefined
      // Once for each read of the key that holds now, found or not: whoever brings a bad token has us ask.
      previous ??= readPrevious(client, secretArn)
      return previous
    }
    return { webhookKey, userId, previousKey }
  }
  return remembered(async () => {
    try {
      return await read()
    } catch (error) {
      telemetry.count(metricNames.webhookKeysUnreadable)
      telemetry.log(logEvents.webhookKeysUnreadable, { reason: reasonOf(error) })
      throw error
    }
  }, now)
}

/** Secrets Manager keeps the version that the last write replaced under this label (API reference, PutSecretValue). */
const readPrevious = async (client: SecretsManagerClient, SecretId: string): Promise<string | undefined> => {
  try {
    const { secret } = await readVersion(client, { SecretId, VersionStage: 'AWSPREVIOUS' })
    return withLongKey(secret).webhookKey
  } catch {
    return undefined
  }
}

/** Our own sentence quotes nothing. */
const reasonOf = (error: unknown): string => (error instanceof UnreadableSecret ? error.message : errorName(error))
