import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'

import type { Telemetry } from '../ports/telemetry.ts'
import { metricNames, troubles } from '../rules/telemetry.ts'

/** Telemetry as Lambda takes it: JSON lines, and metrics as one EMF blob that `flush` prints at the end of an invocation. */
export const createTelemetry = (): Telemetry & { readonly flush: () => void } => {
  const logger = new Logger()
  const metrics = new Metrics()
  return {
    count: (metric, value = 1) =>
      metrics.addMetric(metric, metric === metricNames.answerDelay ? MetricUnit.Milliseconds : MetricUnit.Count, value),
    log: (event, fields) => (troubles.includes(event) ? logger.warn(event, fields) : logger.info(event, fields)),
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics()
    },
  }
}
