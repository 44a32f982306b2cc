import type { MetricUnit } from '@aws-lambda-powertools/metrics'

/** What the peer's functions need of Powertools' metrics. */
export type Counter = {
  readonly addMetric: (name: string, unit: typeof MetricUnit.Count, value: number) => unknown
  readonly hasStoredMetrics: () => boolean
  readonly publishStoredMetrics: () => void
}
