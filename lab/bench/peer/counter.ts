import type { MetricUnit } from '@aws-lambda-powertools/metrics'

/** The part of Powertools' metrics that the peer's functions use. */
export type Counter = {
  readonly addMetric: (name: string, unit: typeof MetricUnit.Count, value: number) => unknown
  readonly hasStoredMetrics: () => boolean
  readonly publishStoredMetrics: () => void
}
