/** A CloudWatch metric. */
export type Metric = {
  readonly namespace: string
  readonly name: string
  readonly dimensions: { readonly [name: string]: string }
}

/** Adds values to a metric, at a time in milliseconds. */
export type RecordMetric = (metric: Metric, values: readonly number[], at: number) => void
