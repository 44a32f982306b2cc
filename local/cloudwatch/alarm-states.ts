import type { Alarm } from '../../page/client/protocol.ts'
import type { Stack } from '../template/stack.ts'
import { type AlarmState, evaluateAlarm } from './alarm.ts'
import { type AlarmProperties, alarm } from './alarm-resource.ts'
import type { MetricData } from './query.ts'

/** The alarms of a stack, as CloudWatch shows them. */
export type AlarmStates = {
  /** Evaluates the alarms at a time in milliseconds. */
  readonly at: (now: number) => readonly Alarm[]
  /** Shows another state for a few seconds, then the actual one again (API reference, SetAlarmState). Gives whether there is such an alarm. */
  readonly set: (name: string, state: AlarmState, now: number) => boolean
}

/** The reference says "quickly, often within seconds". */
const shownForMs = 5000

/**
 * Follows the alarms of a stack. CloudWatch evaluates an alarm every minute; here it is evaluated whenever somebody looks, also
 * over the period that is not over, so that one sees it turn.
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
