import { SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch'

import { partsPerReply } from '../../shared/rules/messages.ts'
import { readAlarms } from '../alarms.ts'
import type { Deployment } from '../deployment.ts'
import { readLog } from '../logs.ts'
import { counted } from '../words.ts'
import { bookedThisMonth } from './booked.ts'
import type { Step } from './step.ts'
import { assured, awaited } from './watch.ts'

/** What the steps of every rehearsal need. */
export type Setting = {
  readonly deployment: Deployment
  readonly startedAt: number
  /** How many parts were booked this month before the rehearsal. */
  readonly bookedBefore: number
  /** Strings that no log may contain. */
  readonly secrets: readonly string[]
}

/** The text that a rehearsal sends. Nothing else in a log can be mistaken for it. */
export const rehearsalWords = 'Is that you from the bar? (rehearsal)'

/** The text of the rehearsal and the last nine digits of each number, because a log may show a number without its country code. */
export const secretsOf = (...numbers: readonly string[]): readonly string[] => [
  rehearsalWords,
  ...numbers.map((number) => number.slice(-9)),
]

/** Checks that the parts of this many replies were booked. */
export const booksFirst = (replies: number): Step<Setting> => ({
  promise: 'What is sent was booked before',
  show: async ({ deployment, bookedBefore }) => {
    const parts = (await bookedThisMonth(deployment)) - bookedBefore
    const booked = `${counted(parts, 'part was', 'parts were')} booked in the table`
    assured(parts >= replies * partsPerReply, `Of ${counted(replies, 'reply', 'replies')}, ${booked}.`)
    return booked
  },
})

export const wakesPeople: Step<Setting> = {
  promise: 'An alarm goes off, and ends',
  show: async ({ deployment }) => {
    const AlarmName = `${deployment.stackName}-lost-replies`
    const read = async () => (await readAlarms(deployment)).find((alarm) => alarm.AlarmName === AlarmName)
    const before = await read()
    assured(before?.StateValue !== 'ALARM', 'It is in alarm already, and can not be set off.')
    const StateReason = 'A rehearsal: CloudWatch sees within seconds that there is nothing.'
    await deployment.aws.cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason }))
    await awaited(deployment, `the alarm ${AlarmName} in ALARM`, async () => {
      const now = await read()
      // The alarm may be over before it is read again. Its timestamp then still shows the last change (API reference, MetricAlarm).
      const changed = Number(now?.StateUpdatedTimestamp) > Number(before?.StateUpdatedTimestamp)
      return now?.StateValue === 'ALARM' || changed || undefined
    })
    const isOver = async () => (await read())?.StateValue !== 'ALARM' || undefined
    await awaited(deployment, `the alarm ${AlarmName} over`, isOver)
    return 'lost-replies was set off, and CloudWatch took it back'
  },
}

export const tellsNothing: Step<Setting> = {
  promise: 'No log holds a number or a text',
  show: async ({ deployment, startedAt, secrets }) => {
    const { ReceiveSmsLogGroupName, SendReplyLogGroupName } = deployment.outputs
    const groups = [ReceiveSmsLogGroupName, SendReplyLogGroupName]
    const logs = await Promise.all(groups.map((group) => readLog(deployment, group, '', startedAt)))
    const lines = logs.flat()
    assured(lines.length > 0, 'The logs are empty.')
    const telling = lines.filter((entry) => secrets.some((secret) => entry.line.includes(secret)))
    assured(
      telling.length === 0,
      `Of ${counted(lines.length, 'log line', 'log lines')}, ${counted(telling.length, 'holds', 'hold')} a number or a text.`,
    )
    return `${counted(lines.length, 'line', 'lines')} of both functions' logs`
  },
}
