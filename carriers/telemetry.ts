import { simLogEvents, simMetricNames, simTroubles } from './sim/rules/telemetry.ts'

/** Names that only one carrier has. They are not spread into one object, because esbuild could not drop the unused ones from it. */
const metricNames = { sim: simMetricNames } as const
const logEvents = { sim: simLogEvents } as const

type ValuesOf<T> = { [C in keyof T]: T[C][keyof T[C]] }[keyof T]

/** The metrics and the log events that only one carrier has. */
export type CarrierMetricName = ValuesOf<typeof metricNames>
export type CarrierLogEvent = ValuesOf<typeof logEvents>

/** The log events of carriers that mean trouble. */
export const carrierTroubles: readonly string[] = [...simTroubles]
