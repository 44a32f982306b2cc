import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'

import { connectTimeoutMs, storeTimeoutMs } from '../rules/timing.ts'

/** Without `throwOnRequestTimeout` the SDK only warns of a request that takes too long, and waits on. */
export const within = (requestTimeout: number) => ({
  requestHandler: { connectionTimeout: connectTimeoutMs, requestTimeout, throwOnRequestTimeout: true },
})

export const createDynamoDbClient = () => new DynamoDBClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

export const createSqsClient = () => new SQSClient({ ...within(storeTimeoutMs), maxAttempts: 2 })

/** With one attempt, a connection that died while Lambda had frozen the process would cost a reply: each gets a new one. */
export const newConnection = { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } }
