import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { SNSClient } from '@aws-sdk/client-sns'

import { within } from '../../shared/adapters/clients.ts'
import { storeTimeoutMs } from '../../shared/rules/timing.ts'

export const createSecretsClient = () => new SecretsManagerClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

/** The client for the inbound topic. It may retry, because a text that is published twice is answered once. */
export const createTopicClient = () => new SNSClient({ ...within(storeTimeoutMs), maxAttempts: 2 })
