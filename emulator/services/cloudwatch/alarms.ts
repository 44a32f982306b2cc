import { identifiedIn, type ResourceType } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { type AlarmProperties, alarmProperties } from './alarm-properties.ts'
import { alignedEnd, type MetricData, periodsUntil, valuesOfQuery } from './query.ts'

export const alarm = {
  type: 'AWS::CloudWatch::Alarm',
  nameProperty: 'AlarmName',
  properties: alarmProperties,
  identify: identifiedIn('cloudwatch', 'alarm:'),
} satisfies ResourceType<unknown>

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

/** Two more periods are retrieved than evaluated, since data may be late (user guide, alarms and missing data). */
const sparePeriods = 2

/** CloudWatch evaluates each minute, and moves the window along: it slides (user guide, alarm evaluation window). */
const slideSeconds = 60

/**
 * Evaluates an alarm that was created at `createdAt`, at `now`, in milliseconds, by the tables of the user guide
 * (alarms and missing data). While it warms up, it waits for data to fill its window (alarm warm-up periods).
 */
export const evaluateAlarm = (alarm: AlarmProperties, dataOf: MetricData, now: number, createdAt = 0): AlarmState => {
  const { EvaluationPeriods: evaluated, DatapointsToAlarm: toAlarm = evaluated } = alarm
  const { watched, queries, periodSeconds } = alarm
  const periods = periodsUntil(alignedEnd(now / 1000, slideSeconds), periodSeconds, evaluated + sparePeriods)
  const values = valuesOfQuery(watched, queries, dataOf, periods)
  const points = values.filter((value) => value !== null).slice(-evaluated)
  if (isWarmingUp(alarm, now - createdAt, points.length === evaluated)) return 'INSUFFICIENT_DATA'
  const breaching = points.filter((value) => breaches(alarm, value))
  const missing = alarm.TreatMissingData === 'breaching' ? evaluated - points.length : 0
  return breaching.length + missing >= toAlarm ? 'ALARM' : 'OK'
}

const isWarmingUp = ({ WarmUpConfiguration }: AlarmProperties, ageMs: number, isFull: boolean): boolean => {
  if (WarmUpConfiguration === undefined) return false
  const { WarmUpPeriodDurationInMinutes: minutes, OnlyStartEvaluatingAfterWarmUpPeriodEnds: whole } =
    WarmUpConfiguration
  return ageMs < minutes * 60_000 && (whole || !isFull)
}

const breaches = ({ ComparisonOperator, Threshold }: AlarmProperties, value: number): boolean => {
  if (value === Threshold) return ComparisonOperator.includes('OrEqualTo')
  return ComparisonOperator.startsWith('Greater') ? value > Threshold : value < Threshold
}

export type Alarm = {
  readonly name: string
  readonly description: string
  readonly state: AlarmState
  readonly since: string
  /** The last link in the description: a URL, or the path of a document. */
  readonly runbookUrl?: string
}

export type AlarmStates = ReturnType<typeof createAlarmStates>

/** How long a set state lasts. AWS returns to the actual one "quickly, often within seconds" (SetAlarmState). */
const shownForMs = 5000

/** The states of a stack's alarms, evaluated whenever they are read, so that a person sees a change at once. */
export const createAlarmStates = (stack: Stack, dataOf: MetricData, createdAt: number) => {
  const alarms = stack.all(alarm).map(({ ref: name, properties }) => {
    const { AlarmDescription: description } = properties
    const [runbookUrl] = /(https:\/\/|\bdocs\/)\S+$/m.exec(description) ?? []
    return { properties, shown: { name, description, ...(runbookUrl !== undefined && { runbookUrl }) } }
  })
  type Known = { readonly state: AlarmState; readonly since: string; readonly setUntil: number }
  const states = new Map<string, Known>()
  const turn = (name: string, state: AlarmState, now: number, setUntil = 0) => {
    const before = states.get(name)
    const since = before?.state === state ? before.since : new Date(now).toISOString()
    states.set(name, { state, since, setUntil })
    return { state, since }
  }
  return {
    at: (now: number): readonly Alarm[] =>
      alarms.map(({ properties, shown }) => {
        const before = states.get(shown.name)
        const isSet = before !== undefined && now < before.setUntil
        const evaluated = (): AlarmState => evaluateAlarm(properties, dataOf, now, createdAt)
        const { state, since } = isSet ? before : turn(shown.name, evaluated(), now)
        return { ...shown, state, since }
      }),
    /** Sets a state for a few seconds (API reference, SetAlarmState). Returns false if there is no such alarm. */
    set: (name: string, state: AlarmState, now: number): boolean => {
      if (!alarms.some(({ shown }) => shown.name === name)) return false
      turn(name, state, now, now + shownForMs)
      return true
    },
  }
}
