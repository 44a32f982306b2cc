import type { Alarm } from '../page/client/protocol.ts'
import { alarm } from '../template/kinds/alarm.ts'
import type { Stack } from '../template/stack.ts'
import { evaluateAlarm } from './alarm.ts'
import type { MetricData } from './query.ts'

/**
 * Follows the alarms of a stack. CloudWatch evaluates an alarm every minute; here it is evaluated whenever the function that
 * this gives is called, also over the period that is not over, so that one sees it turn.
 */
export const createAlarmStates = (stack: Stack, dataOf: MetricData) => {
  const { stackName } = stack.place
  const alarms = stack.all(alarm).map(({ ref: name, properties }) => {
    const { AlarmDescription: description } = properties
    const [runbookUrl] = /https:\/\/\S+/.exec(description) ?? []
    const title = titleOf(name.startsWith(`${stackName}-`) ? name.slice(stackName.length + 1) : name)
    return { properties, shown: { name, title, description, ...(runbookUrl !== undefined && { runbookUrl }) } }
  })
  const states = new Map<string, Pick<Alarm, 'state' | 'since'>>()
  return (now: number): readonly Alarm[] =>
    alarms.map(({ properties, shown }) => {
      const before = states.get(shown.name)
      const state = evaluateAlarm(properties, dataOf, now, before?.state)
      const known = before?.state === state ? before : { state, since: new Date(now).toISOString() }
      states.set(shown.name, known)
      return { ...shown, ...known }
    })
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
