import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'

import { connectTimeoutMs, storeTimeoutMs } from '../rules/timing.ts'

/**
 * Client options for timeouts in milliseconds. Without `throwOnRequestTimeout` the SDK only logs a warning when a request
 * takes too long, and keeps waiting.
 */
export const within = (requestTimeout: number, connectionTimeout = connectTimeoutMs) => ({
  requestHandler: { connectionTimeout, requestTimeout, throwOnRequestTimeout: true },
})

export const createDynamoDbClient = () => new DynamoDBClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

export const createSqsClient = () => new SQSClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

/**
 * Client options for a carrier without idempotency tokens, where the SDK's own retries could send a reply twice. Each attempt opens a new
 * connection, because a kept-alive one that died while Lambda had frozen the process would cost a reply.
 */
export const oneAttempt = (requestTimeout: number, connectionTimeout: number) => ({
  requestHandler: {
    ...within(requestTimeout, connectionTimeout).requestHandler,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
  maxAttempts: 1,
})
