import type { Alarm } from '../../../page/client/protocol.ts'
import type { Stack } from '../../template/stack.ts'
import { type AlarmState, evaluateAlarm } from './alarm.ts'
import { type AlarmProperties, alarm } from './alarm-resource.ts'
import type { MetricData } from './query.ts'

/** The alarms of a stack, with their current states. */
export type AlarmStates = {
  /** Evaluates all alarms at `now`, in milliseconds. */
  readonly at: (now: number) => readonly Alarm[]
  /**
   * Sets an alarm's state for a few seconds, after which it is evaluated again (API reference, SetAlarmState). Returns false if
   * there is no such alarm.
   */
  readonly set: (name: string, state: AlarmState, now: number) => boolean
}

/**
 * How long a state lasts that was set. The reference says that the alarm returns to its actual state "quickly, often within
 * seconds".
 */
const shownForMs = 5000

/**
 * Keeps the states of a stack's alarms. CloudWatch evaluates an alarm every minute. Here it is evaluated whenever its state is
 * read, and the current period counts although it isn't over, so that a person sees the state change at once.
 */
export const createAlarmStates = (stack: Stack, dataOf: MetricData): AlarmStates => {
  const { stackName } = stack.place
  const alarms = stack.all(alarm).map(({ ref: name, properties }) => {
    const { AlarmDescription: description } = properties
    const [runbookUrl] = /(https:\/\/|\bdocs\/)\S+$/m.exec(description) ?? []
    const title = titleOf(name.startsWith(`${stackName}-`) ? name.slice(stackName.length + 1) : name)
    return { properties, shown: { name, title, description, ...(runbookUrl !== undefined && { runbookUrl }) } }
  })
  const states = new Map<string, { readonly state: AlarmState; readonly since: string }>()
  const setUntil = new Map<string, number>()
  const turn = (name: string, state: AlarmState, now: number) => {
    const before = states.get(name)
    const known = before?.state === state ? before : { state, since: new Date(now).toISOString() }
    states.set(name, known)
    return known
  }
  const stateAt = (name: string, properties: AlarmProperties, now: number): AlarmState => {
    const before = states.get(name)?.state
    const isSet = before !== undefined && now < (setUntil.get(name) ?? 0)
    return isSet ? before : evaluateAlarm(properties, dataOf, now)
  }
  return {
    at: (now) =>
      alarms.map(({ properties, shown }) => ({
        ...shown,
        ...turn(shown.name, stateAt(shown.name, properties, now), now),
      })),
    set: (name, state, now) => {
      if (!alarms.some(({ shown }) => shown.name === name)) return false
      setUntil.set(name, now + shownForMs)
      turn(name, state, now)
      return true
    },
  }
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
