import type { CountedName, logEvents } from '../rules/telemetry.ts'

/** What the outside may know: counts, and log lines that hold neither a phone number nor a text. */
export type Telemetry = {
  /** Adds to a metric of this invocation. */
  readonly count: (metric: CountedName, value?: number) => void
  readonly log: (event: (typeof logEvents)[keyof typeof logEvents], fields: LogFields) => void
}

/** Ids of texts, reasons, times, counts. */
export type LogFields = { readonly [field: string]: string | number | boolean | readonly string[] | LogFields }
