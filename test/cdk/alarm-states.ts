import { type AlarmState, alarm, evaluateAlarm, type MetricQuery } from '../../emulator/index.ts'
import type { Settings } from '../../settings/schema.ts'
import { place, readMonitored } from './synthesised.ts'

export const alarmsOf = (settings: Settings) => readMonitored(settings).all(alarm)

const now = Date.parse('2026-11-24T20:31:07Z')

/** Values per period, newest last, by metric. A metric that is not listed, and any earlier period, has no data. */
export type Data = { readonly [metric: string]: readonly (number | null)[] }

/** The name of a metric in these tests, followed by the resource if several have the metric. */
const nameOf = ({ name, dimensions }: MetricQuery): string => {
  const [of] = Object.values(dimensions)
  return of === undefined || of === place.stackName ? name : `${name} of ${of.replace(/^.*-(\w+?)[0-9A-F]{8}$/, '$1')}`
}

/** The state of an alarm for these data. */
export const stateIn = (among: ReturnType<typeof alarmsOf>, alarmName: string, data: Data): AlarmState => {
  const found = among.find(({ ref }) => ref === `${place.stackName}-${alarmName}`)
  if (found === undefined) throw new Error(`There is no alarm ${alarmName}.`)
  return evaluateAlarm(found.properties, (metric) => data[nameOf(metric)] ?? [], now)
}

/** As many periods of five minutes, all with the same value. */
export const quiet = (periods: number, value: number | null = null) => Array.from({ length: periods }, () => value)
export const longAgo = (value: number) => [value, ...quiet(13, 0)]
