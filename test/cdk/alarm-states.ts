import { type AlarmState, evaluateAlarm } from '../../local/cloudwatch/alarm.ts'
import { alarm } from '../../local/cloudwatch/alarm-resource.ts'
import type { MetricQuery } from '../../local/cloudwatch/query.ts'
import type { Settings } from '../../settings/schema.ts'
import { place, readMonitored } from './synthesised.ts'

export const alarmsOf = (settings: Settings) => readMonitored(settings).all(alarm)

const now = Date.parse('2026-11-24T20:31:07Z')

/** Values per period, newest last, by metric. What is not named, or comes before, has no data. */
export type Data = { readonly [metric: string]: readonly (number | null)[] }

/** A metric as the tests call it: its name, with the resource where two share it. */
const nameOf = ({ name, dimensions }: MetricQuery): string => {
  const [of] = Object.values(dimensions)
  return of === undefined || of === place.stackName ? name : `${name} of ${of.replace(/^.*-(\w+?)[0-9A-F]{8}$/, '$1')}`
}

/** The state of an alarm of a stage, by these data. */
export const stateIn = (among: ReturnType<typeof alarmsOf>, alarmName: string, data: Data): AlarmState => {
  const found = among.find(({ ref }) => ref === `${place.stackName}-${alarmName}`)
  if (found === undefined) throw new Error(`There is no alarm ${alarmName}.`)
  return evaluateAlarm(found.properties, (metric) => data[nameOf(metric)] ?? [], now)
}

/** How many periods of five minutes an alarm remembers, and how to fill them. */
export const quiet = (periods: number, value: number | null = null) => Array.from({ length: periods }, () => value)
export const longAgo = (value: number) => [value, ...quiet(13, 0)]
