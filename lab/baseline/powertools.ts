import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { environment } from '../../shared/adapters/lambda.ts'

/** Longer than a queue keeps a message. */
const keepSeconds = 5 * 24 * 3600

/** Makes a function run once for each id, its first argument: a repeated call gets the first one's result. */
export const onceForEachId = (awsSdkV3Client: DynamoDBClient, keyPrefix: string) => ({
  persistenceStore: new DynamoDBPersistenceLayer({ tableName: environment('IDEMPOTENCY_TABLE'), awsSdkV3Client }),
  config: new IdempotencyConfig({ expiresAfterSeconds: keepSeconds, useLocalCache: true, maxLocalCacheSize: 1000 }),
  keyPrefix,
  dataIndexArgument: 0,
})
