import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'

import { storeTimeoutMs } from '../rules/timing.ts'
import { within } from './clients.ts'

export const createSecretsClient = () => new SecretsManagerClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

/** For the inbound topic: a text that is published twice is answered once. */
export const createTopicClient = () => new SNSClient({ ...within(storeTimeoutMs), maxAttempts: 2 })
