import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { PinpointSMSVoiceV2Client, type PinpointSMSVoiceV2ClientConfig } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SQSClient } from '@aws-sdk/client-sqs'

import { connectTimeoutMs, publishTimeoutMs, storeTimeoutMs } from '../rules/timing.ts'

/** Without `throwOnRequestTimeout` the SDK only warns of a request that takes too long, and waits on. */
export const within = (requestTimeout: number) => ({
  requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout, throwOnRequestTimeout: true },
})

export const createDynamoDbClient = () => new DynamoDBClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

export const createSqsClient = () => new SQSClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

/** With one attempt, a connection that died while Lambda had frozen the process would cost a reply: each gets a new one. */
export const newConnection = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } }

/** SendTextMessage has no idempotency token: the SDK's own retries could send a reply twice. */
export const createSmsVoiceClient = (
  config: Pick<PinpointSMSVoiceV2ClientConfig, 'endpoint' | 'region' | 'credentials'> = {},
  timeoutMs = publishTimeoutMs,
) =>
  new PinpointSMSVoiceV2Client({
    ...config,
    requestHandler: { ...within(timeoutMs).requestHandler, ...newConnection },
    maxAttempts: 1,
  })
