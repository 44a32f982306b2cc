import { IdempotencyConfig } from '@aws-lambda-powertools/idempotency'
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb'
import type { MetricUnit } from '@aws-lambda-powertools/metrics'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** Longer than a queue keeps a message. */
const keepSeconds = 5 * 24 * 3600

/**
 * Options that make a function run once for each id, its first argument. A repeated call gets the result of the first one. Finished calls
 * are also cached in the process.
 */
export const onceForEachId = (awsSdkV3Client: DynamoDBClient, tableName: string, keyPrefix: string) => ({
  persistenceStore: new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client }),
  config: new IdempotencyConfig({ expiresAfterSeconds: keepSeconds, useLocalCache: true, maxLocalCacheSize: 1000 }),
  keyPrefix,
  dataIndexArgument: 0,
})

export type Once = ReturnType<typeof onceForEachId>

/** The part of Powertools' metrics that the peer's functions use. */
export type Counter = {
  readonly addMetric: (name: string, unit: typeof MetricUnit.Count, value: number) => unknown
  readonly hasStoredMetrics: () => boolean
  readonly publishStoredMetrics: () => void
}
