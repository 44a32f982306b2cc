import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'

import type { Telemetry } from '../ports.ts'
import { type CountedName, metricNames, troubles } from '../rules/telemetry.ts'

/** Telemetry for Lambda: JSON log lines, and metrics in one EMF blob. Call `flush` at the end of each invocation to print the blob. */
export const createTelemetry = (): Telemetry & { readonly flush: () => void } => {
  const logger = new Logger()
  const metrics = new Metrics()
  return {
    count: (metric, value = 1) => metrics.addMetric(metric, unitOf(metric), value),
    log: (event, fields) => (troubles.includes(event) ? logger.warn(event, fields) : logger.info(event, fields)),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
    },
  }
}

const unitOf = (metric: CountedName) => {
  if (metric === metricNames.answerDelay) return MetricUnit.Milliseconds
  return unitless.includes(metric) ? MetricUnit.NoUnit : MetricUnit.Count
}

const unitless: readonly CountedName[] = [metricNames.smsCostUsd, metricNames.monthShareBooked, metricNames.monthAhead]
