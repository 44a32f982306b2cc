import { simLogEvents, simMetricNames, simTroubles } from './sim/rules/telemetry.ts'

/** Names that only one carrier has. They are not spread into one object, which would keep esbuild from leaving them out. */
const metricNames = { sim: simMetricNames } as const
const logEvents = { sim: simLogEvents } as const

type ValuesOf<T> = { [C in keyof T]: T[C][keyof T[C]] }[keyof T]

/** What only one carrier counts and logs. */
export type CarrierMetricName = ValuesOf<typeof metricNames>
export type CarrierLogEvent = ValuesOf<typeof logEvents>

/** Those of its log events that mean trouble. */
export const carrierTroubles: readonly string[] = [...simTroubles]
