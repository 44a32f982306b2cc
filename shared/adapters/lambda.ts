import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SQSClient } from '@aws-sdk/client-sqs'
import { StandardRetryStrategy } from '@smithy/core/retry'
import { NamedError } from '../named-error.ts'
import type { Telemetry } from '../ports.ts'
import type { Config } from '../rules/config.ts'
import { metricNames } from '../rules/telemetry.ts'
import { connectTimeoutMs, storeTimeoutMs } from '../rules/timing.ts'
import { TimedHandler } from './http.ts'

/** Returns an environment variable that the stack sets only for stages that need it. */
export const optionalEnvironment = (name: string): string | undefined => process.env[name] || undefined

/** Returns a required environment variable. Throws if it is not set, so that the function fails at start. */
export const environment = (name: string): string => {
  const value = optionalEnvironment(name)
  if (value === undefined) throw new NamedError('NotConfigured', `The environment variable ${name} is not set`)
  return value
}

/** Returns the stage's config, which synthesis has validated. */
export const configFromEnvironment = (): Config => JSON.parse(environment('CONFIG'))

/** Returns options of a client for a service of AWS's that answers fast. */
export const withinStoreTimeout = () => ({
  requestHandler: new TimedHandler({ connectMs: connectTimeoutMs, timeoutMs: storeTimeoutMs }),
})

export const createDynamoDbClient = () => new DynamoDBClient({ ...withinStoreTimeout(), maxAttempts: 2 })

/** Creates a client for updates that must not be made twice. It repeats only throttled ones, which were not made. */
export const createOnceClient = () =>
  new DynamoDBClient({ ...withinStoreTimeout(), retryStrategy: new ThrottledOnly(() => Promise.resolve(2)) })

class ThrottledOnly extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(
    ...[token, info]: Parameters<StandardRetryStrategy['refreshRetryTokenForRetry']>
  ) {
    // The caller then gets the error of the request.
    if (info.errorType !== 'THROTTLING')
      throw new NamedError('RepeatedIfThrottledOnly', 'Repeated only if it was throttled')
    return super.refreshRetryTokenForRetry(token, info)
  }
}

export const createSqsClient = () => new SQSClient({ ...withinStoreTimeout(), maxAttempts: 2 })

/** Creates telemetry: JSON logs and, by `flush`, metrics in an EMF blob, whose values never look like phone numbers. */
export const createTelemetry = (): Telemetry & { readonly flush: () => void } => {
  const logger = new Logger()
  const metrics = new Metrics()
  return {
    count: (metric, value = 1) => metrics.addMetric(metric, unitOf(metric), Number(value.toFixed(6))),
    log: (event, fields) => logger.info(event, fields),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
    },
  }
}

const unitOf = (metric: string) => {
  if (metric === metricNames.answerDelay) return MetricUnit.Milliseconds
  return unitless.includes(metric) ? MetricUnit.NoUnit : MetricUnit.Count
}

const unitless: readonly string[] = [metricNames.smsCostUsd, metricNames.monthShareBooked, metricNames.monthAhead]
