import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'

import type { Telemetry } from '../ports.ts'
import { type CountedName, metricNames, troubles } from '../rules/telemetry.ts'

/** Telemetry as Lambda takes it: JSON lines, and metrics as one EMF blob that `flush` prints at the end of an invocation. */
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
