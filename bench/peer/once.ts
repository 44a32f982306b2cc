import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** Longer than a queue keeps a message. */
const keepSeconds = 5 * 24 * 3600

/**
 * How a function runs once for each id, given as its first argument: a repetition gets the answer of the first run. What
 * the process has seen done is cached.
 */
export const onceForEachId = (awsSdkV3Client: DynamoDBClient, tableName: string, keyPrefix: string) => ({
  persistenceStore: new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client }),
  config: new IdempotencyConfig({ expiresAfterSeconds: keepSeconds, useLocalCache: true, maxLocalCacheSize: 1000 }),
  keyPrefix,
  dataIndexArgument: 0,
})

export type Once = ReturnType<typeof onceForEachId>
