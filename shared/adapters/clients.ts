import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'

import { connectTimeoutMs, storeTimeoutMs } from '../rules/timing.ts'

/** Without `throwOnRequestTimeout` the SDK only warns of a request that takes too long, and waits on. */
export const within = (requestTimeout: number) => ({
  requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout, throwOnRequestTimeout: true },
})

export const createDynamoDbClient = () => new DynamoDBClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

export const createSqsClient = () => new SQSClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

/**
 * For a carrier that has no idempotency token: the SDK's own retries could send a reply twice. Each attempt has a new connection, since
 * one that died while Lambda had frozen the process would cost a reply.
 */
export const oneAttempt = (timeoutMs: number) => ({
  requestHandler: {
    ...within(timeoutMs).requestHandler,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
  maxAttempts: 1,
})
